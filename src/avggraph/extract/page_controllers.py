"""The controllers of a page and their addresses.

Names and addresses stand together (B, C, D), or the names first of all and the addresses last (A), where an address
belongs to the controller whose name it repeats, or else to the one at its place in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from avggraph.description import ControllerEntry
from avggraph.extract.form import Form
from avggraph.extract.items import Item, items_of
from avggraph.extract.outlined import Run
from avggraph.extract.page import Page
from avggraph.text import Quote

_WORD = re.compile(r"\w{4,}")
# "2500 EB Den Haag", "Postbus 20061", "Rijnstraat 8": a postcode, a box, a street with its number.
_ADDRESS = re.compile(r"^\d{4}\s?[A-Z]{2}\b|^(?:Postbus|Antwoordnummer)\b|^[A-Z][\w'. -]+ \d+[\w-]*$")
# Words that every officer's name has.
_COMMON = frozenset({"minister", "ministerie", "namens", "deze", "directeur", "staatssecretaris", "voor"})


def read_page_controllers(page: Page, runs: Sequence[Run], form: Form) -> tuple[ControllerEntry, ...]:
    """Read the controllers in a page's runs, each with the addresses that are its own."""
    named = [
        ControllerEntry(page.quote(item)) for run in runs if _is(run, "controllers") for item in items_of(page, run)
    ]
    entries = _entries(page, runs, form)
    return tuple(_joined(named, entries)) if named else tuple(entries)


def _is(run: Run, part: str) -> bool:
    return run.part is not None and run.part.id == part


def _entries(page: Page, runs: Iterable[Run], form: Form) -> list[ControllerEntry]:
    entries: list[ControllerEntry] = []
    for run in runs:
        if run.part is None:
            continue
        if run.part.id == "name":
            for item in items_of(page, run):
                entries += _unlabelled(page, item, form, entries)
        elif run.part.id in {"visiting_address", "postal_address"}:
            words = page.quote(run.stretches)
            if not entries or getattr(entries[-1], run.part.id) is not None:
                entries.append(ControllerEntry())
            entries[-1] = _with(entries[-1], run.part.id, words)
    return entries


def _unlabelled(page: Page, item: Item, form: Form, above: list[ControllerEntry]) -> list[ControllerEntry]:
    """Read a name, or the address that stands below one without its label."""
    if not any(_ADDRESS.search(page.text[start:end]) for start, end in item):
        return [ControllerEntry(page.quote(item))]
    split = next(n for n, (start, end) in enumerate(item) if _ADDRESS.search(page.text[start:end]))
    name, address = page.quote(item[:split]), page.quote(item[split:])
    if name is not None or not above:
        above.append(ControllerEntry(name))
    field = _kind_of_address(address, form)
    known = getattr(above[-1], field)
    if known is not None:
        # A postcode on the row below its street.
        address = page.quote([(s, e) for s, e in item[split:]])
        address = Quote(f"{known.text} {address.text}", (*known.spans, *address.spans)) if address else known
    above[-1] = _with(above[-1], field, address)
    return []


def _kind_of_address(address: Quote | None, form: Form) -> str:
    words = address.text if address else ""
    fields = {field.id: field for section in form.sections for field in section.fields}
    kinds = ("visiting_address", "postal_address")
    return max(kinds, key=lambda kind: fields[kind].score(words))


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
            joined[place] = replace(
                own, visiting_address=entry.visiting_address, postal_address=entry.postal_address
            )
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
