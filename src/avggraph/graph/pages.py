"""Files that are put together of blocks, with an index of them in pages: a page that did not change is taken unread.

The blocks of one order stand one after the other in each file of that order. The index has a line for each page of some
hundred blocks that says where they stand, and beside it a line that tells of the page as a whole. Where a page begins
is a matter of the heads of its blocks alone, so the same blocks have the same pages, whatever was taken over of them.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, Protocol

import orjson

from avggraph.graph.blocks import SHARED, Block, EntangledError, Join, merged
from avggraph.graph.hashed_file import HashedFile, Source, Stretch

# One in so many heads begins a page: what is read and written anew for one changed block is a page.
_HEADS = 128

Span = tuple[int, int]
"""Where something begins and ends, in bytes, or how many stand before it and are its own."""


class Frame(Protocol):
    """What stands around the blocks of a file. `before` gives what stands before one; its graph is "" by subject."""

    def begin(self) -> bytes:
        """Give the head of the file."""

    def before(self, graph: str) -> bytes:
        """Give what stands between the blocks before and one of this graph."""

    def end(self) -> bytes:
        """Give the end of the file."""


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
        """Tell whether a block of an owner that begins with a head stays."""
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


class PageWriter:
    """Writes the files of one order, of blocks and of pages of an earlier build, in order; `quads` are those so far."""

    def __init__(self, place: Place, frames: Sequence[Frame], graph_of: Callable[[str], str]) -> None:
        self.quads = 0
        self._frames = frames
        self._graph_of = graph_of
        self._hashed = {path: HashedFile(path) for path in place.all}
        *files, self._index, self._pages = self._hashed.values()
        self._files = [_File(file, frame.begin()) for file, frame in zip(files, frames, strict=True)]
        self._rows: list[tuple[str, str, int, list[Span]]] = []
        self._owners: list[str] = []
        self._taken: tuple[Pages, int] | None = None

    def write(self, block: Block) -> None:
        """Write a block."""
        if begins_page(block.first):
            self._turn()
        self._taken = None
        graph = self._graph_of(block.first)
        spans = [
            file.write(frame.before(graph), text, begins=not self._rows)
            for file, frame, text in zip(self._files, self._frames, block.texts, strict=True)
        ]
        self._rows.append((block.first, block.last, block.quads, spans))
        self._owners.append(block.owner)
        self.quads += block.quads

    def take(self, earlier: Pages, number: int) -> None:
        """Take a page of an earlier build."""
        is_next = self._taken == (earlier, number - 1)
        self._turn()
        page = earlier.pages[number]
        graphs = self._graph_of(page.first), self._graph_of(page.last)
        spans = []
        for at, (file, frame) in enumerate(zip(self._files, self._frames, strict=True)):
            before = frame.before(graphs[0])
            spans.append(file.take(before, earlier.stretch(number, at), is_next=is_next))
            # The file is then where it would be after the last block of the page.
            frame.before(graphs[1])
        self._index.write(earlier.line(number))
        self._pages.write(orjson.dumps(tuple(page._replace(spans=spans)), option=orjson.OPT_APPEND_NEWLINE))
        self.quads += page.quads
        self._taken = earlier, number

    def end(self) -> None:
        """Write what stands at the end of the files, which are whole when they are closed."""
        self._turn()
        for file, frame in zip(self._files, self._frames, strict=True):
            file.end(frame.end())

    def close(self) -> dict[Path, str]:
        """Wait until the files are written, and give their SHA-256."""
        for file in self._hashed.values():
            file.close()
        return {path: file.sha256 for path, file in self._hashed.items()}

    def abandon(self) -> None:
        """Close the files as they are."""
        for file in self._hashed.values():
            file.abandon()

    def _turn(self) -> None:
        """Tell of the page that was written, so that the next block begins one."""
        self._taken = None
        if not self._rows:
            return
        line = orjson.dumps(self._rows, option=orjson.OPT_APPEND_NEWLINE)
        first, last, quads = self._rows[0][0], self._rows[-1][1], sum(row[2] for row in self._rows)
        page = Page(first, last, quads, self._owners, [file.turn() for file in self._files], len(line))
        self._index.write(line)
        self._pages.write(orjson.dumps(tuple(page), option=orjson.OPT_APPEND_NEWLINE))
        self._rows, self._owners = [], []


class _File:
    """One file being written.

    `_place` is where it is, `_page` where the page began, `_last` where the last block ended, `_ended` the last page.
    Pages that are taken one after the other are copied at once.
    """

    def __init__(self, file: HashedFile, head: bytes) -> None:
        self._file = file
        self._place = self._last = self._page = 0
        self._ended = 0
        self._waiting: Stretch | None = None
        self._put(head)

    def write(self, before: bytes, text: bytes | memoryview, *, begins: bool) -> Span:
        """Write a block, and tell where it stands in its page."""
        self._copy()
        self._put(before)
        if begins:
            self._page = self._place
        start = self._place
        self._put(text)
        self._last = self._place
        return start - self._page, self._last - self._page

    def turn(self) -> Span:
        """End a page; tell what stands before it, and how long it is."""
        span = self._page - self._ended, self._last - self._page
        self._ended = self._last
        return span

    def take(self, before: bytes, page: Stretch, *, is_next: bool) -> Span:
        """Take a page, after what stands before it; `is_next` tells that it follows the one taken last."""
        if is_next and self._waiting:
            self._place += page.start - self._waiting.end
            self._waiting = self._waiting._replace(end=page.end)
        else:
            self._copy()
            self._put(before)
            self._waiting = page
        self._page = self._place
        self._place = self._last = self._page + page.end - page.start
        return self.turn()

    def end(self, text: bytes) -> None:
        """Write what stands at the end."""
        self._copy()
        self._put(text)

    def _put(self, text: bytes | memoryview) -> None:
        if text:
            self._file.write(text)
        self._place += len(text)

    def _copy(self) -> None:
        if self._waiting:
            self._file.write(self._waiting)
            self._waiting = None


def splice(earlier: Pages, staying: Staying, come: Iterable[Block], files: PageWriter, join: Join) -> None:
    """Write what stays of an earlier build among the blocks that come, in order.

    The pages that are as they were are taken whole; of the others the blocks are written one by one. Raises
    `EntangledError` where a block that comes stands among those of a page.
    """
    changed = earlier.changed(staying)
    coming = _Coming(come)
    number = 0
    while number < len(earlier.pages):
        after = number + 1
        while {number, after} <= changed:
            after += 1
        bound = earlier.firsts[after] if after < len(earlier.pages) else None
        if number in changed or coming.is_before(bound):
            blocks = (block for each in range(number, after) for block in earlier.blocks(each))
            stay = (block for block in blocks if staying.holds(block.owner, block.first))
            for block in merged((stay, coming.before(bound)), join):
                files.write(block)
        else:
            files.take(earlier, number)
        number = after
    for block in coming.before(None):
        files.write(block)


class _Coming:
    """Sorted blocks, taken as far as a head at a time."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks = iter(blocks)
        self._next = next(self._blocks, None)

    def is_before(self, head: str | None) -> bool:
        """Tell whether a block comes before a head; None is after all."""
        return self._next is not None and (head is None or self._next.first < head)

    def before(self, head: str | None) -> Iterator[Block]:
        """Take the blocks that come before a head."""
        while self._next is not None and (head is None or self._next.first < head):
            if head is not None and self._next.last >= head:
                raise EntangledError(f"The nodes of {self._next.first} stand among those of {head}.")
            yield self._next
            self._next = next(self._blocks, None)
