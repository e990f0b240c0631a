"""Facets: by what the list can be narrowed (`data/site/facets.toml`), and which records have each value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.addresses import LANGUAGES, segment
from avggraph.query import Iri, Table
from avggraph.query.values import local_name

Names = Mapping[str, str]
"""What a thing is called, by language."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What a record can be chosen by.

    `values` names those values that are no things with a name of their own, by key and in their order. `absent` is the
    key of the one that a record without any value is put under, empty where there is none. `pair` is the facet at the
    other end: with "organisatie" and "rol" chosen, the organisation has that role in the record. `is_wide` says that a
    concept stands for its narrower concepts too.
    """

    name: str
    title: Names
    values: Mapping[str, Names]
    absent: str = ""
    pair: str = ""
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its key in addresses, the thing it is (empty for one without IRI), and its records.

    `narrower` are those of its records that do not have the value itself, only a narrower concept.
    """

    key: str
    iri: str
    records: tuple[int, ...]
    narrower: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetTable:
    """The values of a facet that occur, and for one with a pair the records by key and key of the pair."""

    facet: Facet
    values: tuple[Value, ...]
    pairs: Mapping[tuple[str, str], tuple[int, ...]]


@cache
def load_facets() -> tuple[Facet, ...]:
    """Read the facets, in the order of the page.

    >>> [facet.name for facet in load_facets() if facet.pair]
    ['organisatie']
    """
    with resources.table(resources.data("site", "facets.toml")) as table:
        return tuple(_facet(name, entry) for name, entry in table.items())


def _facet(name: str, entry: Mapping[str, Any]) -> Facet:
    values = {key: _names(names) for key, names in entry.get("values", {}).items()}
    absent = entry.get("absent", {})
    if absent:
        values[absent["key"]] = _names(absent)
    return Facet(
        name, _names(entry), values, absent.get("key", ""), str(entry.get("with", "")), bool(entry.get("wide"))
    )


def _names(entry: Mapping[str, Any]) -> Names:
    return {language: str(entry[language]) for language in LANGUAGES}


def tabulate(
    facet: Facet, rows: Table, records: Mapping[str, int], above: Mapping[str, Iterable[str]] | None = None
) -> tuple[FacetTable, Mapping[str, tuple[int, ...]]]:
    """Read the answer of a facet's query: its table, and the records by key of the pair.

    `records` are the places of the records in the list, by IRI; rows about others are no part of it. `above` are the
    concepts above each concept, which a wide facet counts with.
    """
    at = {name: rows.columns.index(name) for name in rows.columns}
    found: dict[str, set[int]] = {}
    things: set[str] = set()
    pairs: dict[tuple[str, str], set[int]] = {}
    for row in rows.rows:
        record, value = row[at["record"]], row[at["value"]]
        if record is None or value is None or record.value not in records:
            continue
        place = records[record.value]
        found.setdefault(value.value, set()).add(place)
        if isinstance(value, Iri):
            things.add(value.value)
        if "with" in at and (other := row[at["with"]]) is not None:
            pairs.setdefault((value.value, other.value), set()).add(place)
    if facet.absent and (rest := set(records.values()).difference(*found.values())):
        found.setdefault(facet.absent, set()).update(rest)
    wide = _widened(found, above or {}) if facet.is_wide else found
    things |= wide.keys() - found.keys()
    keys = {**{name: name for name in found if name not in things}, **_keys(things, facet.values)}
    values = [
        Value(keys[name], name if name in things else "", tuple(sorted(of)), tuple(sorted(of - found.get(name, set()))))
        for name, of in wide.items()
    ]
    by_key = {(keys[name], other): tuple(sorted(of)) for (name, other), of in sorted(pairs.items())}
    others: dict[str, set[int]] = {}
    for (_, role), of in by_key.items():
        others.setdefault(role, set()).update(of)
    table = FacetTable(facet, in_order(facet, values), by_key)
    return table, {role: tuple(sorted(of)) for role, of in others.items()}


def _widened(found: Mapping[str, set[int]], above: Mapping[str, Iterable[str]]) -> dict[str, set[int]]:
    """Give each concept the records of those below it too."""
    wide = {name: set(of) for name, of in found.items()}
    for name, of in found.items():
        for concept in above.get(name, ()):
            wide.setdefault(concept, set()).update(of)
    return wide


def in_order(facet: Facet, values: Iterable[Value]) -> tuple[Value, ...]:
    """Sort values: as declared where all are, else those of most records first, and one for absence last."""
    order = {key: place for place, key in enumerate(facet.values)}
    found = list(values)
    if all(value.key in order and not value.iri for value in found):
        return tuple(sorted(found, key=lambda value: order[value.key]))
    return tuple(sorted(found, key=lambda value: (value.key == facet.absent, -len(value.records), value.key)))


def _keys(things: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Give things the last part of their IRI as a key; of those that share it all but the first get a hash too."""
    keys: dict[str, str] = {}
    used = {key.lower() for key in taken}
    for thing in sorted(things):
        key = segment(local_name(thing))
        if key.lower() in used:
            key = f"{key}-{hashlib.sha256(thing.encode()).hexdigest()[:8]}"
        used.add(key.lower())
        keys[thing] = key
    return keys
