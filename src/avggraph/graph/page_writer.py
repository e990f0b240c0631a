"""Writing the files of one order of blocks, among whole pages of those that an earlier build wrote.

A page that did not change is not taken apart: it is copied as it stands, with those that follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import orjson

from avggraph.graph.blocks import Block, EntangledError, Join, merged
from avggraph.graph.hashed_file import HashedFile, Stretch
from avggraph.graph.pages import Page, Pages, Place, Span, Staying, begins_page


class Frame(Protocol):
    """What stands around the blocks of a file. `before` gives what stands before one; its graph is "" by subject."""

    def begin(self) -> bytes:
        """Give the head of the file."""

    def before(self, graph: str) -> bytes:
        """Give what stands between the blocks before and one of this graph."""

    def end(self) -> bytes:
        """Give the end of the file."""


class Around:
    """A frame that is the same whatever the graph: a head, what stands between two blocks, and an end."""

    def __init__(self, head: bytes = b"", between: bytes = b"", end: bytes = b"") -> None:
        self._head, self._between, self._end = head, between, end
        self._before = b""

    def begin(self) -> bytes:
        """Give the head."""
        return self._head

    def before(self, _graph: str) -> bytes:
        """Give what stands between two blocks, and nothing before the first."""
        before, self._before = self._before, self._between
        return before

    def end(self) -> bytes:
        """Give the end."""
        return self._end


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
