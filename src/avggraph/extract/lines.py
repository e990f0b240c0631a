"""Lines of a document without their markup, and where each stands.

A line is what a reader sees on one row: headings' `#`, bullets, table bars and emphasis are set aside,
the words and their places stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from avggraph.text import Span


class Line(NamedTuple):
    """One row of words: `text[start:end]`, `cell` the start of its second cell (tab or table bar), if any.

    `blank_before` counts the empty rows above it; `new_page` says that a page break stands before it: a form
    feed, or the lone space a PDF copy leaves in its place.
    """

    start: int
    end: int
    cell: int | None
    blank_before: int
    new_page: bool
    words: str


_ROW = re.compile(r"[^\n\f]*[\n\f]?")

# Markup before the words of a line: quote and heading signs, a table's first bar, bullets, emphasis.
_OPENING = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+)?(?:\|[ \t]*)?(?:[-*+•·▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8–—o][ \t]+)?(?:\*\*|__)?"
)
_CLOSING = re.compile(r"(?:\*\*|__)?[ \t]*\|?[ \t]*$")

# A row that only draws: a table's ruler, a line under a heading.
_RULER = re.compile(r"[\s|:=_*\-–—]*")
_CELL = re.compile(r"\t+[ \t]*|[ \t]*(?<!\\)\|[ \t]*")

# Inside a value: a link shows its text only; emphasis, tags, comments and the sign that escapes another show nothing.
_INLINE = re.compile(
    r"\[(?P<link>[^\[\]\n]*)\]\([^()\s]*\)|\*\*|__|(?<!\w)_(?=\w)|(?<=[\w.)])_(?!\w)"
    r"|<br ?/?>|</?(?:u|b|i|em|strong)>|<!--.*?-->|\\(?=[!-/:-@\[-`{-~])"
)
# One of these begins every such mark; looking for them costs a fraction of looking for the marks.
_SIGN_OF_INLINE = re.compile(r"[\[*_<\\]")


# A text is scored and then read, by several layouts in a row.
@lru_cache(maxsize=4)
def lines_of(text: str) -> tuple[Line, ...]:
    """Split a normalised text into its lines of words.

    >>> [line.words for line in lines_of("# Ontvangers\\n\\n| Naam | De Minister |\\n|---|---|\\n")]
    ['Ontvangers', 'Naam | De Minister']
    """
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    blank, feed = 0, False
    for row in _ROW.finditer(text):
        start, end = row.span()
        while end > start and text[end - 1] in "\n\f \t":
            end -= 1
        if _RULER.fullmatch(text, start, end):
            if row.end() > row.start():
                blank += 1
                feed = feed or text[row.end() - 1] == "\f"
            continue
        new_page = feed or (start > 0 and text[start] == " " and text[start + 1] != " ")
        # Most rows are words and nothing else: a sign is looked for before the pattern that takes it.
        if text[start] == "o" or not text[start].isalnum():
            opening = _OPENING.match(text, start, end)
            if opening and opening.end() < end:
                start = opening.end()
        if text[end - 1] in "*_|":
            closing = _CLOSING.search(text, start, end)
            if closing and closing.start() > start:
                end = closing.start()
        words = text[start:end]
        cell = _CELL.search(text, start, end) if "\t" in words or "|" in words else None
        yield Line(start, end, cell.end() if cell else None, blank, new_page, words)
        blank, feed = 0, text[row.end() - 1] == "\f"


def is_wrapped(above: str, below: str, width: int) -> bool:
    """Say whether the break between two lines is a wrap: the next word had no room on a page `width` wide.

    >>> is_wrapped("Organisatie Ministerie van VWS", "Centraal Administratie Kantoor", 100)
    False
    """
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) > width


# A line that ends so goes on below.
_UNFINISHED = (
    *(",", ":", "(", "-", " en", " of", " van", " de", " het", " een"),
    *(" in", " voor", " met", " op", " aan", " te", " bij", " door"),
)


def is_unfinished(words: str) -> bool:
    """Say whether a line ends in the middle of a phrase.

    >>> is_unfinished("Ministerie van Onderwijs, Cultuur en")
    True
    """
    return words.casefold().endswith(_UNFINISHED)


def width_of(lines: Sequence[Line]) -> int:
    """Give the length of the longest line, in characters."""
    return max((len(line.words) for line in lines), default=0)


@dataclass(frozen=True, slots=True)
class Spacing:
    """How a document's lines are set: their greatest `width`, and whether a blank row follows nearly every one."""

    width: int
    is_double: bool


def spacing_of(lines: Sequence[Line]) -> Spacing:
    """Measure a document's lines; in a double-spaced copy a blank row parts no paragraphs."""
    return Spacing(width_of(lines), sum(line.blank_before > 0 for line in lines) > 0.8 * len(lines))


# The same rows are laid out, read, and held against what was read.
@lru_cache(maxsize=512)
def visible(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Give the stretches of `text[start:end]` that a reader sees, without inline markup and white space at the ends.

    >>> visible("[Taak van algemeen belang](#)", 0, 29)
    (Span(start=1, end=25),)
    """
    spans: list[Span] = []
    position = start
    if not _SIGN_OF_INLINE.search(text, start, end):
        _append_trimmed(spans, text, start, end)
        return tuple(spans)
    for mark in _INLINE.finditer(text, start, end):
        _append_trimmed(spans, text, position, mark.start())
        if mark["link"] is not None:
            _append_trimmed(spans, text, *mark.span("link"))
        position = mark.end()
    _append_trimmed(spans, text, position, end)
    return tuple(spans)


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    words = text[start:end].lstrip()
    start = end - len(words)
    if words:
        spans.append(Span(start, start + len(words.rstrip())))
