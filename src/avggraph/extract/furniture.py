"""Running headers, footers and page numbers: what a page carries beside the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from avggraph.extract.lines import Line

_PAGE_WORD = r"(?:pagina|pag\.?|blz\.?|bladzijde|bladzij|page)"
_PAGE_NUMBER = re.compile(
    rf"(?:{_PAGE_WORD}\s*)?\d{{1,4}}\s*(?:van|/|of)\s*\d{{1,4}}|{_PAGE_WORD}\s*\d{{1,4}}|[-–]\s*\d{{1,4}}\s*[-–]|\d{{1,4}}\s*[-–]",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")

@dataclass(frozen=True, slots=True)
class Pages:
    """A document's own lines, and the lines that its pages carry."""

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]


def without_furniture(lines: Sequence[Line], belongs: Callable[[str], bool]) -> Pages:
    """Part a document's lines from what its pages carry.

    A page number is known by its form; a running line by standing at the same edge of nearly every page, its digits
    aside. `belongs` says of a line that it is the form's own (a label, a heading, a fixed sentence): such a line may
    be at the edge of each page and is never furniture.
    """
    parted = _pages(lines)
    pages = [_without_numbers(page, several=len(parted) > 1) for page in parted]
    for edge in (0, -1):
        while len(pages) > 1 and (running := _running(pages, edge, belongs)):
            pages = [_without_edge(page, edge, running) for page in pages]
    own: list[Line] = []
    for page in filter(None, pages):
        first = page[0]._replace(new_page=True, blank_before=0) if own else page[0]
        own += [first, *page[1:]]
    starts = {line.start for line in own}
    return Pages(tuple(own), tuple(line for line in lines if line.start not in starts))


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    numbered = any(line.new_page for line in lines)
    for line in lines:
        if line.new_page and pages[-1]:
            pages.append([])
        pages[-1].append(line)
        if not numbered and _PAGE_NUMBER.fullmatch(line.words):
            pages.append([])
    return [page for page in pages if page]


def _without_numbers(page: Sequence[Line], *, several: bool) -> list[Line]:
    def is_number(line: Line) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line.words) or (several and _BARE_NUMBER.fullmatch(line.words)))

    start, end = 0, len(page)
    while start < end and is_number(page[start]):
        start += 1
    while end > start and is_number(page[end - 1]):
        end -= 1
    return list(page[start:end])


def _running(pages: Sequence[Sequence[Line]], edge: int, belongs: Callable[[str], bool]) -> str | None:
    """Give the line that stands at an edge (0: top, -1: foot) of nearly every page, its digits aside."""
    keys = Counter(_key(page[edge]) for page in pages if page and not belongs(page[edge].words))
    key, times = next(iter(keys.most_common(1)), ("", 0))
    return key if times >= max(2, len(pages) - 1) else None


def _without_edge(page: list[Line], edge: int, running: str) -> list[Line]:
    if not page or _key(page[edge]) != running:
        return page
    return page[1:] if edge == 0 else page[:-1]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.casefold())
