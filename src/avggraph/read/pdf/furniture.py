"""What a page carries and no document says: running headers, running footers, page numbers.

A line is taken for one only at the top or the bottom of a page, and when it stands at the same height with the same
words (numbers aside) on every page; or on every page but the first, or as a page number, when it is set off from the
text by white space or by its size. The running header of the first page stays: it may be the only title there is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from avggraph.read.pdf.words import PageLine

_MOST_LINES = 3
_APART = 1.5
_SMALLER = 0.85
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*\d+(?:\s*(?:van|/|of)\s*\d+)?"
    r"|\d+\s*(?:van|/|of)\s*\d+"
    r"|[-–]\s*\d+\s*[-–]",
    re.IGNORECASE,
)

Page = Sequence[PageLine]
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Repeated:
    """What stands at the same place of every page, and of every page but the first."""

    everywhere: frozenset[_Key]
    later: frozenset[_Key]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Leave out what pages carry. Lines run from the top of a page to its bottom."""
    tops = _repeated([page[:_MOST_LINES] for page in pages])
    bottoms = _repeated([page[-_MOST_LINES:] for page in pages])
    return [_between(page, number, tops, bottoms) for number, page in enumerate(pages, 1)]


def _between(page: Page, number: int, tops: _Repeated, bottoms: _Repeated) -> Page:
    start = _carried(page, number, tops) if number > 1 else 0
    end = len(page) - _carried(page[::-1][: len(page) - start], number, bottoms)
    return page[start:end]


def _carried(lines: Page, number: int, repeated: _Repeated) -> int:
    """Count the carried lines at the edge of a page, from the edge inward."""
    everywhere = count = 0
    while count < min(_MOST_LINES, len(lines)) and _is_carried(lines[count], number, repeated):
        count += 1
        if everywhere == count - 1 and _is_among(lines[count - 1], repeated.everywhere):
            everywhere = count
    if count == len(lines) or (count and _is_set_off(lines[count - 1], lines[count])):
        return count
    return everywhere


def _is_carried(line: PageLine, number: int, repeated: _Repeated) -> bool:
    return _is_page_number(line, number) or _is_among(line, repeated.everywhere | repeated.later)


def _is_page_number(line: PageLine, number: int) -> bool:
    """Say whether a line is the page's number, or has it in a column of its own.

    >>> from avggraph.read.pdf.words import Word, lines_of_words
    >>> words = [Word("Pagina", 50, 90, 20, 9), Word("2", 92, 97, 20, 9)]
    >>> _is_page_number(lines_of_words(words)[0], 2)
    True
    """
    return line.text == str(number) or any(_PAGE_NUMBER.fullmatch(segment.text) for segment in line.segments)


def _is_set_off(carried: PageLine, text: PageLine) -> bool:
    larger, smaller = max(carried.height, text.height), min(carried.height, text.height)
    return abs(carried.baseline - text.baseline) > _APART * larger or smaller < _SMALLER * larger


def _is_among(line: PageLine, keys: frozenset[_Key]) -> bool:
    return any(key in keys for key in _keys(line))


def _keys(line: PageLine) -> tuple[_Key, _Key]:
    """Give a line's words without their numbers and its height on the page, in points, rounded both ways."""
    words = _NUMBER.sub("#", line.text)
    return (words, int(line.baseline)), (words, -int(line.baseline + 0.5))


def _repeated(edges: Sequence[Page]) -> _Repeated:
    times = Counter(key for lines in edges for key in {key for line in lines for key in _keys(line)})
    return _Repeated(
        frozenset(key for key, count in times.items() if count == len(edges) > 1),
        frozenset(key for key, count in times.items() if count == len(edges) - 1 > 1),
    )
