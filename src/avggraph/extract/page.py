"""A page as a reader sees it: its rows of words without markup, and where each stands in the source.

Labels wrap over rows and emphasis stands inside words, so parts are looked for in the page's own text (one row a
line, nothing but what shows) and quoted from the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from avggraph.extract.lines import Line, lines_of, visible
from avggraph.text import Quote, Span, quote

_BULLETS = "-*+•·▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8–—o"

# A bullet inside words sets off the items of one value ("naam • adres"); such a sign before a row does so too.
_INNER_BULLET = re.compile(r"(?<=\s)[•▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8](?=\s)")
_BULLET_BEFORE = re.compile(r"[•▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8](?=[ \t]*\Z)")

# A row that holds a bullet and nothing else: its words are on the row below.
_LONE_BULLET = re.compile(rf"[{re.escape(_BULLETS)}]")
_BREAK = re.compile(r"[\n\f]")
_HIDDEN_WORD = re.compile(r"<!--.*?-->|</?[a-z]+ ?/?>", re.IGNORECASE | re.DOTALL)


class Row(NamedTuple):
    """One row: `[start:end)` in the page's text.

    `bullet` and `heading` say that such a sign stands before it, `indent` how many columns the row (or its sign) is
    set in, `blank` that an empty row stands above. `lines` are the source's lines it was made of.
    """

    start: int
    end: int
    bullet: bool
    heading: bool
    indent: int
    blank: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a document and their text, one row a line.

    `markup`: tags and comments, in the source. `width`: the longest row in characters. `spaced`: the share of rows
    with an empty row above.
    """

    source: str
    text: str
    rows: tuple[Row, ...]
    markup: tuple[Span, ...]
    width: int
    spaced: float
    _starts: tuple[int, ...]
    _places: tuple[Span, ...]

    def words(self, row: Row) -> str:
        """Give a row's words."""
        return self.text[row.start : row.end]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Give where `[start:end)` of the page's text stands in the source."""
        found = []
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self._starts) and self._starts[number] < end:
            own, place = self._starts[number], self._places[number]
            first = place.start + max(0, start - own)
            last = min(place.end, place.start + end - own)
            if first < last:
                found.append(Span(first, last))
            number += 1
        return tuple(found)

    def quote(self, stretches: Iterable[tuple[int, int]]) -> Quote | None:
        """Quote stretches of the page's text; None where they hold no words."""
        return quote(self.source, tuple(span for stretch in stretches for span in self.spans(*stretch)))

    def quote_with_bullets(self, stretches: Sequence[tuple[int, int]]) -> Quote | None:
        """Quote a value's stretches, with the bullets before its rows where the same sign parts the words in them."""
        inner = {sign for stretch in stretches for sign in _INNER_BULLET.findall(self.text, *stretch)}
        spans: list[Span] = []
        for stretch in stretches:
            own = self.spans(*stretch)
            before = self.source[max(0, own[0].start - 4) : own[0].start]
            bullet = _BULLET_BEFORE.search(before) if inner else None
            if bullet and bullet[0] in inner:
                place = own[0].start - len(before) + bullet.start()
                spans.append(Span(place, place + 1))
            spans += own
        return quote(self.source, tuple(spans))


# A text is scored and then read.
@lru_cache(maxsize=4)
def page_of(source: str, lines: tuple[Line, ...] | None = None) -> Page:
    """Lay out a normalised text as a page: all its lines, or those that are given.

    >>> page = page_of("- **Bron**: Betrokkene\\n- Zij waren <u>niet</u> verplicht.")
    >>> page.text
    'Bron: Betrokkene\\nZij waren niet verplicht.'
    >>> page.quote([(17, 42)]).text
    'Zij waren niet verplicht.'
    """
    texts: list[str] = []
    rows: list[Row] = []
    starts: list[int] = []
    places: list[Span] = []
    length = 0
    for line, lead, bullet, blank in _shown(source, lines_of(source) if lines is None else lines):
        row_start = length
        before = None
        for span in visible(source, line.start, line.end):
            if before is not None and any(sign.isspace() for sign in source[before : span.start]):
                texts.append(" ")
                length += 1
            texts.append(source[span.start : span.end])
            starts.append(length)
            places.append(span)
            length += span.end - span.start
            before = span.end
        if before is not None:
            indent = len(lead.expandtabs(4)) - len(lead.lstrip())
            rows.append(Row(row_start, length, bullet, "#" in lead, indent, blank, (line,)))
            texts.append("\n")
            length += 1
    markup = tuple(Span(*match.span()) for match in _HIDDEN_WORD.finditer(source)) if "<" in source else ()
    width = max((row.end - row.start for row in rows), default=0)
    spaced = sum(row.blank for row in rows) / max(1, len(rows))
    return Page(source, "".join(texts)[:-1], tuple(rows), markup, width, spaced, tuple(starts), tuple(places))


def _shown(source: str, lines: Sequence[Line]) -> Iterator[tuple[Line, str, bool, bool]]:
    """Give each line with what stands before its words on its row, whether a bullet does, and a blank row above."""
    position = 0
    lone, blank = False, False
    for line in lines:
        gap = source[position : line.start]
        position = line.end
        *above, lead = _BREAK.split(gap)
        signs = lead.strip(" \t|>*_#").split()
        # A bullet on a row of its own, or "*" and "#" that lead's strip took.
        lone = lone or any(row.strip() and _LONE_BULLET.fullmatch(row.strip()) for row in above[1:])
        empty = any(not row.strip() for row in above[1:]) or line.new_page
        if _LONE_BULLET.fullmatch(line.words):
            lone, blank = True, blank or empty
            continue
        bullet = lone or bool(signs and _LONE_BULLET.fullmatch(signs[0])) or lead.lstrip(" \t|>").startswith("* ")
        yield line, lead, bullet, blank or empty
        lone, blank = False, False
