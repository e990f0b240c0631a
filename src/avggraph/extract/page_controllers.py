"""The controllers of a page and their addresses.

Names and addresses stand together (B, C, D), or the names first of all and the addresses last (A), where an address
belongs to the controller whose name it repeats, or else to the one at its place in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import takewhile

from avggraph.description import ControllerEntry
from avggraph.extract.form import Form
from avggraph.extract.items import Item, items_of
from avggraph.extract.outlined import Run
from avggraph.extract.page import Page
from avggraph.text import Quote, fold, quote

_WORD = re.compile(r"\w{4,}")
# "2500 EB Den Haag", "Postbus 20061", "Rijnstraat 8": a postcode, a box, a street with its number.
_PLACE = re.compile(r"^\d{4}\s?[A-Z]{2}\b|^[A-Z]{4,}$")
_ADDRESS = re.compile(rf"{_PLACE.pattern}|^(?:Postbus|Antwoordnummer)\b|^[A-Z][\w'. -]+ \d+[\w-]*$")
# Words that every officer's name has.
_COMMON = frozenset({"minister", "ministerie", "namens", "deze", "directeur", "staatssecretaris", "voor"})


def read_page_controllers(page: Page, runs: Sequence[Run], form: Form) -> tuple[ControllerEntry, ...]:
    """Read the controllers in a page's runs, each with the addresses that are its own."""
    named = [
        ControllerEntry(page.quote(item)) for run in runs if _is(run, "controllers") for item in items_of(page, run)
    ]
    entries = _entries(page, runs, form, {entry.name.text for entry in named if entry.name})
    return tuple(_joined(named, entries)) if named else tuple(entries)


def _is(run: Run, part: str) -> bool:
    return run.part is not None and run.part.id == part


def _entries(page: Page, runs: Iterable[Run], form: Form, names: AbstractSet[str]) -> list[ControllerEntry]:
    entries: list[ControllerEntry] = []
    for run in runs:
        if run.part is None:
            continue
        if run.part.id == "name":
            for item in items_of(page, run):
                _add_unlabelled(entries, page, item, form)
        elif run.part.id in {"visiting_address", "postal_address"}:
            own = list(takewhile(lambda stretch: fold(page.text[slice(*stretch)]) not in names, run.stretches))
            if not entries or getattr(entries[-1], run.part.id) is not None:
                entries.append(ControllerEntry())
            entries[-1] = _with(entries[-1], run.part.id, page.quote(own))
            if len(own) < len(run.stretches):
                # A controller that was named before, without a sign that another name begins.
                _add_unlabelled(entries, page, run.stretches[len(own) :], form)
    return entries


def _add_unlabelled(entries: list[ControllerEntry], page: Page, item: Item, form: Form) -> None:
    """Add a name, and the addresses that stand below it without their labels."""
    first = next((n for n, (start, end) in enumerate(item) if _ADDRESS.search(page.text[start:end])), len(item))
    name = page.quote(item[:first])
    if name is not None or not entries:
        entries.append(ControllerEntry(name))
    for stretch in item[first:]:
        words = page.quote([stretch])
        if words is None:
            continue
        entry = entries[-1]
        if _PLACE.search(words.text) and (entry.postal_address or entry.visiting_address):
            # A place goes on with the address above it; of the two kinds the postal one is printed last.
            field = "postal_address" if entry.postal_address else "visiting_address"
        else:
            field = _kind_of_address(words, form)
        known = getattr(entry, field)
        spans = (*(known.spans if known else ()), *words.spans)
        entries[-1] = _with(entry, field, quote(page.source, spans))


def _kind_of_address(address: Quote, form: Form) -> str:
    fields = {field.id: field for section in form.sections for field in section.fields}
    kinds = ("visiting_address", "postal_address")
    return max(kinds, key=lambda kind: fields[kind].score(address.text))


def _with(entry: ControllerEntry, field: str, words: Quote | None) -> ControllerEntry:
    if field == "visiting_address":
        return replace(entry, visiting_address=words)
    return replace(entry, postal_address=words)


def _joined(named: Sequence[ControllerEntry], entries: Sequence[ControllerEntry]) -> list[ControllerEntry]:
    """Give each address to the controller it belongs to; one that belongs to none stays an entry of its own."""
    joined = list(named)
    rest: list[ControllerEntry] = []
    for number, entry in enumerate(entries):
        place = _place_of(entry, joined, number if len(entries) == len(named) else None)
        if place is None:
            rest.append(entry)
        else:
            own = joined[place]
            joined[place] = replace(own, visiting_address=entry.visiting_address, postal_address=entry.postal_address)
    return [*joined, *rest]


def _place_of(entry: ControllerEntry, named: Sequence[ControllerEntry], same: int | None) -> int | None:
    if entry.name is not None:
        shared = [_alike(entry.name, other.name) if other.name else 0.0 for other in named]
        best = max(shared)
        if best > 0 and shared.count(best) == 1:
            return shared.index(best)
    return same


def _alike(one: Quote, other: Quote) -> float:
    """Say how alike two names are: the share of their telling words they have in common."""
    first, second = _telling(one.text), _telling(other.text)
    return len(first & second) / max(1, len(first | second))


def _telling(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - _COMMON
