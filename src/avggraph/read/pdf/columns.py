"""Lines of a page whose labels and values stand in two columns, to rows "label<TAB>value".

A label stands beside the first line of its value, or in the middle of it; what is printed apart from the value above
by more than the distance of its lines is another value. Lines of a value that went on below because the next word
had no room are joined; a list keeps its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from avggraph.read.pdf.words import PageLine, Segment

# Left edges this close (points) are one column.
_SAME_EDGE = 3.0
# So many lines must begin a second column at an edge before it is one.
_ENOUGH_ROWS = 2
# Lines further apart than this many times the distance within a paragraph do not belong together.
_APART = 1.2
# A label in the middle of a value is off its centre by no more than this share of the lines' distance.
_OFF_CENTRE = 0.3


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the pages of a document have in common: the values' left edges, the lines' distance, the right margin.

    `leading`: baseline to baseline within a paragraph, in heights of a line.
    """

    edges: tuple[float, ...]
    leading: float
    right: dict[float, float]


@dataclass(frozen=True, slots=True)
class _Part:
    """A label or a line of a value, with its baseline."""

    segment: Segment
    baseline: float
    height: float


@dataclass(slots=True)
class _Row:
    label: list[_Part]
    value: list[_Part]

    @property
    def top(self) -> float:
        return max(part.baseline for part in (*self.label, *self.value))


def measure(pages: Iterable[Sequence[PageLine]]) -> Metrics:
    """Measure a document's columns and distances."""
    pages = list(pages)
    starts = sorted(
        segment.left for lines in pages for line in lines if len(line.segments) == 2 for segment in line.segments[1:]
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
    return Metrics(edges, _leading(pages), right)


def _leading(pages: Sequence[Sequence[PageLine]]) -> float:
    """Give the distance of lines within a paragraph: the smallest that is usual, in heights."""
    ratios = Counter(
        round((above.baseline - below.baseline) / max(above.height, below.height), 2)
        for lines in pages
        for above, below in zip(lines, lines[1:], strict=False)
        if len(below.segments) == 1 and abs(above.segments[-1].left - below.segments[0].left) <= _SAME_EDGE
    )
    usual = sorted(ratio for ratio, times in ratios.items() if ratio > 0.6)
    return usual[len(usual) // 20] if usual else 1.0


def page_text(lines: Sequence[PageLine], metrics: Metrics) -> str:
    """Give a page as plain lines."""
    written: list[str] = []
    above: float | None = None
    for edge, block in _blocks(lines, metrics):
        top = block[0].baseline
        if above is not None and above - top > _APART * metrics.leading * block[0].height:
            written.append("")
        if edge is None:
            written += [line.text for line in block]
        else:
            written += _table(block, edge, metrics)
        above = block[-1].baseline
    return "\n".join(written)


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
    """Give the edge of the first line with two columns, if all lines before it fit beside it."""
    for number in range(start, len(lines)):
        edge = _edge_of(lines[number], metrics)
        if edge is not None:
            fits = all(_fits(line, edge, metrics) for line in lines[start : number + 1])
            return edge if fits else None
        if len(lines[number].segments) > 1:
            return None
    return None


def _edge_of(line: PageLine, metrics: Metrics) -> float | None:
    if len(line.segments) == 2:
        return next((edge for edge in metrics.edges if abs(line.segments[1].left - edge) <= _SAME_EDGE), None)
    return None


def _fits(line: PageLine, edge: float, metrics: Metrics) -> bool:
    """Say whether a line is a row of the table, or stands wholly in one of its columns."""
    first = line.segments[0]
    if len(line.segments) == 1:
        return first.left >= edge - _SAME_EDGE or first.right < edge
    return first.right < edge <= line.segments[1].left + _SAME_EDGE and _edge_of(line, metrics) in (edge, None)


def _table(lines: Sequence[PageLine], edge: float, metrics: Metrics) -> list[str]:
    labels, values = [], []
    for line in lines:
        for segment in line.segments:
            part = _Part(segment, line.baseline, line.height)
            (values if segment.left >= edge - _SAME_EDGE else labels).append(part)
    written: list[str] = []
    below: float | None = None
    for row in _rows(labels, values, metrics.leading):
        if below is not None and not row.value and below - row.top > _APART * metrics.leading * row.label[0].height:
            written.append("")
        written += _written(row, metrics.right.get(edge, inf))
        below = min(part.baseline for part in (*row.label, *row.value))
    return written


def _rows(labels: Sequence[_Part], values: Sequence[_Part], leading: float) -> list[_Row]:
    """Match labels and values; a label without a value is a row of its own, and so is a value without one."""
    rows: list[_Row] = []
    left = list(labels)
    for group in _groups(values, leading):
        reach = 0.6 * leading * group[0].height
        own = [part for part in left if group[-1].baseline - reach <= part.baseline <= group[0].baseline + reach]
        left = [part for part in left if part not in own]
        rows += _matched(own, group, leading)
    rows += [_Row([part], []) for part in left]
    return sorted(rows, key=lambda row: -row.top)


def _groups(values: Sequence[_Part], leading: float) -> Iterator[list[_Part]]:
    group: list[_Part] = []
    for part in values:
        if group and group[-1].baseline - part.baseline > _APART * leading * max(group[-1].height, part.height):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _matched(labels: Sequence[_Part], group: Sequence[_Part], leading: float) -> Iterator[_Row]:
    """Give the rows of values that follow each other without a gap."""
    wholes = _whole_labels(labels)
    if len(wholes) == 1 and _is_beside(wholes[0], group, leading):
        yield _Row(wholes[0], list(group))
        return
    starts = [label[0].baseline + 0.5 * label[0].height for label in wholes]
    above = [part for part in group if not starts or part.baseline > starts[0]]
    if above:
        yield _Row([], above)
    for label, start, end in zip(wholes, starts, [*starts, -inf][1:], strict=True):
        yield _Row(label, [part for part in group if start >= part.baseline > end])


def _whole_labels(labels: Sequence[_Part]) -> list[list[_Part]]:
    """Join the lines of a label: one that begins with a small letter goes on from the line above."""
    wholes: list[list[_Part]] = []
    for part in labels:
        if wholes and part.segment.text[:1].islower():
            wholes[-1].append(part)
        else:
            wholes.append([part])
    return wholes


def _is_beside(label: Sequence[_Part], group: Sequence[_Part], leading: float) -> bool:
    """Say whether a label stands beside the first line of its value, or in the middle of all of it."""
    distance = leading * group[0].height
    if label[0].baseline >= group[0].baseline - 0.5 * distance:
        return True
    centre = (group[0].baseline + group[-1].baseline) / 2
    middle = (label[0].baseline + label[-1].baseline) / 2
    return abs(middle - centre) <= _OFF_CENTRE * distance


def _written(row: _Row, right: float) -> list[str]:
    label = " ".join(part.segment.text for part in row.label)
    value = _joined([part.segment for part in sorted(row.value, key=lambda part: -part.baseline)], right)
    if not label or not value:
        return [label] if label else value
    return [f"{label}\t{value[0]}", *value[1:]]


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
