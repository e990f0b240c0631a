"""Drawing the parts of a picture as SVG elements in the colours of a theme: boxes, frames, lines, badges and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from avggraph.diagram.formats.svg.counts import arrow_size, short_of_arrow
from avggraph.diagram.formats.svg.elements import Attributes, bent_line, element, number, text
from avggraph.diagram.layout.boxes import Badge, Box, Line, Slant, Tone
from avggraph.diagram.layout.counts import BADGE_RADIUS, NUMBER_FONT, half_badge
from avggraph.diagram.layout.frames import Frame
from avggraph.diagram.layout.typeset import Font
from avggraph.diagram.model import FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.theme import Theme
from avggraph.diagram.words import Words

NOT_STATED = "6 4"
"""The dashes of what the register does not state."""

_DASHES = {FlowStyle.NOT_STATED: NOT_STATED, FlowStyle.ABOUT: "1.5 4"}
_BEND = 6.0  # radius of a line's bends
_RADIUS = 5.0  # of a box's corners
_CORNERS = {NodeKind.DATA_SUBJECT: 14.0, NodeKind.SYSTEM: 0.0}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in the colours of one theme; each part from 0, 0 or at the place it knows."""

    colours: Theme

    def box(self, box: Box) -> Iterator[str]:
        """Draw a node with its text and badges."""
        yield from self._shape(box)
        yield from (self.line(line) for line in box.lines)
        for badge in box.badges:
            yield from self.badge(badge)

    def frame(self, frame: Frame) -> Iterator[str]:
        """Draw a boundary with its label."""
        tint = self.colours.boundary[frame.boundary.kind]
        size = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "rx": 10.0}
        dashes = None if frame.boundary.presence is Presence.STATED else NOT_STATED
        yield element("rect", {**size, "fill": tint.paper, "stroke": tint.line, "stroke-dasharray": dashes})
        yield from (self.line(line) for line in frame.lines)

    def flow(self, points: tuple[Point, ...], style: FlowStyle, thickness: float = 1.4) -> Iterator[str]:
        """Draw the line of a flow, with an arrow where something flows."""
        look: Attributes = {
            "stroke": self.colours.line,
            "stroke-width": thickness,
            "stroke-dasharray": _DASHES.get(style),
            "stroke-linecap": "round" if style is FlowStyle.ABOUT else None,
        }
        line = bent_line(short_of_arrow(points, thickness), _BEND)
        yield element("path", {"d": line, "fill": "none", **look})
        if style is not FlowStyle.ABOUT:
            yield self._arrow(points, thickness)

    def number(self, label: str, x: float, y: float) -> Iterator[str]:
        """Draw a flow's number around x, y, wider where it has three digits; an empty label draws nothing."""
        if not label:
            return
        half = half_badge(label)
        paper, ink = self.colours.badge, self.colours.badge_ink
        if label == "?":
            paper, ink = ink, paper
        size = {"x": x - half, "y": y - BADGE_RADIUS, "width": 2 * half, "height": 2 * BADGE_RADIUS, "rx": BADGE_RADIUS}
        yield element("rect", {**size, "fill": paper, "stroke": self.colours.badge})
        look: Attributes = {"text-anchor": "middle", "font-size": NUMBER_FONT.size, "font-weight": "bold", "fill": ink}
        yield element("text", {"x": x, "y": y + 3.8, **look}, [text(label)])

    def badge(self, badge: Badge) -> Iterator[str]:
        """Draw a mark."""
        size = {"x": badge.x, "y": badge.y, "width": badge.width, "height": badge.height, "rx": 3.0}
        yield element("rect", {**size, "fill": self.colours.mark_paper, "stroke": self.colours.mark_ink})
        yield self.line(badge.line)

    def outline(self, x: float, y: float, outline_width: float, height: float) -> str:
        """Draw an empty box."""
        size = {"x": x, "y": y, "width": outline_width, "height": height, "rx": _RADIUS}
        return element("rect", {**size, "fill": self.colours.paper, "stroke": self.colours.line})

    def rule(self, y: float, rule_width: float) -> str:
        """Draw a rule between the rows of a table."""
        return element("path", {"d": f"M0 {number(y)}H{number(rule_width)}", "stroke": self.colours.rule})

    def lines(self, lines: Iterable[str], font: Font, tone: Tone = Tone.INK, *, top: float = 0) -> Iterator[str]:
        """Write lines of text under one another from the upper edge `top`."""
        for at, part in enumerate(lines):
            yield self.line(Line(0, round(top + (at + 0.8) * font.leading, 1), part, font, tone))

    def line(self, line: Line) -> str:
        """Write one line of text."""
        look: Attributes = {
            "x": line.x,
            "y": line.y,
            "font-size": line.font.size,
            "font-weight": "bold" if line.font.weight == "bold" else None,
            "font-style": "italic" if line.slant is Slant.ITALIC else None,
            "fill": {Tone.QUIET: self.colours.quiet, Tone.MARK: self.colours.mark_ink}.get(line.tone),
        }
        return element("text", look, [text(line.text)])

    def _shape(self, box: Box) -> Iterator[str]:
        """Draw the outline; kinds differ in form as well as in colour, so that they survive a black-and-white print."""
        node = box.node
        stated = node.presence is Presence.STATED
        tint = self.colours.node[node.kind]
        outline: Attributes = {
            "width": box.width,
            "height": box.height,
            "rx": _CORNERS.get(node.kind, _RADIUS),
            "fill": tint.paper if stated else self.colours.paper,
            "stroke": tint.line,
            "stroke-width": 1.3,
            "stroke-dasharray": NOT_STATED if node.presence is Presence.NOT_STATED else None,
        }
        yield element("rect", outline)
        if stated and node.kind in {NodeKind.PROCESS, NodeKind.ORGANISATION}:
            yield element("rect", {"width": 5, "height": box.height, "rx": 2.5, "fill": tint.line})
        elif stated and node.kind is NodeKind.PROCESSOR:
            inner = {"x": 3, "y": 3, "width": box.width - 6, "height": box.height - 6, "rx": 3}
            yield element("rect", {**inner, "fill": "none", "stroke": tint.line})
        elif stated and node.kind is NodeKind.SYSTEM:
            edges = f"M0 4H{number(box.width)}M0 {number(box.height - 4)}H{number(box.width)}"
            yield element("path", {"d": edges, "stroke": tint.line})

    def _arrow(self, points: tuple[Point, ...], thickness: float) -> str:
        """Draw the head of a flow at its last point; the last part of a line is horizontal or vertical."""
        length, half = arrow_size(thickness)
        (before_x, before_y), (x, y) = points[-2:]
        if before_x == x:
            back = y - length if y > before_y else y + length
            tip = f"M{number(x)} {number(y)}L{number(x - half)} {number(back)}H{number(x + half)}Z"
        else:
            back = x - length if x > before_x else x + length
            tip = f"M{number(x)} {number(y)}L{number(back)} {number(y - half)}V{number(y + half)}Z"
        return element("path", {"d": tip, "fill": self.colours.line})


def moved(x: float, y: float, content: Iterable[str]) -> str:
    """Group elements that are drawn from 0, 0 at another place."""
    return element("g", {"transform": f"translate({number(x)} {number(y)})"}, content)


def symbol(title: str, content: Iterable[str], *, iri: str = "", at: tuple[float, float] = (0, 0)) -> str:
    """Group elements as one thing of the picture, which a screen reader reads by its title (WAI-ARIA Graphics 1.0)."""
    place = f"translate({number(at[0])} {number(at[1])})" if any(at) else None
    named: Attributes = {"role": "graphics-symbol", "transform": place, "data-iri": iri or None}
    return element("g", named, [element("title", {}, [text(title)]), *content])


def box_title(node: Node, name: str, say: Words) -> str:
    """Give what a screen reader says of a box: all that is written in it, with the meaning of its marks."""
    facts = [name, *(f"{detail.term}: {detail.text}" for detail in node.details)]
    facts += [say[f"mark_meaning.{mark.value}"] for mark in node.marks]
    return f"{say[f'node.{node.kind.value}']}: {'. '.join(facts)}"


def linked(drawn: str, href: str) -> str:
    """Make elements lead to an address; without one they stay as they are."""
    return element("a", {"href": href}, [drawn]) if href else drawn
