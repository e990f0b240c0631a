"""The words of a PDF's page and where they stand, in points (1/72 inch), as the page is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from avggraph.text import fold

# A gap this wide parts two words (a share of the line's height), and one this wide two columns.
_WORD_GAP = 0.22
_COLUMN_GAP = 0.85
# Baselines this close are one line.
_SAME_LINE = 0.4

# A word this close to the edge of a column (points) begins there.
_AT_EDGE = 1.5

# PDFium marks a hyphen at the end of a line with this code.
_LINE_END_HYPHEN = 0x02
_BULLETS = frozenset("•·▪◦‣●○■□➢➔►\uf0b7\uf0a7\uf02d\uf0d8\uf076-–*")


class Word(NamedTuple):
    """A word: left and right edge, baseline (from the bottom of the page, up), height of its font's line.

    `spaced`: a space that the file holds stands before it, and not only a gap.
    """

    text: str
    left: float
    right: float
    baseline: float
    height: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Words beside each other without a column's gap."""

    text: str
    left: float
    right: float
    first_width: float


@dataclass(frozen=True, slots=True)
class PageLine:
    """What stands on one baseline, from left to right: its words, and those that no column's gap parts together."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    baseline: float
    height: float

    @property
    def text(self) -> str:
        """The line's words, columns parted by a tab."""
        return "\t".join(segment.text for segment in self.segments)


def page_lines(page: pdfium.PdfPage) -> list[PageLine]:
    """Give a page's lines from top to bottom."""
    return lines_of_words(list(_words(page)))


def _words(page: pdfium.PdfPage) -> Iterator[Word]:
    textpage = page.get_textpage()
    try:
        yield from _words_of(textpage, page)
    finally:
        textpage.close()


def _words_of(textpage: pdfium.PdfTextPage, page: pdfium.PdfPage) -> Iterator[Word]:
    raw, turn = textpage.raw, _Turn(page)
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
    letters: list[str] = []
    spaced = waiting = False
    left = right = baseline = height = 0.0
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        sign = "-" if code == _LINE_END_HYPHEN else chr(code) if 0 < code < 0x110000 else " "
        if sign.isspace() or 0xD800 <= code < 0xE000:
            if letters:
                yield Word("".join(letters), left, right, baseline, height, spaced)
                letters = []
            waiting = not pdfium_c.FPDFText_IsGenerated(raw, index)
            continue
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        begin, end, base, tall = turn.place(x.value, y.value, box)
        if letters and (abs(base - baseline) > _SAME_LINE * height or not -height < begin - right < _WORD_GAP * height):
            yield Word("".join(letters), left, right, baseline, height, spaced)
            letters = []
        if not letters:
            left, baseline, height, spaced = begin, base, tall, waiting
        waiting = False
        letters.append(sign)
        right, height = max(end, begin), max(height, tall)
    if letters:
        yield Word("".join(letters), left, right, baseline, height, spaced)


class _Turn:
    """Turns places on a page that is stored on its side to where a reader sees them (PDF 32000-1, 7.7.3.3)."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._quarters = page.get_rotation() // 90

    def place(self, x: float, y: float, box: pdfium_c.FS_RECTF) -> tuple[float, float, float, float]:
        """Give left edge, right edge, baseline and height of a sign."""
        match self._quarters:
            case 1:
                return box.bottom, box.top, -x, max(1.0, abs(box.right - box.left))
            case 2:
                return -box.right, -box.left, -y, max(1.0, box.top - box.bottom)
            case 3:
                return -box.top, -box.bottom, x, max(1.0, abs(box.right - box.left))
        return box.left, box.right, y, max(1.0, box.top - box.bottom)


def lines_of_words(words: Sequence[Word]) -> list[PageLine]:
    """Put words on lines by their baselines, whatever order the file has them in.

    >>> words = [Word("Betrokkene", 150, 210, 700, 12), Word("Bron", 50, 75, 700.2, 12)]
    >>> [line.text for line in lines_of_words(words)]
    ['Bron\\tBetrokkene']
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (-each.baseline, each.left)):
        if lines and lines[-1][0].baseline - word.baseline <= _SAME_LINE * min(lines[-1][0].height, word.height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [line_of(sorted(line, key=lambda each: each.left)) for line in lines]


def line_of(words: Sequence[Word], edges: Sequence[float] = ()) -> PageLine:
    """Make a line of words in order; `edges`: where columns are known to begin, however small the gap."""
    height = max(word.height for word in words)
    parts: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        above = parts[-1][-1]
        wide = word.left - above.right > _COLUMN_GAP * height and not _is_bullet(parts[-1])
        if wide or (not word.spaced and len(parts) == 1 and _begins_at(word, edges)):
            parts.append([word])
        else:
            parts[-1].append(word)
    segments = tuple(map(_segment, parts))
    return PageLine(tuple(words), segments, max(word.baseline for word in words), height)


def _is_bullet(words: Sequence[Word]) -> bool:
    return len(words) == 1 and words[0].text in _BULLETS


def _begins_at(word: Word, edges: Sequence[float]) -> bool:
    return any(abs(word.left - edge) <= _AT_EDGE for edge in edges)


def _segment(words: Sequence[Word]) -> Segment:
    texts = [word.text for word in words]
    if len(texts) > 1 and texts[0] in _BULLETS:
        texts[0] = "-"
    first = words[0]
    return Segment(fold(" ".join(texts)), first.left, words[-1].right, first.right - first.left)
