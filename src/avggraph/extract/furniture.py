"""Running headers, footers and page numbers: what a page carries beside the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from avggraph.extract.lines import Line

_PAGE_WORD = r"(?:pagina|pag\.?|blz\.?|bladzijde|bladzij|blad|page)"
_PAGE_NUMBER = re.compile(
    rf"(?:{_PAGE_WORD}\s*)?\d{{1,4}}\s*(?:van|/|of)\s*\d{{1,4}}|{_PAGE_WORD}\s*\d{{1,4}}|(?:[-–]\s*)?\d{{1,4}}\s*[-–]",
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

    A page number is known by its form. A running line is one that stands at the same edge of several pages and
    nowhere else, its digits aside. `belongs` says of a line that it is the form's own (a label, a heading, a fixed
    sentence): such a line may be at the edge of many pages and is never furniture.
    """
    own = _without_numbers(list(lines))
    while running := _running(own, belongs):
        own = _without(own, [_key(line) in running for line in own])
    starts = {line.start for line in own}
    return Pages(tuple(own), tuple(line for line in lines if line.start not in starts))


def _without_numbers(lines: list[Line]) -> list[Line]:
    def is_number(place: int) -> bool:
        if _PAGE_NUMBER.fullmatch(lines[place].words):
            return True
        at_edge = lines[place].new_page or place + 1 == len(lines) or lines[place + 1].new_page
        return at_edge and bool(_BARE_NUMBER.fullmatch(lines[place].words))

    return _without(lines, [is_number(place) for place in range(len(lines))])


def _running(lines: Sequence[Line], belongs: Callable[[str], bool]) -> set[str]:
    """Give the lines (digits aside) that occur more than once, and only at the top or only at the foot of pages.

    A single word is none: the last line of an address may well end more than one page.
    """
    everywhere = Counter(map(_key, lines))
    last = len(lines) - 1
    tops = Counter(_key(line) for place, line in enumerate(lines) if place == 0 or line.new_page)
    feet = Counter(_key(line) for place, line in enumerate(lines) if place == last or lines[place + 1].new_page)
    known = {_key(line) for line in lines if belongs(line.words)}
    return {
        key
        for edge in (tops, feet)
        for key, times in edge.items()
        if times > 1 and times == everywhere[key] and " " in key and key not in known
    }


def _without(lines: Sequence[Line], furniture: Sequence[bool]) -> list[Line]:
    """Leave lines out; the line behind one begins a page, and the rows between them part no paragraphs."""
    own: list[Line] = []
    gap = False
    for line, is_furniture in zip(lines, furniture, strict=True):
        if is_furniture:
            gap = bool(own)
        else:
            own.append(line._replace(new_page=True, blank_before=0) if gap else line)
            gap = False
    return own


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.casefold())
