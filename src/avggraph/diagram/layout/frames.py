"""Boundaries as frames: how they nest, and the room their labels and edges take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from avggraph.diagram.layout.boxes import Line, Tone
from avggraph.diagram.layout.lanes import WIDTHS, Lanes
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.model import Boundary

FRAME_SPACE = 14.0
"""The white space between a frame and what it holds, in px."""

_FONT = Font(11, "bold")
_LABEL_LINES = 6
_ABOVE = 6.0  # a label
_BELOW = 10.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A boundary at its place, with its label's lines."""

    boundary: Boundary
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


class Frames:
    """The boundaries of a diagram as nested frames; each stands in one lane and holds at least one node."""

    def __init__(self, boundaries: Sequence[Boundary], lanes: Lanes) -> None:
        self._lanes = lanes
        self._holder = {member: boundary for boundary in boundaries for member in boundary.members}
        self.outer_first = sorted(boundaries, key=lambda boundary: len(self.around(boundary)))
        self._labels = {b.id: wrap(b.label, _FONT, WIDTHS[lanes.of[b.id]], limit=_LABEL_LINES) for b in boundaries}

    def around(self, boundary: Boundary) -> list[Boundary]:
        """Give the frames that hold this one, from the outermost inwards."""
        holder = self._holder.get(boundary.id)
        return [*self.around(holder), holder] if holder else []

    def in_lane(self, lane: int) -> list[Boundary]:
        """Give the frames of a lane, each before those it holds."""
        return [boundary for boundary in self.outer_first if self._lanes.of[boundary.id] == lane]

    def margin(self, lane: int) -> float:
        """Give the room that the frames of a lane take on either side of its boxes."""
        return FRAME_SPACE * max((len(self.around(boundary)) + 1 for boundary in self.in_lane(lane)), default=0)

    def head(self, boundary: Boundary) -> float:
        """Give the height of a frame's label with the white space around it."""
        return round(len(self._labels[boundary.id]) * _FONT.leading + _ABOVE + _BELOW, 1)

    def top(self, boundary: Boundary) -> float:
        """Give the upper edge of a frame, where the frames around it start at 0."""
        return sum(self.head(outer) for outer in self.around(boundary))

    def heads(self, lane: int) -> float:
        """Give the height of a lane's frame labels, one within the other."""
        return max((self.top(boundary) + self.head(boundary) for boundary in self.in_lane(lane)), default=0)

    def sides(self, boundary: Boundary, left: Mapping[int, float]) -> tuple[float, float]:
        """Give the left and right edge of a frame, from the left edges of the lanes' boxes."""
        lane = self._lanes.of[boundary.id]
        space = self.margin(lane) - FRAME_SPACE * len(self.around(boundary))
        return left[lane] - space, left[lane] + WIDTHS[lane] + space

    def place(
        self, boundary: Boundary, left: Mapping[int, float], upper: float, lower: float, *, reach: float = 0
    ) -> Frame:
        """Place a frame between two heights; its right edge lies `reach` px further than its boxes ask."""
        x, right = self.sides(boundary, left)
        right += reach
        label_x = round(left[self._lanes.of[boundary.id]], 1)
        lines = tuple(
            Line(label_x, round(upper + _ABOVE + number * _FONT.leading, 1), text, _FONT, Tone.QUIET)
            for number, text in enumerate(self._labels[boundary.id], 1)
        )
        return Frame(boundary, round(x, 1), round(upper, 1), round(right - x, 1), round(lower - upper, 1), lines)
