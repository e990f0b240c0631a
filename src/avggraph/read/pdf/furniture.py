"""What a page carries and no document says: running headers, running footers, page numbers.

A line is taken for one only at the top or the bottom of a page, apart from the text by more than a line, and when it
stands at the same height with the same words (numbers aside) on every page but perhaps the first, or when it is a
page number. The running header of the first page stays: it may be the only title there is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from avggraph.read.pdf.words import PageLine

_MOST_LINES = 3
_APART = 1.5
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*\d+(?:\s*(?:van|/|of)\s*\d+)?|"
                          r"\d+\s*(?:van|/|of)\s*\d+|[-–]\s*\d+\s*[-–])", re.IGNORECASE)  # fmt: skip

Page = Sequence[PageLine]
_Key = tuple[str, int]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Leave out what pages carry. Lines run from the top of a page to its bottom."""
    tops = _repeated([page[:_MOST_LINES] for page in pages])
    bottoms = _repeated([page[-_MOST_LINES:] for page in pages])
    return [
        _between(page, number, tops if number > 1 else frozenset(), bottoms) for number, page in enumerate(pages, 1)
    ]


def _between(page: Page, number: int, tops: frozenset[_Key], bottoms: frozenset[_Key]) -> Page:
    start = _carried(page, number, tops)
    end = len(page) - _carried(page[::-1][: len(page) - start], number, bottoms)
    return page[start:end]


def _carried(lines: Page, number: int, repeated: frozenset[_Key]) -> int:
    """Count the carried lines at the edge of a page, from the edge inward."""
    count = 0
    while count < min(_MOST_LINES, len(lines)) and _is_carried(lines[count], number, repeated):
        count += 1
    if count == len(lines) or (count and not _is_apart(lines[count - 1], lines[count])):
        return 0
    return count


def _is_carried(line: PageLine, number: int, repeated: frozenset[_Key]) -> bool:
    words = line.text.strip()
    if _PAGE_NUMBER.fullmatch(words) or words == str(number):
        return True
    return any(key in repeated for key in _keys(line))


def _is_apart(carried: PageLine, text: PageLine) -> bool:
    return abs(carried.baseline - text.baseline) > _APART * max(carried.height, text.height)


def _keys(line: PageLine) -> tuple[_Key, _Key]:
    """Give a line's words without their numbers and its height on the page, in points, rounded both ways."""
    words = _NUMBER.sub("#", line.text)
    return (words, int(line.baseline)), (words, int(line.baseline + 0.5) + 100_000)


def _repeated(edges: Sequence[Page]) -> frozenset[_Key]:
    times = Counter(key for lines in edges for key in {key for line in lines for key in _keys(line)})
    enough = max(2, len(edges) - 1)
    return frozenset(key for key, count in times.items() if count >= enough)
