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

# So many lines at the top and at the foot of a page may run.
_DEPTH = 2


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
    pages = _pages(lines)
    running = _running(pages, belongs) if len(pages) > 1 else set()
    own: list[Line] = []
    furniture: list[Line] = []
    for page in pages:
        kept = _without_edges(page, running, several=len(pages) > 1)
        furniture += [line for line in page if line not in kept]
        own += [line._replace(new_page=True, blank_before=0) if line is kept[0] and own else line for line in kept]
    return Pages(tuple(own), tuple(sorted(furniture)))


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


def _running(pages: Sequence[Sequence[Line]], belongs: Callable[[str], bool]) -> set[str]:
    found: Counter[str] = Counter()
    for page in pages:
        edges = {_key(line) for line in (*page[: _DEPTH + 1], *page[-_DEPTH - 1 :]) if not belongs(line.words)}
        found.update(edges)
    return {key for key, times in found.items() if times >= max(2, len(pages) - 1)}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.casefold())


def _without_edges(page: Sequence[Line], running: set[str], *, several: bool) -> list[Line]:
    def runs(line: Line) -> bool:
        number = _PAGE_NUMBER.fullmatch(line.words) or (several and _BARE_NUMBER.fullmatch(line.words))
        return bool(number) or _key(line) in running

    start, end = 0, len(page)
    while start < end and runs(page[start]):
        start += 1
    while end > start and runs(page[end - 1]):
        end -= 1
    return list(page[start:end])
