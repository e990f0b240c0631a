"""The plain pages of the list: which there are, what each of them holds, and which lie beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from avggraph.publish.search.facets import FacetTable, Value
from avggraph.publish.search.listing import Listing

ROOT = "verwerkingen/"
"""The path of the list of all records."""

ON_SHEET = 100
"""How many records or values a page holds at most."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a list: of all records, of those with a `value`, or, with a `table` alone, of a facet's values.

    `base` is the path of the list's first page and `number` counts from there; `all_places` are the list's records, by
    their place in the listing.
    """

    base: str
    number: int
    all_places: Sequence[int]
    table: FacetTable | None = None
    value: Value | None = None

    @property
    def all_values(self) -> tuple[Value, ...]:
        """The values that the list holds, none where it is one of records."""
        return self.table.values if self.table and not self.value else ()

    @property
    def total(self) -> int:
        """How many records or values the whole list has."""
        return len(self.all_values or self.all_places)

    @property
    def count(self) -> int:
        """How many pages the list has; one of nothing has one."""
        return max(1, -(-self.total // ON_SHEET))

    @property
    def places(self) -> Sequence[int]:
        """The records on this page, by their place in the listing."""
        return () if self.all_values else self.all_places[self._here]

    @property
    def values(self) -> tuple[Value, ...]:
        """The values on this page."""
        return self.all_values[self._here]

    @property
    def _here(self) -> slice:
        return slice((self.number - 1) * ON_SHEET, self.number * ON_SHEET)

    def path(self, number: int = 0) -> str:
        """Give the path of a page of the list, or of this one.

        >>> Sheet("verwerkingen/", 3, range(250)).path(), Sheet("verwerkingen/", 3, range(250)).path(1)
        ('verwerkingen/3', 'verwerkingen/')
        """
        at = number or self.number
        return self.base if at == 1 else f"{self.base}{at}"

    def near(self) -> tuple[int, ...]:
        """Give the numbers of the pages to link to: the first, the last, and those around this one.

        >>> Sheet("verwerkingen/", 6, range(1234)).near()
        (1, 4, 5, 6, 7, 8, 13)
        """
        around = {1, self.count, *range(self.number - 2, self.number + 3)}
        return tuple(sorted(around.intersection(range(1, self.count + 1))))


def sheets(listing: Listing) -> dict[str, Sheet]:
    """Give every page of the list of records, of each facet's values, and of each value's records, by path."""
    every = range(len(listing.rows))
    lists = [Sheet(ROOT, 1, every)]
    for name, table in listing.tables.items():
        lists.append(Sheet(f"{ROOT}{name}/", 1, every, table))
        lists += [Sheet(f"{ROOT}{name}/{value.key}/", 1, value.records, table, value) for value in table.values]
    return {sheet.path(): sheet for first in lists for sheet in _pages(first)}


def _pages(first: Sheet) -> Iterator[Sheet]:
    return (replace(first, number=number) for number in range(1, first.count + 1))
