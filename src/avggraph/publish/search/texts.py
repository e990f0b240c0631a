"""The words of a record that can be searched: those of its document, or of its part of a document of several."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from avggraph.publish.reader import Reader
from avggraph.publish.search.listing import Listing, Row


class RecordTexts:
    """The text of each record. Of the documents with several records the places of the last one asked for are kept."""

    def __init__(self, reader: Reader, listing: Listing) -> None:
        self._reader = reader
        self._listing = listing
        self._last: tuple[str, dict[str, list[tuple[int, int]]]] = ("", {})

    def of(self, row: Row) -> str:
        """Give the text of a record, empty where its document is not at hand; stretches are on lines of their own."""
        text = self._reader.output.documents.get(row.source, "") if row.source else ""
        if self._shared[row.source] <= 1:
            return text
        return "\n".join(text[start:end] for start, end in merged(self._places(row.source).get(row.path, [])))

    @cached_property
    def _shared(self) -> Counter[str]:
        return Counter(row.source for row in self._listing.rows)

    def _places(self, source: str) -> dict[str, list[tuple[int, int]]]:
        if self._last[0] != source:
            places: dict[str, list[tuple[int, int]]] = {}
            for node, place in self._listing.ask("list-places", source=source).rows:
                if node is None or place is None:
                    continue
                address = self._reader.addresses.of(node.value)
                start, _, end = place.value.rpartition("#char=")[2].partition(",")
                if address and start.isdecimal() and end.isdecimal():
                    places.setdefault(address.path, []).append((int(start), int(end)))
            self._last = source, places
        return self._last[1]


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans in their order, those that overlap or touch as one.

    >>> merged([(4, 9), (0, 5), (12, 14)])
    [(0, 9), (12, 14)]
    """
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole
