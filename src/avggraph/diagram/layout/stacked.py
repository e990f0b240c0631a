"""The diagram for a narrow sheet: all boxes under one another at full width, in the order of the lanes.

Lines would run through boxes here. Instead each box, and each frame that data leave, lists the flows that arrive and
leave with their numbers, so that either end of a flow names the other. Lengths are in user units (CSS px).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from avggraph.diagram.layout.boxes import LABEL_LINES, PADDING, Line, Tone, box
from avggraph.diagram.layout.frames import Frame
from avggraph.diagram.layout.lanes import assign
from avggraph.diagram.layout.picture import Placed
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import rows_by_flow, short_names_of
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle
from avggraph.diagram.words import words

REFERENCE_ROW = 24.0
"""The least height of a reference: the least size of what a finger is to hit (WCAG 2.2, 2.5.8)."""

WORDS_FROM = 50.0
"""Where the words of a reference begin, from its left edge; before them stand an arrow and the number."""

_GAP = 12.0  # between boxes, and between frames
_FRAME_SPACE = 8.0  # between a frame and what it holds
_REFERENCE_FONT = Font(12)
_REFERENCE_LINES = 6
_LABEL_FONT = Font(11, "bold")
_LABEL_LINES = 8  # of a frame
_BOX_LABEL_LINES = 2 * LABEL_LINES  # a finger finds no tooltip
_ABOVE = 6.0  # a frame's label
_BELOW = 8.0


@dataclass(frozen=True, slots=True)
class Reference:
    """One end of a flow: words that name the other end, with `x` their left edge and `y` the middle of the first line.

    A place is relative to the box, or to the picture where the reference is a frame's.
    """

    flow: Flow
    arrives: bool
    x: float
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class StackedBox:
    """A box at its place, with room below its text for its references."""

    placed: Placed
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class StackedFrame:
    """A frame at its place, with its references below what it holds."""

    frame: Frame
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Everything at its place; frames are given from the outside to the inside."""

    width: float
    height: float
    frames: tuple[StackedFrame, ...]
    boxes: tuple[StackedBox, ...]


def stack(diagram: Diagram, width: float) -> Stack:
    """Stack a diagram in a column of the given width; KeyError where a flow or boundary names a node it does not have.

    >>> from avggraph.diagram.model import Node, NodeKind
    >>> nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Coaching"))
    >>> flows = (Flow(1, "s1", "p1", "verkrijging"),)
    >>> stacked = stack(Diagram("Contactcenter", "M4089", nodes, (), flows, "m4089.txt", "nl"), 288)
    >>> [line.text for box in stacked.boxes for reference in box.references for line in reference.lines]
    ['naar Verwerking (verkrijging)', 'van Klanten (verkrijging)']
    """
    return _Stacking(diagram).stack(width)


class _Stacking:
    """Frames and boxes so far, from top to bottom."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.say = words(diagram.language)
        self.names = short_names_of(diagram)
        self.nodes = {node.id: node for node in diagram.nodes}
        self.boundaries = {boundary.id: boundary for boundary in diagram.boundaries}
        self.ends: dict[str, list[tuple[Flow, bool]]] = defaultdict(list)
        for arrives in (True, False):
            for flow in rows_by_flow(diagram):
                self.ends[flow.target if arrives else flow.source].append((flow, arrives))
        self.frames: list[StackedFrame] = []
        self.boxes: list[StackedBox] = []

    def stack(self, width: float) -> Stack:
        lane_of = assign(self.diagram).of
        held = {member for boundary in self.diagram.boundaries for member in boundary.members}
        outermost = [part for part in (*self.boundaries, *self.nodes) if part not in held]
        bottom = self._place(sorted(outermost, key=lambda part: lane_of[part]), 0, 0, width)
        return Stack(width, round(bottom, 1), tuple(self.frames), tuple(self.boxes))

    def _place(self, parts: Iterable[str], x: float, y: float, width: float) -> float:
        """Place boxes and frames under one another, and give the lower edge of the last one."""
        bottom = y
        for part in parts:
            if part in self.boundaries:
                bottom = self._frame(self.boundaries[part], x, y, width)
            else:
                bottom = self._box(part, x, y, width)
            y = bottom + _GAP
        return bottom

    def _frame(self, boundary: Boundary, x: float, y: float, width: float) -> float:
        """Place a frame before what it holds, so that it is drawn below it."""
        inner_x, inner_width = x + _FRAME_SPACE, width - 2 * _FRAME_SPACE
        lines = tuple(
            Line(inner_x, round(y + _ABOVE + at * _LABEL_FONT.leading, 1), text, _LABEL_FONT, Tone.QUIET)
            for at, text in enumerate(wrap(boundary.label, _LABEL_FONT, inner_width, limit=_LABEL_LINES), 1)
        )
        place = len(self.frames)
        top = y + _ABOVE + len(lines) * _LABEL_FONT.leading + _BELOW
        bottom = self._place(boundary.members, inner_x, top, inner_width)
        references, bottom = self._references(boundary.id, inner_x, bottom, inner_width)
        bottom = round(bottom + _FRAME_SPACE, 1)
        frame = Frame(boundary, x, round(y, 1), width, round(bottom - y, 1), lines)
        self.frames.insert(place, StackedFrame(frame, references))
        return bottom

    def _box(self, node: str, x: float, y: float, width: float) -> float:
        made = box(self.nodes[node], width, self.say, number=self.nodes[node].number, label_lines=_BOX_LABEL_LINES)
        references, bottom = self._references(node, PADDING, made.height - PADDING, width - 2 * PADDING)
        made = replace(made, height=round(bottom + PADDING, 1))
        self.boxes.append(StackedBox(Placed(made, x, round(y, 1)), references))
        return y + made.height

    def _references(self, part: str, x: float, y: float, width: float) -> tuple[tuple[Reference, ...], float]:
        """Set the references of a box or frame below `y`, and give the lower edge of the last one."""
        found: list[Reference] = []
        y += _BELOW if self.ends[part] else 0
        for flow, arrives in self.ends[part]:
            texts = wrap(
                self._words(flow, arrives=arrives), _REFERENCE_FONT, width - WORDS_FROM, limit=_REFERENCE_LINES
            )
            middle = y + REFERENCE_ROW / 2
            lines = tuple(
                Line(x + WORDS_FROM, round(middle + 4.3 + at * _REFERENCE_FONT.leading, 1), text, _REFERENCE_FONT)
                for at, text in enumerate(texts)
            )
            found.append(Reference(flow, arrives, x, round(middle, 1), lines))
            y += REFERENCE_ROW + (len(lines) - 1) * _REFERENCE_FONT.leading
        return tuple(found), y

    def _words(self, flow: Flow, *, arrives: bool) -> str:
        other = self.names[flow.source if arrives else flow.target]
        if flow.style is FlowStyle.ABOUT:
            return self.say["reference.about" if arrives else "reference.subject"].format(name=other)
        way = self.say["reference.from" if arrives else "reference.to"].format(name=other)
        count = self.say["reference.records"].format(count=len(flow.records)) if len(flow.records) > 1 else ""
        about = "; ".join(part for part in (flow.kind, count) if part)
        return f"{way} ({about})" if about else way
