"""The pages of files that are put together of blocks: what a build left of them, for the next to take over.

The blocks of one order stand one after the other in each file of that order. An index has a line for each page of some
hundred blocks that says where they stand, and beside it is a line that tells of the page as a whole. Where one begins
is a matter of the heads of its blocks alone, so the same blocks have the same pages, whatever was taken over of them.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import orjson

from avggraph.graph.blocks import SHARED, Block
from avggraph.graph.hashed_file import Source, Stretch

# One in so many heads begins a page: what is read and written anew for one changed block is a page.
_HEADS = 128

Span = tuple[int, int]
"""Where something begins and ends, in bytes, or how many stand before it and are its own."""


class Page(NamedTuple):
    """Blocks that stand together: the head of the first, the last head, and the owner of each.

    `spans` tell for each file how many bytes stand before the page, since the one before it, and how many are its own;
    `size` is that of its line in the index.
    """

    first: str
    last: str
    quads: int
    owners: list[str]
    spans: list[Span]
    size: int


class Staying(NamedTuple):
    """Which blocks of an earlier build stay: of some owners; of what is no record's, not those with heads `gone`."""

    owners: set[str] | frozenset[str]
    gone: set[str] | frozenset[str] = frozenset()

    def holds(self, owner: str, first: str) -> bool:
        """Tell whether a block of an owner that begins with a head stays.

        >>> staying = Staying({"een", SHARED}, {"<urn:a>"})
        >>> staying.holds("een", "<urn:a>"), staying.holds(SHARED, "<urn:a>"), staying.holds(SHARED, "<urn:b>")
        (True, False, True)
        """
        return owner in self.owners and (owner != SHARED or first not in self.gone)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of one order stand: the files, and the index with the pages beside it."""

    files: tuple[Path, ...]
    index: Path

    @property
    def pages(self) -> Path:
        """The file that tells of the pages."""
        return self.index.with_suffix(".pages.jsonl")

    @property
    def all(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.files, self.index, self.pages)


def begins_page(head: str) -> bool:
    """Tell whether a block with this head begins a page."""
    return zlib.crc32(head.encode()) % _HEADS == 0


class Pages:
    """The files of one order that an earlier build wrote, by their pages.

    Raises `ValueError` where the files are not as long as their pages.
    """

    def __init__(self, place: Place) -> None:
        with place.pages.open("rb") as lines:
            self.pages = [Page(*orjson.loads(line)) for line in lines]
        self.firsts = [page.first for page in self.pages]
        self._files = [Source(path) for path in place.files]
        self._index = Source(place.index).data
        self._lines = list(accumulate((page.size for page in self.pages), initial=0))
        self._ends = [
            list(accumulate(sum(page.spans[file]) for page in self.pages)) for file in range(len(self._files))
        ]
        if len(self._index) != self._lines[-1] or any(
            ends and ends[-1] > len(file.data) for ends, file in zip(self._ends, self._files, strict=True)
        ):
            raise ValueError(f"{place.index} does not tell of what stands there")

    def line(self, number: int) -> memoryview:
        """Give the line of a page in the index."""
        return self._index[self._lines[number] : self._lines[number + 1]]

    def stretch(self, number: int, file: int) -> Stretch:
        """Give where a page stands in a file."""
        end = self._ends[file][number]
        return Stretch(self._files[file], end - self.pages[number].spans[file][1], end)

    def blocks(self, number: int) -> Iterator[Block]:
        """Give the blocks of a page, in order, as they stand in the files."""
        stretches = [self.stretch(number, file) for file in range(len(self._files))]
        rows = orjson.loads(self.line(number))
        for owner, (first, last, quads, places) in zip(self.pages[number].owners, rows, strict=True):
            texts = [each.part(*span) for each, span in zip(stretches, places, strict=True)]
            yield Block(first, last, owner, quads, b"", texts)

    def changed(self, staying: Staying) -> set[int]:
        """Give the numbers of the pages that have a block that does not stay.

        A page whose first block does not stay is one with the page before it, which counts as well.
        """
        gone = {bisect_right(self.firsts, head) - 1 for head in staying.gone} - {-1}
        others = {number for number, page in enumerate(self.pages) if not staying.owners.issuperset(page.owners)}
        numbers = gone | others
        joined = {number - 1 for number in numbers if number and not self._begins_as_it_was(number, staying)}
        return numbers | joined

    def _begins_as_it_was(self, number: int, staying: Staying) -> bool:
        page = self.pages[number]
        return staying.holds(page.owners[0], page.first)
