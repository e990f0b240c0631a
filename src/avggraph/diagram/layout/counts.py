"""How many records a flow is of: the pill beside its number, and the width of its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from avggraph.diagram.layout.boxes import Line
from avggraph.diagram.layout.typeset import Font, width
from avggraph.diagram.listing import count_sign
from avggraph.diagram.model import Flow

BADGE_RADIUS = 9.5
"""Half the height of a flow's number badge; long numbers make it wider, not higher."""

PILL_HEIGHT = 15.0
NUMBER_FONT = Font(11, "bold")

_COUNT_FONT = Font(11, "bold")
_LINE = 1.4  # px, of a line that stands for one record
_WIDEST = 6.0  # so that lines to one box stay apart
_SPACE = 3.0  # between a pill and its badge


@dataclass(frozen=True, slots=True)
class Pill:
    """A count on a line ("12×"); x and y are its upper left corner."""

    x: float
    y: float
    width: float
    line: Line


def pill(text: str, middle: float, y: float) -> Pill:
    """Set a pill with its middle at a point."""
    size = _pill_width(text)
    x = round(middle - size / 2, 1)
    label = Line(round(middle - width(text, _COUNT_FONT) / 2, 1), round(y + 3.6, 1), text, _COUNT_FONT)
    return Pill(x, round(y - PILL_HEIGHT / 2, 1), round(size, 1), label)


def half_badge(label: str) -> float:
    """Give half the width of a number badge."""
    return max(BADGE_RADIUS, width(label, NUMBER_FONT) / 2 + 4)


def excess(label: str) -> float:
    """Give how much further than one of two digits a badge reaches to either side."""
    return max(0, half_badge(label) - half_badge("88"))


def pill_beside(flow: Flow, label: str, badge: tuple[float, float], direction: int) -> Pill | None:
    """Set a flow's pill on the side of its badge (with this label) that the line comes from: -1 left, 1 right."""
    text = count_sign(flow)
    if not text:
        return None
    away = half_badge(label) + _SPACE + _pill_width(text) / 2
    return pill(text, badge[0] + direction * away, badge[1])


def extra_room(flows: Iterable[tuple[Flow, str]]) -> float:
    """Give the room that pills and long numbers take beside that of a plain badge, for flows with their labels."""
    rooms = (
        2 * excess(label) + (_SPACE + _pill_width(text) if (text := count_sign(flow)) else 0) for flow, label in flows
    )
    return round(max(rooms, default=0), 1)


def line_width(flow: Flow) -> float:
    """Give the width of a flow's line in px: wider with each doubling of its records, up to a bound.

    >>> line_width(Flow(1, "a", "b")), line_width(Flow(1, "a", "b", records=("M1", "M2", "M3", "M4")))
    (1.4, 2.6)
    """
    return round(min(_LINE + 0.6 * log2(max(len(flow.records), 1)), _WIDEST), 1)


def _pill_width(text: str) -> float:
    return width(text, _COUNT_FONT) + 8
