"""Writing SVG elements: the one place where text and attributes are escaped and lengths become digits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from avggraph.diagram.layout.typeset import clean

# Lengths that are remembered: most come back, from one line to the next.
_KEPT = 4096

Attributes = Mapping[str, str | float | None]


def element(name: str, attributes: Attributes, content: Iterable[str] = ()) -> str:
    """Write an element; an attribute that is None is left out, `content` is markup that is already written.

    >>> element("rect", {"x": 0.04, "fill": '"', "rx": None})
    '<rect x="0" fill=\\'"\\'/>'
    """
    given = "".join(f" {key}={_attribute(value)}" for key, value in attributes.items() if value is not None)
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def text(words: str) -> str:
    """Write text as the content of an element, without what XML does not allow.

    >>> text("</text><script>")
    '&lt;/text&gt;&lt;script&gt;'
    """
    return escape(clean(words))


@lru_cache(_KEPT)
def number(value: float) -> str:
    """Write a length with at most one decimal.

    >>> number(12.04), number(-0.5)
    ('12', '-0.5')
    """
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def bent_line(points: Sequence[tuple[float, float]], radius: float) -> str:
    """Write a line of horizontal and vertical parts as path data, its bends rounded.

    >>> bent_line([(0, 0), (20, 0), (20, 30)], 6)
    'M0 0L14 0Q20 0 20 6L20 30'
    """
    path = f"M{_point(*points[0])}"
    for (before, bend), (_, after) in pairwise(pairwise(points)):
        room = min(radius, _distance(before, bend) / 2, _distance(bend, after) / 2)
        path += f"L{_point(*_towards(bend, before, room))}Q{_point(*bend)} {_point(*_towards(bend, after, room))}"
    return f"{path}L{_point(*points[-1])}"


def _attribute(value: str | float | None) -> str:
    return quoteattr(clean(value)) if isinstance(value, str) else f'"{number(value or 0)}"'


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    return abs(first[0] - second[0]) + abs(first[1] - second[1])


def _towards(start: tuple[float, float], goal: tuple[float, float], step: float) -> tuple[float, float]:
    """Go `step` from `start` along the horizontal or vertical part to `goal`."""
    share = step / _distance(start, goal) if start != goal else 0
    return start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share
