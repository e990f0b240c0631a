"""Counts in the drawn picture: the pill beside a number, and arrowheads that keep up with their line."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.svg.elements import Attributes, element, text
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


def arrow_size(thickness: float) -> tuple[float, float]:
    """Give the length of the arrowhead of a line, and half its width, in px.

    >>> arrow_size(1.4)
    (8.0, 4.0)
    """
    return round(8 + 0.4 * (thickness - 1.4), 1), round(4 + 0.5 * (thickness - 1.4), 1)


def short_of_arrow(points: tuple[_Point, ...], thickness: float) -> tuple[_Point, ...]:
    """End a thick line behind its arrowhead, so that the head keeps its point.

    >>> short_of_arrow(((0, 0), (40, 0)), 6.4)
    ((0, 0), (31.0, 0))
    """
    if thickness <= _THIN:
        return points
    (before_x, before_y), (x, y) = points[-2:]
    back = arrow_size(thickness)[0] - 1  # 1 px under the head, so that no gap shows
    if before_x == x:
        return (*points[:-1], (x, round(y - back if y > before_y else y + back, 1)))
    return (*points[:-1], (round(x - back if x > before_x else x + back, 1), y))
