"""Labels and the lines of their values, by height on the page.

A table prints a label beside the first line of its value, or in the middle of it (as browsers do), and a value that
began on the page before has no label. Labels and values are two sequences in the same order, so that a reading is a
parting of the value lines into blocks, one a label. The reading with the least misfit is found by dynamic
programming; both habits are tried and the one that fits is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from avggraph.read.pdf.words import Segment

# Costs, in distances of lines: a label that is off by one line costs 1.
_NO_LABEL = 0.6
_EMPTY_BESIDE_WORDS = 2.0
_GAP_INSIDE = 0.25
_NO_GAP_BETWEEN = 0.1
# A gap is what is wider than the distance of lines by so much.
_GAP = 1.15
# A reading that is worse than this for one label is not followed.
_HOPELESS = 2.5
# A reading that is so much dearer than another up to the same label is not followed either.
_TOO_DEAR = 6.0


class Part(NamedTuple):
    """A label or a line of a value: words, baseline (up from the bottom of the page) and height."""

    segment: Segment
    baseline: float
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of a label and those of its value; one of the two may be empty."""

    label: tuple[Part, ...]
    value: tuple[Part, ...]

    @property
    def top(self) -> float:
        """The baseline of its first line."""
        return max(part.baseline for part in (*self.label, *self.value))

    @property
    def bottom(self) -> float:
        """The baseline of its last line."""
        return min(part.baseline for part in (*self.label, *self.value))


# How far a label is from where it should stand beside a block of lines, in points.
_Misfit = Callable[[Sequence[Part], Sequence[Part]], float]
# A reading so far: its cost and where each label's block begins and ends.
_Reading = tuple[float, tuple[tuple[int, int], ...]]


def match_rows(labels: Sequence[Part], values: Sequence[Part], leading: float) -> list[Row]:
    """Match labels with the lines of their values, both from top to bottom.

    `leading` is the distance of two lines of a value, in heights.
    """
    if not values:
        return [Row((part,), ()) for part in labels]
    wholes = _whole_labels(labels)
    readings = [_best_reading(wholes, values, leading, misfit) for misfit in (_beside_first, _beside_middle)]
    _, blocks = min(readings, key=lambda reading: reading[0])
    rows = [Row(tuple(label), tuple(values[start:end])) for label, (start, end) in zip(wholes, blocks, strict=True)]
    first = blocks[0][0] if blocks else len(values)
    last = max((end for _, end in blocks), default=len(values))
    if first > 0:
        rows.append(Row((), tuple(values[:first])))
    if last < len(values):
        rows.append(Row((), tuple(values[last:])))
    return sorted(rows, key=lambda row: -row.top)


def _whole_labels(labels: Sequence[Part]) -> list[list[Part]]:
    """Join the lines of a label: one that begins without a capital goes on from the line above."""
    wholes: list[list[Part]] = []
    for part in labels:
        if wholes and not part.segment.text[:1].isupper():
            wholes[-1].append(part)
        else:
            wholes.append([part])
    return wholes


def _beside_first(label: Sequence[Part], block: Sequence[Part]) -> float:
    return abs(label[0].baseline - block[0].baseline)


def _beside_middle(label: Sequence[Part], block: Sequence[Part]) -> float:
    return abs(label[0].baseline + label[-1].baseline - block[0].baseline - block[-1].baseline) / 2


def _best_reading(
    labels: Sequence[Sequence[Part]], values: Sequence[Part], leading: float, misfit: _Misfit
) -> _Reading:
    unit = leading * values[0].height
    gaps = [above.baseline - below.baseline > _GAP * unit for above, below in pairwise(values)]
    inside = [0.0]
    for gap in gaps:
        inside.append(inside[-1] + _GAP_INSIDE * gap)
    # readings[n]: the best reading whose blocks so far end before value line n.
    readings: dict[int, _Reading] = {n: (_NO_LABEL if n else 0.0, ()) for n in range(len(values) + 1)}
    for label in labels:
        extended: dict[int, _Reading] = {}
        for start, (cost, blocks) in readings.items():
            _keep(extended, start, cost + _empty(label, values, unit), (*blocks, (start, start)))
            for end in range(start + 1, len(values) + 1):
                if values[end - 1].baseline < label[-1].baseline - _reach(label, values, start, unit):
                    break
                off = misfit(label, values[start:end]) / unit
                if off < _HOPELESS:
                    between = _NO_GAP_BETWEEN if end < len(values) and not gaps[end - 1] else 0.0
                    step = off + inside[end - 1] - inside[start] + between
                    _keep(extended, end, cost + step, (*blocks, (start, end)))
        cheapest = min(cost for cost, _ in extended.values())
        readings = {end: reading for end, reading in extended.items() if reading[0] < cheapest + _TOO_DEAR}
    return min(
        ((cost + (_NO_LABEL if end < len(values) else 0.0), blocks) for end, (cost, blocks) in readings.items()),
        key=lambda reading: reading[0],
    )


def _reach(label: Sequence[Part], values: Sequence[Part], start: int, unit: float) -> float:
    """Give how far below a label its value may go: without limit where it begins beside it."""
    above = values[start].baseline - label[0].baseline
    return float("inf") if above <= 0.5 * unit else above + _HOPELESS * unit


def _keep(readings: dict[int, _Reading], end: int, cost: float, blocks: tuple[tuple[int, int], ...]) -> None:
    if end not in readings or cost < readings[end][0]:
        readings[end] = cost, blocks


def _empty(label: Sequence[Part], values: Sequence[Part], unit: float) -> float:
    """Give the cost of a label without a value: little where no value stands beside it."""
    nearest = min(abs(label[0].baseline - value.baseline) for value in values)
    return 0.0 if nearest > 0.8 * unit else _EMPTY_BESIDE_WORDS
