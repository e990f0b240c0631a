"""The diagram as one SVG file: a picture with legend, table of flows and source, complete on its own.

SVG 1.1 with the accessibility features of SVG 2 (title, desc, lang). There is no script, no style sheet, no
link and no outside resource, so that the picture may stand in a page with a strict content security policy.
Each id starts with the record's number, so that several pictures may share one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from avggraph.diagram.formats.counts import draw_arrow, draw_pill, short_of_arrow
from avggraph.diagram.formats.elements import Attributes, bent_line, element, number, text
from avggraph.diagram.formats.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, set_legend
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.table import set_table
from avggraph.diagram.layout.boxes import Badge, Line, Slant, Tone, mark_badge
from avggraph.diagram.layout.counts import BADGE_RADIUS, NUMBER_FONT, Pill, half_badge, line_width
from avggraph.diagram.layout.frames import Frame
from avggraph.diagram.layout.picture import Path, Placed, lay_out
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import names_of, rows, sign
from avggraph.diagram.model import Diagram, FlowStyle, NodeKind, Presence
from avggraph.diagram.provenance import footer, heading, name
from avggraph.diagram.words import words

MARGIN = 36.0
"""The white edge around everything, in px."""

_LEAST_WIDTH = 900.0
_TITLE_FONT = Font(20, "bold")
_HEADING_FONT = Font(13, "bold")
_SMALL_FONT = Font(11)
_BEND = 6.0  # radius of a line's bends
_RADIUS = 5.0  # of a box's corners
_NOT_STATED = "6 4"  # dashes
_DASHES = {FlowStyle.NOT_STATED: _NOT_STATED, FlowStyle.ABOUT: "1.5 4"}
_BACK_TO_FRONT = (FlowStyle.ABOUT, FlowStyle.NOT_STATED, FlowStyle.STATED)

_Part = tuple[list[str], float]
"""The elements of a part of the sheet, drawn from 0, 0, and its height."""


def render_svg(diagram: Diagram, options: Options) -> str:
    """Render a diagram as SVG text, to be written in UTF-8; the same diagram gives the same text."""
    return _Sheet(diagram, options).svg()


class _Sheet:
    """The parts of one SVG file, from top to bottom."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.diagram = diagram
        self.options = options
        self.say = words(diagram.language)
        self.colours = options.theme
        self.layout = lay_out(diagram)
        self.width = max(self.layout.width, _LEAST_WIDTH)
        self.prefix = re.sub(r"[^a-z0-9]+", "-", diagram.reference.lower()).strip("-") or "diagram"

    def svg(self) -> str:
        groups: list[str] = []
        y = MARGIN
        for elements, height in (self._head(), self._picture(), self._legend(), self._table(), self._foot()):
            groups.append(_moved(MARGIN, y, ["\n", *(f"{part}\n" for part in elements)]))
            y += height
        full_width, full_height = self.width + 2 * MARGIN, y + MARGIN
        root: Attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": full_width,
            "height": full_height,
            "viewBox": f"0 0 {number(full_width)} {number(full_height)}",
            "role": "img",
            "lang": self.diagram.language,
            "xml:lang": self.diagram.language,
            "aria-labelledby": f"{self.prefix}-title {self.prefix}-desc",
            "font-family": self.colours.font,
            "fill": self.colours.ink,
        }
        paper = element("rect", {"width": full_width, "height": full_height, "fill": self.colours.paper})
        return element("svg", root, (f"\n{part}" for part in (*self._names(), paper, *groups, ""))) + "\n"

    # -- what stands around the picture

    def _names(self) -> Iterator[str]:
        """Give the accessible name, and a description that holds every flow: role img hides the text below it."""
        yield element("title", {"id": f"{self.prefix}-title"}, [text(name(self.diagram))])
        flows = [
            f"{row.number}. {row.source} → {row.target} ({'; '.join(part for part in (row.kind, row.data) if part)})"
            for row in rows(self.diagram)
        ]
        summary = self.say["summary"].format(heading=heading(self.diagram), title=self.diagram.title)
        told = " ".join([summary, *(flows or [self.say["no_flows"]])])
        yield element("desc", {"id": f"{self.prefix}-desc"}, [text(told)])

    def _head(self) -> _Part:
        over = wrap(heading(self.diagram), _SMALL_FONT, self.width, limit=1)
        drawn = [self._line(Line(0, 11, part, _SMALL_FONT, Tone.QUIET)) for part in over]
        y = 16.0
        for part in wrap(self.diagram.title, _TITLE_FONT, self.width):
            y += _TITLE_FONT.leading
            drawn.append(self._line(Line(0, y - 5, part, _TITLE_FONT)))
        x = 0.0
        for mark in self.diagram.marks:
            badge = mark_badge(mark, self.say, x, round(y + 8, 1))
            drawn += self._badge(badge)
            x = badge.x + badge.width + 6
        return drawn, y + (26 if self.diagram.marks else 0) + 26

    def _legend(self) -> _Part:
        legend = set_legend(self.diagram, self.width)
        drawn: list[str] = []
        for entry in legend.entries:
            if isinstance(entry.sign, Badge):
                drawn += self._badge(entry.sign)
            elif isinstance(entry.sign, Pill):
                drawn += draw_pill(entry.sign, self.colours)
            elif isinstance(entry.sign, FlowStyle):
                drawn += self._sample(entry.sign, entry.x, entry.y + SAMPLE_HEIGHT / 2)
            else:
                outline = {"x": entry.x, "y": entry.y, "width": SAMPLE_WIDTH, "height": SAMPLE_HEIGHT, "rx": _RADIUS}
                drawn.append(element("rect", {**outline, "fill": self.colours.paper, "stroke": self.colours.line}))
            drawn.append(self._line(entry.line))
        return [self._heading("legend"), _moved(0, 26, drawn)], 26 + legend.height + 22

    def _sample(self, style: FlowStyle, x: float, y: float) -> Iterator[str]:
        yield self._stroke(((x, y), (x + SAMPLE_WIDTH, y)), style)
        if style is not FlowStyle.ABOUT:
            yield draw_arrow(x + SAMPLE_WIDTH, y, 1, 1.4, self.colours)
            yield from self._disc("1" if style is FlowStyle.STATED else "?", x + 28, y)

    def _table(self) -> _Part:
        table = set_table(rows(self.diagram), self.width, self.say)
        drawn = [
            element("path", {"d": f"M0 {number(rule)}H{number(table.width)}", "stroke": self.colours.rule})
            for rule in table.rules
        ]
        drawn += [self._line(line) for line in table.lines]
        return [self._heading("flows"), _moved(0, 22, drawn)], 22 + table.height + 24

    def _foot(self) -> _Part:
        leading = _SMALL_FONT.leading
        lines = [line for sentence in footer(self.diagram) for line in wrap(sentence, _SMALL_FONT, self.width)]
        drawn = [
            self._line(Line(0, (at + 0.8) * leading, part, _SMALL_FONT, Tone.QUIET)) for at, part in enumerate(lines)
        ]
        return drawn, len(lines) * leading

    def _heading(self, word: str) -> str:
        return self._line(Line(0, 12, self.say[word], _HEADING_FONT))

    # -- the picture

    def _picture(self) -> _Part:
        paths = sorted(self.layout.paths, key=lambda path: _BACK_TO_FRONT.index(path.flow.style))
        names = names_of(self.diagram)
        drawn = [part for frame in self.layout.frames for part in self._frame(frame)]
        drawn += [part for path in paths for part in self._path(path)]
        drawn += [self._box(placed, names) for placed in self.layout.placed]
        drawn += [part for path in paths for part in self._disc(sign(path.flow), *path.badge)]
        drawn += [part for path in paths if path.count for part in draw_pill(path.count, self.colours)]
        return drawn, self.layout.height + 34

    def _frame(self, frame: Frame) -> Iterator[str]:
        tint = self.colours.boundary[frame.boundary.kind]
        size = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "rx": 10.0}
        dashes = None if frame.boundary.presence is Presence.STATED else _NOT_STATED
        yield element("rect", {**size, "fill": tint.paper, "stroke": tint.line, "stroke-dasharray": dashes})
        yield from (self._line(line) for line in frame.lines)

    def _box(self, placed: Placed, names: dict[str, str]) -> str:
        node = placed.box.node
        facts = [names[node.id], *(f"{detail.term}: {detail.text}" for detail in node.details)]
        drawn = [element("title", {}, [text(". ".join(facts))]), *self._shape(placed)]
        drawn += [self._line(line) for line in placed.box.lines]
        drawn += [part for badge in placed.box.badges for part in self._badge(badge)]
        return _moved(placed.x, placed.y, drawn, iri=node.iri)

    def _shape(self, placed: Placed) -> Iterator[str]:
        """Draw the outline; kinds differ in form as well as in colour, so that they survive a black-and-white print."""
        node, box_width, box_height = placed.box.node, placed.box.width, placed.box.height
        stated = node.presence is Presence.STATED
        tint = self.colours.node[node.kind]
        outline: Attributes = {
            "width": box_width,
            "height": box_height,
            "rx": {NodeKind.DATA_SUBJECT: 14.0, NodeKind.SYSTEM: 0.0}.get(node.kind, _RADIUS),
            "fill": tint.paper if stated else self.colours.paper,
            "stroke": tint.line,
            "stroke-width": 1.3,
            "stroke-dasharray": _NOT_STATED if node.presence is Presence.NOT_STATED else None,
        }
        yield element("rect", outline)
        if stated and node.kind is NodeKind.PROCESS:
            yield element("rect", {"width": 5, "height": box_height, "rx": 2.5, "fill": tint.line})
        elif stated and node.kind is NodeKind.PROCESSOR:
            inner = {"x": 3, "y": 3, "width": box_width - 6, "height": box_height - 6, "rx": 3}
            yield element("rect", {**inner, "fill": "none", "stroke": tint.line})
        elif stated and node.kind is NodeKind.SYSTEM:
            edges = f"M0 4H{number(box_width)}M0 {number(box_height - 4)}H{number(box_width)}"
            yield element("path", {"d": edges, "stroke": tint.line})

    def _path(self, path: Path) -> Iterator[str]:
        thickness = line_width(path.flow)
        yield self._stroke(short_of_arrow(path.points, thickness), path.flow.style, thickness)
        if path.flow.style is not FlowStyle.ABOUT:
            (before, _), (x, y) = path.points[-2:]
            yield draw_arrow(x, y, 1 if x > before else -1, thickness, self.colours)

    def _stroke(self, points: tuple[tuple[float, float], ...], style: FlowStyle, thickness: float = 1.4) -> str:
        look: Attributes = {
            "stroke": self.colours.line,
            "stroke-width": thickness,
            "stroke-dasharray": _DASHES.get(style),
        }
        cap = "round" if style is FlowStyle.ABOUT else None
        return element("path", {"d": bent_line(points, _BEND), "fill": "none", **look, "stroke-linecap": cap})

    # -- text and badges

    def _disc(self, label: str, x: float, y: float) -> Iterator[str]:
        """Draw a flow's number, wider where it has three digits; an empty label draws nothing."""
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

    def _badge(self, badge: Badge) -> Iterator[str]:
        size = {"x": badge.x, "y": badge.y, "width": badge.width, "height": badge.height, "rx": 3.0}
        yield element("rect", {**size, "fill": self.colours.mark_paper, "stroke": self.colours.mark_ink})
        yield self._line(badge.line)

    def _line(self, line: Line) -> str:
        look: Attributes = {
            "x": line.x,
            "y": line.y,
            "font-size": line.font.size,
            "font-weight": "bold" if line.font.weight == "bold" else None,
            "font-style": "italic" if line.slant is Slant.ITALIC else None,
            "fill": {Tone.QUIET: self.colours.quiet, Tone.MARK: self.colours.mark_ink}.get(line.tone),
        }
        return element("text", look, [text(line.text)])


def _moved(x: float, y: float, content: list[str], *, iri: str = "") -> str:
    return element("g", {"transform": f"translate({number(x)} {number(y)})", "data-iri": iri or None}, content)
