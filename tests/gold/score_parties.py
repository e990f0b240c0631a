"""Score the reading of parties against a table of field values: who is named, and in what role.

A row is a field value with the items a competent reader finds in it, `role=id` or `role="words"` (columns `field`,
`controllers`, `on`, `text`, `expected`). An item is right when its role is, and its party: the same organisation, or
the same words. Of words that name no known organisation one wording may hold the other ("publiek", "Het publiek, via
de website"), since where a phrase begins and ends is no question of who receives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from avggraph.resolve.organisations import OrganisationMatch, Organisations, normal_form
from avggraph.resolve.parties import controllers, recipients, source_parties
from avggraph.text import Span
from gold.tally import Tally

_ITEM = re.compile(r'(?P<role>[a-z-]+)=(?:"(?P<words>[^"]*)"|(?P<id>[^;\s]+))')
_SOURCES_BY_WORDS = {"register", "data-subject", "group", "controller"}


class Item(NamedTuple):
    """A role and its party: the last part of an organisation's IRI, or words, or both where a reading has both."""

    role: str
    id: str
    words: str

    def __str__(self) -> str:
        return f"{self.role}={self.id or repr(self.words)}"


def score(
    rows: Iterable[Mapping[str, str]], organisations: Organisations, known: Collection[str] | None = None
) -> dict[str, Tally]:
    """Tally rows of the table, by field and all together ("all").

    `known` are the organisations (last parts of IRIs) the author of the gold could choose from; none given: all.
    """
    iris = {one.iri.rsplit("/", 1)[-1]: one.iri for one in organisations}
    tallies: dict[str, Tally] = {}
    for row in rows:
        expected = list(_expected(row["expected"]))
        read = _paired(expected, list(_read(row, organisations, iris, known)))
        for name in (row["field"], "all"):
            tallies.setdefault(name, Tally()).add(row["text"], expected, read)
    return tallies


def _expected(cell: str) -> Iterator[Item]:
    for found in _ITEM.finditer(cell):
        yield Item(found["role"], found["id"] or "", found["words"] or "")


def _paired(expected: Iterable[Item], read: list[Item]) -> list[Item]:
    """Give the items read, each that is an expected one written as that; one to one."""
    left, pairs = list(read), []
    for item in expected:
        match = next((one for one in left if _is_same(item, one)), None)
        if match is not None:
            left.remove(match)
            pairs.append(item)
    return [*pairs, *left]


def _is_same(expected: Item, read: Item) -> bool:
    if expected.role != read.role:
        return False
    if expected.id:
        return expected.id == read.id
    one, other = _words(expected.words), _words(read.words)
    return bool(expected.words and read.words) and (one in other or other in one)


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"[^\W_]+", normal_form(text)), ""])


def _read(
    row: Mapping[str, str], organisations: Organisations, iris: Mapping[str, str], known: Collection[str] | None
) -> Iterator[Item]:
    text = row["text"]
    on = date.fromisoformat(row["on"]) if row["on"] else None
    match row["field"]:
        case "verantwoordelijke":
            found = controllers(text, organisations, on).organisations
            for one in found:
                yield Item("controller", _key(one), _at(text, one.span))
            if not found:
                yield Item("controller", "", text)
        case "organisatie":
            path = organisations.resolve(text, on)
            listed = [one for one in path if one.organisation.kind != "unit" and (known is None or _key(one) in known)]
            yield Item("organisation", _key(listed[-1]) if listed else "", text)
        case "ontvangers":
            own = frozenset(iris[key] for key in row["controllers"].split())
            for reading in recipients(text, organisations, on, controllers=own):
                yield Item(reading.role, _key(reading.organisation), _at(text, reading.words))
        case "bron":
            for source in source_parties(text, organisations, on):
                key = "" if source.kind in _SOURCES_BY_WORDS else _key(source.organisation)
                yield Item(source.kind, key, _at(text, source.words))
        case other:
            raise ValueError(f"{other!r} is no field of the table.")


def _key(match: OrganisationMatch | None) -> str:
    return "" if match is None else match.organisation.iri.rsplit("/", 1)[-1]


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]
