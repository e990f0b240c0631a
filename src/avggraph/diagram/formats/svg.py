"""The diagram as one SVG file: a picture with legend, table of flows and source, complete on its own.

SVG 1.1 with the accessibility features of SVG 2 (title, desc, lang) and the roles of WAI-ARIA Graphics 1.0. There is no
script, no style sheet and no outside resource, so that the picture may stand in a page with a strict content security
policy. Each id starts with the record's number, so that several pictures may share one page.
"""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.counts import draw_pill
from avggraph.diagram.formats.elements import element
from avggraph.diagram.formats.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, set_legend
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.pen import Pen, linked, moved, symbol
from avggraph.diagram.formats.root import id_prefix, root
from avggraph.diagram.formats.table import TableRow, set_table
from avggraph.diagram.layout.boxes import Badge, Line, Tone, mark_badge
from avggraph.diagram.layout.counts import Pill, line_width
from avggraph.diagram.layout.picture import Path, Placed, lay_out
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import Row, columns, names_of, rows, rows_by_flow, sign
from avggraph.diagram.model import Diagram, FlowStyle
from avggraph.diagram.provenance import footer, heading
from avggraph.diagram.words import words

MARGIN = 36.0
"""The white edge around everything, in px."""

_LEAST_WIDTH = 1100.0
_TITLE_FONT = Font(20, "bold")
_HEADING_FONT = Font(13, "bold")
_SMALL_FONT = Font(11)
_BACK_TO_FRONT = (FlowStyle.ABOUT, FlowStyle.NOT_STATED, FlowStyle.STATED)

Part = tuple[list[str], float]
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
        self.pen = Pen(options.theme)
        self.layout = lay_out(diagram)
        self.width = max(self.layout.width, _LEAST_WIDTH)
        self.prefix = id_prefix(diagram)

    def svg(self) -> str:
        groups: list[str] = []
        y = MARGIN
        table = [self._table()] if self.options.table else []
        for elements, height in (self._head(), self._picture(), self._legend(), *table, self._foot()):
            groups.append(moved(MARGIN, y, ["\n", *(f"{part}\n" for part in elements)]))
            y += height
        return root(
            self.diagram,
            self.options,
            self.prefix,
            (self.width + 2 * MARGIN, y + MARGIN),
            groups,
        )

    # -- what stands around the picture

    def _head(self) -> Part:
        drawn = list(self.pen.lines(wrap(heading(self.diagram), _SMALL_FONT, self.width), _SMALL_FONT, Tone.QUIET))
        y = len(drawn) * _SMALL_FONT.leading + 1
        title = wrap(self.diagram.title, _TITLE_FONT, self.width)
        drawn += self.pen.lines(title, _TITLE_FONT, top=y)
        y += len(title) * _TITLE_FONT.leading
        x = 0.0
        for mark in self.diagram.marks:
            badge = mark_badge(mark, self.say, x, round(y + 8, 1))
            drawn += self.pen.badge(badge)
            x = badge.x + badge.width + 6
        return drawn, y + (26 if self.diagram.marks else 0) + 26

    def _legend(self) -> Part:
        legend = set_legend(self.diagram, self.width)
        drawn: list[str] = []
        for entry in legend.entries:
            if isinstance(entry.sign, Badge):
                drawn += self.pen.badge(entry.sign)
            elif isinstance(entry.sign, Pill):
                drawn += draw_pill(entry.sign, self.options.theme)
            elif isinstance(entry.sign, FlowStyle):
                drawn += self._sample(entry.sign, entry.x, entry.y + SAMPLE_HEIGHT / 2)
            else:
                drawn.append(self.pen.outline(entry.x, entry.y, SAMPLE_WIDTH, SAMPLE_HEIGHT))
            drawn.append(self.pen.line(entry.line))
        return [self._heading("legend"), moved(0, 26, drawn)], 26 + legend.height + 22

    def _sample(self, style: FlowStyle, x: float, y: float) -> Iterator[str]:
        yield from self.pen.flow(((x, y), (x + SAMPLE_WIDTH, y)), style)
        yield from self.pen.number({FlowStyle.STATED: "1", FlowStyle.NOT_STATED: "?"}.get(style, ""), x + 28, y)

    def _table(self) -> Part:
        listed = rows(self.diagram)
        table = set_table(columns(self.diagram), listed, self.width, self.say)
        drawn = [self.pen.rule(row.rule, table.width) for row in table.rows]
        head, *body = table.rows
        drawn.append(self._row(head, "columnheader"))
        drawn += [self._row(row, "cell", self._row_id(fact)) for row, fact in zip(body, listed, strict=True)]
        group = element("g", {"role": "table", "aria-label": self.say["flows"]}, drawn)
        return [self._heading("flows"), moved(0, 22, [group])], 22 + table.height + 24

    def _row(self, row: TableRow, role: str, row_id: str | None = None) -> str:
        cells = (element("g", {"role": role}, map(self.pen.line, lines)) for lines in row.cells)
        return element("g", {"role": "row", "id": row_id}, cells)

    def _row_id(self, row: Row) -> str | None:
        return f"{self.prefix}-{row.number}" if row.number.isdigit() else None

    def _foot(self) -> Part:
        lines = [line for sentence in footer(self.diagram) for line in wrap(sentence, _SMALL_FONT, self.width)]
        return list(self.pen.lines(lines, _SMALL_FONT, Tone.QUIET)), len(lines) * _SMALL_FONT.leading

    def _heading(self, word: str) -> str:
        return self.pen.line(Line(0, 12, self.say[word], _HEADING_FONT))

    # -- the picture

    def _picture(self) -> Part:
        paths = sorted(self.layout.paths, key=lambda path: _BACK_TO_FRONT.index(path.flow.style))
        names = names_of(self.diagram)
        facts = rows_by_flow(self.diagram)
        drawn = [part for frame in self.layout.frames for part in self.pen.frame(frame)]
        drawn += [part for path in paths for part in self.pen.flow(path.points, path.flow.style, line_width(path.flow))]
        drawn += [self._box(placed, names) for placed in self.layout.placed]
        drawn += [self._number(path, facts[path.flow]) for path in paths if sign(path.flow)]
        return drawn, self.layout.height + 34

    def _box(self, placed: Placed, names: dict[str, str]) -> str:
        node = placed.box.node
        facts = [names[node.id], *(f"{detail.term}: {detail.text}" for detail in node.details)]
        facts += [self.say[f"mark_meaning.{mark.value}"] for mark in node.marks]
        title = f"{self.say[f'node.{node.kind.value}']}: {'. '.join(facts)}"
        drawn = symbol(title, self.pen.box(placed.box), iri=node.iri, at=(placed.x, placed.y))
        return linked(drawn, self.options.href(node.iri))

    def _number(self, path: Path, row: Row) -> str:
        count = draw_pill(path.count, self.options.theme) if path.count else ()
        drawn = symbol(row.sentence, (*self.pen.number(sign(path.flow), *path.badge), *count))
        return linked(drawn, self.options.row_link(self.prefix, row))
