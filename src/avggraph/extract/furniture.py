"""Running headers, footers and page numbers: what a page carries beside the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.extract.lines import Line

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Signs:
    """The patterns of `data/layouts/furniture.toml`."""

    page_number: re.Pattern[str]
    bare_number: re.Pattern[str]
    running: re.Pattern[str]


@cache
def _signs() -> _Signs:
    with resources.table(resources.data("layouts", "furniture.toml")) as table:
        return _Signs(**{name: re.compile(table[name]) for name in ("page_number", "bare_number", "running")})


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
    signs = _signs()
    numbers = [bool(signs.page_number.fullmatch(line.words)) for line in lines]

    def carries(place: int) -> bool:
        above, below = place == 0 or numbers[place - 1], place + 1 == len(lines) or numbers[place + 1]
        at_edge = above or below or lines[place].new_page or lines[place + 1].new_page
        words = lines[place].words
        return at_edge and bool(signs.bare_number.fullmatch(words) or signs.running.fullmatch(words))

    return _without(lines, [number or carries(place) for place, number in enumerate(numbers)])


def _running(lines: Sequence[Line], belongs: Callable[[str], bool]) -> set[str]:
    """Give the lines (digits aside) that occur more than once, and only at the top or only at the foot of pages.

    A single word is none: the last line of an address may well end more than one page.
    """
    everywhere = Counter(map(_key, lines))
    last = len(lines) - 1
    tops = Counter(_key(line) for place, line in enumerate(lines) if place == 0 or line.new_page)
    feet = Counter(_key(line) for place, line in enumerate(lines) if place == last or lines[place + 1].new_page)
    found = {
        key
        for edge in (tops, feet)
        for key, times in edge.items()
        if times > 1 and times == everywhere[key] and " " in key
    }
    return found - {key for line in lines if (key := _key(line)) in found and belongs(line.words)} if found else found


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
