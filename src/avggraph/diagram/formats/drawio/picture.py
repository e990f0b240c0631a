"""The first page: our picture, every box and line of it bound together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from avggraph.diagram.formats.drawio.cells import Page, Place, Point, edge, paragraph, plain, style, vertex
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, set_legend
from avggraph.diagram.formats.text.captions import link
from avggraph.diagram.layout.boxes import MARK_FONT, PADDING, Box, Line, Tone, mark_badge
from avggraph.diagram.layout.frames import Frame
from avggraph.diagram.layout.picture import Path, Placed, lay_out
from avggraph.diagram.layout.typeset import Font, clean, wrap
from avggraph.diagram.listing import Row, count_sign, names_of, rows_by_flow, sign
from avggraph.diagram.model import Diagram, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import footer, heading, name
from avggraph.diagram.words import words

MARGIN = 36.0
"""The white edge of a page, in px."""

_LEAST_WIDTH = 900.0
_HEADING = Line(0, 0, "", Font(11), Tone.QUIET)
_TITLE = Line(0, 0, "", Font(20, "bold"))
_SECTION = Line(0, 0, "", Font(13, "bold"))
_SMALL = Line(0, 0, "", Font(11))
_SHAPES: dict[NodeKind, dict[str, str | float]] = {
    NodeKind.DATA_SUBJECT: {"rounded": 1, "absoluteArcSize": 1, "arcSize": 28},
    NodeKind.SOURCE: {"rounded": 0},
    NodeKind.PROVIDER: {"rounded": 0},
    NodeKind.PROCESS: {"rounded": 1, "absoluteArcSize": 1, "arcSize": 10, "strokeWidth": 2.5},
    NodeKind.ORGANISATION: {"rounded": 1, "absoluteArcSize": 1, "arcSize": 10, "strokeWidth": 2.5},
    NodeKind.SYSTEM: {"shape": "partialRectangle", "left": 0, "right": 0, "strokeWidth": 2},
    NodeKind.RECIPIENT: {"rounded": 1, "absoluteArcSize": 1, "arcSize": 10},
    NodeKind.PROCESSOR: {"shape": "ext", "double": 1, "rounded": 0},
    NodeKind.OUTSIDE: {"shape": "card", "size": 10},
}
_DASHES: dict[FlowStyle | Presence, dict[str, str | float]] = {
    FlowStyle.NOT_STATED: {"dashed": 1, "dashPattern": "6 4"},
    FlowStyle.ABOUT: {"dashed": 1, "dashPattern": "1.5 4"},
    Presence.NOT_STATED: {"dashed": 1, "dashPattern": "6 4"},
}


def picture_page(diagram: Diagram, options: Options) -> Page:
    """Draw the picture with its title above it, and its legend and footer below."""
    return _Picture(diagram, options).page()


class _Picture:
    """The parts of the page, from top to bottom; `top` is where our layout starts."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.diagram = diagram
        self.options = options
        self.colours = options.theme
        self.say = words(diagram.language)
        self.layout = lay_out(diagram)
        self.width = max(self.layout.width, _LEAST_WIDTH)
        self.names = names_of(diagram)
        self.holder = {member: boundary.id for boundary in diagram.boundaries for member in boundary.members}
        self.title = wrap(diagram.title, _TITLE.font, self.width)
        self.top = MARGIN + 24 + len(self.title) * _TITLE.font.leading + (26 if diagram.marks else 0) + 20
        self.places = self._places()

    def page(self) -> Page:
        legend = set_legend(self.diagram, self.width)
        y = self.top + self.layout.height + 34
        foot = y + (26 + legend.height + 22 if legend.entries else 0)
        sentences = footer(self.diagram)
        lines = sum(len(wrap(sentence, _SMALL.font, self.width)) for sentence in sentences)
        height = lines * _SMALL.font.leading + 8
        cells = [
            *self._head(),
            *(self._frame(frame) for frame in self.layout.frames),
            *(self._box(placed) for placed in self.layout.placed),
            *self._paths(),
            *(self._legend(y) if legend.entries else ()),
            self._text("footer", Place(MARGIN, foot, self.width, height), *((part, _HEADING) for part in sentences)),
        ]
        page_width, page_height = self.width + 2 * MARGIN, foot + height + MARGIN
        return Page("picture", name(self.diagram), page_width, page_height, tuple(cells))

    def _places(self) -> dict[str, Place]:
        """Give the place of each frame and box on the page."""
        found = {
            frame.boundary.id: Place(frame.x + MARGIN, frame.y + self.top, frame.width, frame.height)
            for frame in self.layout.frames
        }
        for placed in self.layout.placed:
            box = placed.box
            found[box.node.id] = Place(placed.x + MARGIN, placed.y + self.top, box.width, box.height)
        return found

    def _within(self, identifier: str) -> Place:
        """Give the same place relative to the frame around it."""
        place = self.places[identifier]
        parent = self.holder.get(identifier)
        if parent is None:
            return place
        around = self.places[parent]
        return Place(place.x - around.x, place.y - around.y, place.width, place.height, parent)

    # -- what stands around the picture

    def _head(self) -> Iterator[str]:
        height = len(self.title) * _TITLE.font.leading + 24
        parts = ((heading(self.diagram), _HEADING), (self.diagram.title, _TITLE))
        yield self._text("title", Place(MARGIN, MARGIN, self.width, height), *parts)
        x = MARGIN
        for mark in self.diagram.marks:
            badge = mark_badge(mark, self.say, x, MARGIN + height)
            yield self._word(f"mark-{mark.value}", badge.line, Place(badge.x, badge.y, badge.width, badge.height))
            x = badge.x + badge.width + 6

    def _legend(self, y: float) -> Iterator[str]:
        yield self._text("legend", Place(MARGIN, y, self.width, 22), (self.say["legend"], _SECTION))
        for at, entry in enumerate(set_legend(self.diagram, self.width).entries, 1):
            x, middle = MARGIN + entry.x, y + 26 + entry.y + SAMPLE_HEIGHT / 2
            if isinstance(entry.sign, FlowStyle):
                label = {FlowStyle.STATED: "1", FlowStyle.NOT_STATED: "?"}.get(entry.sign, "")
                ends = ((x, middle), (x + SAMPLE_WIDTH, middle))
                yield edge(f"legend-sign-{at}", label, self._line(entry.sign), ends)
            elif isinstance(entry.sign, Presence):
                look = style(html=1, fillColor=self.colours.paper, strokeColor=self.colours.line)
                sample = Place(x, middle - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT)
                yield vertex(f"legend-sign-{at}", "", look, sample)
            else:
                place = Place(x, middle - SAMPLE_HEIGHT / 2, entry.sign.width, SAMPLE_HEIGHT)
                yield self._word(f"legend-sign-{at}", entry.sign.line, place)
            left, right = entry.lines[0].x, max(line.right for line in entry.lines)
            height = 20 + (len(entry.lines) - 1) * _SMALL.font.leading
            place = Place(MARGIN + left, middle - 10, right - left + 8, height)
            yield self._text(f"legend-{at}", place, (entry.meaning, _SMALL))

    def _text(self, identifier: str, place: Place, *parts: tuple[str, Line]) -> str:
        label = "".join(paragraph(said, line, self.colours, place.width) for said, line in parts)
        look = style(
            "text",
            html=1,
            whiteSpace="wrap",
            align="left",
            verticalAlign="top",
            spacing=0,
            fontFamily=self.colours.face,
        )
        return vertex(identifier, label, look, place)

    def _word(self, identifier: str, line: Line, place: Place) -> str:
        """Write a word in a small frame of its own."""
        ink = self.colours.mark_ink if line.tone is Tone.MARK else self.colours.ink
        look = style(
            rounded=1,
            html=1,
            fillColor=self.colours.mark_paper,
            strokeColor=ink,
            fontColor=ink,
            fontSize=line.font.size,
            fontStyle=1,
            fontFamily=self.colours.face,
        )
        return vertex(identifier, plain(line.text), look, place)

    # -- the picture

    def _frame(self, frame: Frame) -> str:
        boundary = frame.boundary
        tint = self.colours.boundary[boundary.kind]
        inset = frame.lines[0].x - frame.x
        look = style(
            rounded=1,
            absoluteArcSize=1,
            arcSize=20,
            container=1,
            collapsible=0,
            recursiveResize=0,
            html=1,
            whiteSpace="wrap",
            align="left",
            verticalAlign="top",
            spacingLeft=inset,
            spacingRight=inset,
            spacingTop=2,
            fontFamily=self.colours.face,
            fillColor=tint.paper,
            strokeColor=tint.line,
            **_DASHES.get(boundary.presence, {}),
        )
        label = self._set(boundary.label, frame.lines, frame.width - 2 * inset)
        return vertex(boundary.id, label, look, self._within(boundary.id))

    def _box(self, placed: Placed) -> str:
        node = placed.box.node
        stated = node.presence is Presence.STATED
        tint = self.colours.node[node.kind]
        look = style(
            **_SHAPES[node.kind],
            html=1,
            whiteSpace="wrap",
            align="left",
            verticalAlign="top",
            spacing=0,
            spacingLeft=PADDING,
            spacingRight=PADDING,
            spacingTop=7,
            fontFamily=self.colours.face,
            fillColor=tint.paper if stated else self.colours.paper,
            strokeColor=tint.line,
            **_DASHES.get(node.presence, {}),
        )
        return vertex(node.id, self._label(placed.box), look, self._within(node.id), self._facts(node))

    def _label(self, box: Box) -> str:
        """Give the text of a box in paragraphs; the terms of its details stand a little apart."""
        node, measure = box.node, box.width - 2 * PADDING
        first, *others = _paragraphs(box.lines)
        texts = [node.label, *(part for detail in node.details for part in (detail.term, detail.text))]
        label = self._set(" ".join(line.text for line in first), first, measure)
        for at, (text, lines) in enumerate(zip(texts, others, strict=True)):
            label += self._set(text, lines, measure, above=5 if at % 2 else 0)
        marks = " ".join(
            f'<span style="border:1px solid {self.colours.mark_ink};padding:1px 6px">{plain(badge.line.text)}</span>'
            for badge in box.badges
        )
        look = f"font-size:{MARK_FONT.size}px;line-height:2;font-weight:bold;color:{self.colours.mark_ink}"
        return label + (f'<div style="{look}">{marks}</div>' if marks else "")

    def _set(self, text: str, lines: Sequence[Line], measure: float, *, above: float = 0) -> str:
        """Set a text that wraps by itself, or, where our layout shows less than all of it, the lines it shows."""
        last = lines[-1].text
        if last.endswith("…") and not clean(text).endswith(last):
            text = " ".join(line.text for line in lines)
        return paragraph(text, lines[0], self.colours, measure, above=above)

    def _facts(self, node: Node) -> dict[str, str]:
        told = [self.names[node.id], *(f"{detail.term}: {detail.text}" for detail in node.details)]
        address = link(node.iri, self.options)
        return {"tooltip": "<br>".join(plain(part) for part in told)} | ({"link": address} if address else {})

    def _paths(self) -> Iterator[str]:
        listed = rows_by_flow(self.diagram)
        for at, path in enumerate(self.layout.paths, 1):
            yield self._path(f"flow-{at}", path, self._told(listed[path.flow]))

    def _told(self, row: Row) -> dict[str, str]:
        """Keep the facts of a flow with its line, as data of its own and as a tooltip."""
        cells = {column: row.cell(column) for column in ("kind", "data", "basis", "retention", "records")}
        kept = {f"flow-{column}": said for column, said in cells.items() if said}
        lines = [row.sentence, *(f"{self.say[c]}: {cells[c]}" for c in ("basis", "retention", "records") if cells[c])]
        return {**kept, "tooltip": "<br>".join(plain(line) for line in lines)}

    def _path(self, identifier: str, path: Path, facts: Mapping[str, str]) -> str:
        points = [(x + MARGIN, y + self.top) for x, y in path.points]
        flow = path.flow
        ports = {
            **_port("exit", points[0], self.places[flow.source]),
            **_port("entry", points[-1], self.places[flow.target]),
        }
        badge = (path.badge[0] + MARGIN, path.badge[1] + self.top)
        look = self._line(flow.style) + style(**ports)
        ends = {"source": flow.source, "target": flow.target}
        label = plain(" ".join(part for part in (sign(flow), count_sign(flow)) if part))
        return edge(identifier, label, look, points, ends, at=_share(points, badge), facts=facts)

    def _line(self, kind: FlowStyle) -> str:
        """Give the style of a line, and of the number on it: white on dark, the other way round where not stated."""
        paper, ink = self.colours.badge, self.colours.badge_ink
        if kind is FlowStyle.NOT_STATED:
            paper, ink = ink, paper
        return style(
            edgeStyle="orthogonalEdgeStyle",
            html=1,
            rounded=1,
            arcSize=12,
            endArrow="none" if kind is FlowStyle.ABOUT else "block",
            endFill=1,
            endSize=5,
            strokeColor=self.colours.line,
            strokeWidth=1.4,
            fontFamily=self.colours.face,
            fontSize=11,
            fontStyle=1,
            fontColor=ink,
            labelBackgroundColor=paper,
            labelBorderColor=self.colours.badge,
            **_DASHES.get(kind, {}),
        )


def _paragraphs(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Group the lines of a box: neighbours in another manner belong to another paragraph."""
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if (line.font, line.tone, line.slant) == (before.font, before.tone, before.slant):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _port(end: str, point: Point, place: Place) -> dict[str, str | float]:
    """Give where on a cell an edge starts or ends, as shares of its width and height."""
    shares = ((point[0] - place.x) / place.width, (point[1] - place.y) / place.height)
    return {f"{end}X": f"{shares[0]:.4f}", f"{end}Y": f"{shares[1]:.4f}", f"{end}Perimeter": 0}


def _share(points: list[Point], at: Point) -> float:
    """Give the place of a point on a line's last part, from -1 at the start of the line to 1 at its end."""
    lengths = [abs(x - a) + abs(y - b) for (a, b), (x, y) in pairwise(points)]
    whole = sum(lengths) or 1
    return 1 - 2 * (abs(points[-1][0] - at[0]) + abs(points[-1][1] - at[1])) / whole
