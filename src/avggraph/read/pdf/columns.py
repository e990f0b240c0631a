"""Lines of a page whose labels and values stand in two columns, to rows "label<TAB>value".

Lines of a value that went on below because the next word
had no room are joined; a list keeps its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from avggraph.read.pdf.rows import Part, Row, match_rows
from avggraph.read.pdf.words import PageLine, Segment, line_of

# Left edges this close (points) are one column.
_SAME_EDGE = 3.0
# So many lines must begin a second column at an edge before it is one.
_ENOUGH_ROWS = 2
# A file that parts words by spaces does so for at least this share of them.
_WRITES_SPACES = 0.7
# Lines nearer than this share of their height stand beside each other.
_OVERLAP = 0.85
# What holds for this share of the lines holds for the document.
_MOSTLY = 0.8
# Lines further apart than this many times the distance within a paragraph do not belong together.
_APART = 1.2


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the pages of a document have in common: the values' left edges, the lines' distance, the right margin.

    `leading`: baseline to baseline within a paragraph, in heights of a line. `margin`: where the longest line ends.
    `spaced`: paragraphs are parted by white space, so that lines without any between them are one paragraph.
    """

    edges: tuple[float, ...]
    leading: float
    right: dict[float, float]
    margin: float
    spaced: bool


def measure(pages: Iterable[Sequence[PageLine]]) -> Metrics:
    """Measure a document's columns and distances."""
    pages = list(pages)
    starts = sorted(
        [*_starts([line for lines in pages for line in lines]), *(left for lines in pages for left in _overlaps(lines))]
    )
    clusters: list[list[float]] = []
    for start in starts:
        if clusters and start - clusters[-1][-1] <= _SAME_EDGE:
            clusters[-1].append(start)
        else:
            clusters.append([start])
    edges = tuple(min(cluster) for cluster in clusters if len(cluster) >= _ENOUGH_ROWS)
    right: dict[float, float] = {}
    for edge in edges:
        reach = [
            segment.right
            for lines in pages
            for line in lines
            for segment in line.segments
            if abs(segment.left - edge) <= _SAME_EDGE
        ]
        right[edge] = max(reach)
    leading = _leading(pages)
    margin = max((line.segments[-1].right for lines in pages for line in lines), default=0.0)
    return Metrics(edges, leading, right, margin, _is_spaced(pages, leading, margin))


def _is_spaced(pages: Sequence[Sequence[PageLine]], leading: float, margin: float) -> bool:
    """Say whether white space follows where a paragraph ends: after a line that had room for the next word."""
    ends = [
        _is_apart(above, below, leading)
        for lines in pages
        for above, below in pairwise(lines)
        if len(above.segments) == len(below.segments) == 1
        and abs(above.segments[0].left - below.segments[0].left) <= _SAME_EDGE
        and not _goes_on(above.segments[0], below.segments[0], margin)
    ]
    return bool(ends) and sum(ends) >= _MOSTLY * len(ends)


def _is_apart(above: PageLine, below: PageLine, leading: float) -> bool:
    return above.baseline - below.baseline > _APART * leading * max(above.height, below.height)


def _starts(lines: Sequence[PageLine]) -> Iterator[float]:
    """Give the left edges of what may be a second column: behind a wide gap, or behind the line's only gap.

    Most programs write the spaces between words into the file, but none between two cells. Where the file holds few
    spaces, a narrow gap says nothing.
    """
    inner = [word for line in lines for word in line.words[1:]]
    writes_spaces = sum(word.spaced for word in inner) > _WRITES_SPACES * len(inner)
    for line in lines:
        gaps = [word for word in line.words[1:] if not word.spaced]
        if len(line.segments) == 2:
            yield line.segments[1].left
        elif writes_spaces and len(line.segments) == 1 and len(gaps) == 1:
            yield gaps[0].left


def _overlaps(lines: Sequence[PageLine]) -> Iterator[float]:
    """Give the left edges of lines that stand beside the one above or below: a label in the middle of its value."""
    for above, below in pairwise(lines):
        beside = _beside(above, below)
        if beside is not None:
            yield beside


def _beside(above: PageLine, below: PageLine) -> float | None:
    """Give the left edge of the right one of two lines that are too near to stand under each other."""
    if above.baseline - below.baseline > _OVERLAP * max(above.height, below.height):
        return None
    left, right = sorted((above.segments[0], below.segments[0]), key=lambda segment: segment.left)
    return right.left if left.right < right.left else None


def _leading(pages: Sequence[Sequence[PageLine]]) -> float:
    """Give the distance of lines within a paragraph: the smallest that is usual, in heights."""
    ratios = Counter(
        round((above.baseline - below.baseline) / max(above.height, below.height), 2)
        for lines in pages
        for above, below in pairwise(lines)
        if len(below.segments) == 1 and abs(above.segments[-1].left - below.segments[0].left) <= _SAME_EDGE
    )
    usual = sorted(ratio for ratio, times in ratios.items() if ratio > 0.6)
    return usual[len(usual) // 20] if usual else 1.0


def page_text(lines: Sequence[PageLine], metrics: Metrics) -> str:
    """Give a page as plain lines."""
    lines = [line_of(line.words, metrics.edges) for line in lines]
    written: list[str] = []
    above: PageLine | None = None
    in_paragraph = False
    for edge, block in _blocks(lines, metrics):
        apart = above is not None and _is_apart(above, block[0], metrics.leading)
        if apart:
            written.append("")
        if edge is not None:
            written += _table(block, edge, metrics)
        elif above is not None and in_paragraph and not apart and _is_one_paragraph(above, block[0], metrics):
            written[-1] += f" {block[0].text}"
        else:
            written.append(block[0].text)
        above, in_paragraph = block[-1], edge is None
    return "\n".join(written)


def _is_one_paragraph(above: PageLine, below: PageLine, metrics: Metrics) -> bool:
    """Say whether a line over the full width goes on with the line above it, where paragraphs can be told apart."""
    if not metrics.spaced or len(above.segments) > 1 or len(below.segments) > 1:
        return False
    return _goes_on(above.segments[0], below.segments[0], metrics.margin)


def _blocks(lines: Sequence[PageLine], metrics: Metrics) -> Iterator[tuple[float | None, Sequence[PageLine]]]:
    """Part a page into lines over its full width, one each, and the lines of tables with the edge of their values."""
    position = 0
    while position < len(lines):
        edge, end = _table_at(lines, position, metrics)
        yield edge, lines[position:end]
        position = end


def _table_at(lines: Sequence[PageLine], start: int, metrics: Metrics) -> tuple[float | None, int]:
    """Find the table that begins at a line: its edge and where it ends."""
    edge = _edge_ahead(lines, start, metrics)
    if edge is None:
        return None, start + 1
    end = start
    while end < len(lines) and _fits(lines[end], edge, metrics):
        end += 1
    return (edge, end) if end > start else (None, start + 1)


def _edge_ahead(lines: Sequence[PageLine], start: int, metrics: Metrics) -> float | None:
    """Give the edge of the first line that shows it has two columns, if all lines before it fit beside it."""
    for number in range(start, len(lines)):
        edge = _edge_of(lines[number], metrics)
        if edge is None and number + 1 < len(lines):
            edge = _known(_beside(lines[number], lines[number + 1]), metrics)
        if edge is not None:
            fits = all(_fits(line, edge, metrics) for line in lines[start : number + 1])
            return edge if fits else None
        if len(lines[number].segments) > 1:
            return None
    return None


def _edge_of(line: PageLine, metrics: Metrics) -> float | None:
    return _known(line.segments[1].left, metrics) if len(line.segments) == 2 else None


def _known(left: float | None, metrics: Metrics) -> float | None:
    if left is None:
        return None
    return next((edge for edge in metrics.edges if abs(left - edge) <= _SAME_EDGE), None)


def _fits(line: PageLine, edge: float, metrics: Metrics) -> bool:
    """Say whether a line is a row of the table, or stands wholly in one of its columns."""
    first = line.segments[0]
    if len(line.segments) == 1:
        return first.left >= edge - _SAME_EDGE or first.right < edge
    return first.right < edge <= line.segments[1].left + _SAME_EDGE and _edge_of(line, metrics) in (edge, None)


def _table(lines: Sequence[PageLine], edge: float, metrics: Metrics) -> list[str]:
    labels: list[Part] = []
    values: list[Part] = []
    for line in lines:
        for segment in line.segments:
            part = Part(segment, line.baseline, line.height)
            (values if segment.left >= edge - _SAME_EDGE else labels).append(part)
    written: list[str] = []
    below: float | None = None
    for row in match_rows(labels, values, metrics.leading):
        if below is not None and not row.value and below - row.top > _APART * metrics.leading * row.label[0].height:
            written.append("")
        written += _written(row, edge, metrics.right.get(edge, inf))
        below = row.bottom
    return written


def _written(row: Row, edge: float, right: float) -> list[str]:
    label = _label(row, edge)
    value = _joined([part.segment for part in row.value], right)
    if not label or not value:
        return [label] if label else value
    return [f"{label}\t{value[0]}", *value[1:]]


def _label(row: Row, edge: float) -> str:
    """Join the lines of a label; a word that was too long for its column is whole again."""
    label = ""
    above: Part | None = None
    for part in row.label:
        full = above is not None and above.segment.right > edge - above.height and not part.segment.text[:1].isupper()
        label += part.segment.text if above is None or full else f" {part.segment.text}"
        above = part
    return label


def _joined(segments: Sequence[Segment], right: float) -> list[str]:
    """Join the lines of a value that are one line of words."""
    lines: list[str] = []
    above: Segment | None = None
    for segment in segments:
        if above is not None and _goes_on(above, segment, right):
            lines[-1] += f" {segment.text}"
        else:
            lines.append(segment.text)
        above = segment
    return lines


def _goes_on(above: Segment, below: Segment, right: float) -> bool:
    """Say whether the line below goes on with the one above: its first word had no room there.

    A hyphen at the end of a line is left there: whether it belongs to the word is for the reader of the text.
    """
    if above.text.endswith("-") or below.text.startswith("- "):
        return False
    return above.right + below.first_width > right - _SAME_EDGE
