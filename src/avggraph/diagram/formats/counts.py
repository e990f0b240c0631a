"""Counts in the drawn picture: the pill beside a number, and arrowheads that keep up with their line."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.elements import Attributes, element, number, text
from avggraph.diagram.layout.counts import PILL_HEIGHT, Pill
from avggraph.diagram.theme import Theme

_THIN = 2.0  # px, up to which a line may run on under its arrowhead

_Point = tuple[float, float]


def draw_pill(pill: Pill, colours: Theme) -> Iterator[str]:
    """Draw a count: ink in an outline, so that black and white print shows it too."""
    size = {"x": pill.x, "y": pill.y, "width": pill.width, "height": PILL_HEIGHT, "rx": PILL_HEIGHT / 2}
    yield element("rect", {**size, "fill": colours.badge_ink, "stroke": colours.badge})
    line = pill.line
    look: Attributes = {"text-anchor": "middle", "font-size": line.font.size, "font-weight": line.font.weight}
    middle = pill.x + pill.width / 2
    yield element("text", {"x": middle, "y": line.y, **look, "fill": colours.badge}, [text(line.text)])


def draw_arrow(x: float, y: float, direction: int, thickness: float, colours: Theme) -> str:
    """Draw an arrowhead with its tip at x, y: 1 points to the right, -1 to the left."""
    back, half = number(x - _length(thickness) * direction), 3.3 + 0.5 * thickness
    tip = f"M{number(x)} {number(y)}L{back} {number(y - half)}V{number(y + half)}Z"
    return element("path", {"d": tip, "fill": colours.line})


def short_of_arrow(points: tuple[_Point, ...], thickness: float) -> tuple[_Point, ...]:
    """End a thick line behind its arrowhead, so that the head keeps its point.

    >>> short_of_arrow(((0, 0), (40, 0)), 7)
    ((0, 0), (30.8, 0))
    """
    (before, _), (x, y) = points[-2:]
    if thickness <= _THIN:
        return points
    return (*points[:-1], (round(x - (_length(thickness) - 1) * (1 if x > before else -1), 1), y))


def _length(thickness: float) -> float:
    return 8 + 0.4 * (thickness - 1.4)
