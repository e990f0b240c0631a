"""The SVG with its lanes side by side: a picture with legend, table of flows and source, complete on its own.

SVG 1.1 with the accessibility features of SVG 2 (title, desc, lang) and the roles of WAI-ARIA Graphics 1.0. There is no
script, no style sheet and no outside resource, so that the picture may stand in a page with a strict content security
policy. Each id starts with the record's number, so that several pictures may share one page.
"""

from __future__ import annotations

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.counts import draw_pill
from avggraph.diagram.formats.svg.elements import element
from avggraph.diagram.formats.svg.pen import Pen, box_title, linked, moved, symbol
from avggraph.diagram.formats.svg.root import id_prefix, root
from avggraph.diagram.formats.svg.sheet import Part, Sheet
from avggraph.diagram.formats.svg.table import TableRow, set_table
from avggraph.diagram.layout.counts import line_width
from avggraph.diagram.layout.picture import Path, Placed, lay_out
from avggraph.diagram.listing import Row, columns, drawn_rows, names_of, rows_by_flow, sign
from avggraph.diagram.model import Diagram, FlowStyle
from avggraph.diagram.words import words

MARGIN = 36.0
"""The white edge around everything, in px."""

BARE_MARGIN = 8.0
"""The white edge of a picture on a page, which has edges of its own."""

_LEAST_WIDTH = 1100.0
_BACK_TO_FRONT = (FlowStyle.ABOUT, FlowStyle.NOT_STATED, FlowStyle.STATED)


class Wide:
    """The parts of one SVG file, from top to bottom; `full_width` is that of the file, in px."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.diagram = diagram
        self.options = options
        self.say = words(diagram.language)
        self.pen = Pen(options.theme)
        self.layout = lay_out(diagram)
        self.width = max(self.layout.width, _LEAST_WIDTH)
        self.margin = BARE_MARGIN if options.bare else MARGIN
        self.full_width = self.width + 2 * self.margin
        self.sheet = Sheet(diagram, self.pen, self.width, with_table=options.has_table)
        self.prefix = id_prefix(diagram)

    def svg(self) -> str:
        """Write the file."""
        table = self._table() if self.options.table else None
        groups, height = self.sheet.whole(self._picture(), table, self.margin, bare=self.options.bare)
        return root(self.diagram, self.options, self.prefix, (self.full_width, height), groups)

    def _table(self) -> Part:
        listed = drawn_rows(self.diagram)
        table = set_table(columns(self.diagram), listed, self.width, self.say)
        drawn = [self.pen.rule(row.rule, table.width) for row in table.rows]
        head, *body = table.rows
        drawn.append(self._row(head, "columnheader"))
        drawn += [self._row(row, "cell", fact.anchor(self.prefix)) for row, fact in zip(body, listed, strict=True)]
        group = element("g", {"role": "table", "aria-label": self.say["flows"]}, drawn)
        return [self.sheet.heading("flows"), moved(0, 22, [group])], 22 + table.height + 24

    def _row(self, row: TableRow, role: str, row_id: str = "") -> str:
        cells = (element("g", {"role": role}, map(self.pen.line, lines)) for lines in row.cells)
        return element("g", {"role": "row", "id": row_id or None}, cells)

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
        title = box_title(node, names[node.id], self.say)
        drawn = symbol(title, self.pen.box(placed.box), iri=node.iri, at=(placed.x, placed.y))
        return linked(drawn, self.options.href(node.iri))

    def _number(self, path: Path, row: Row) -> str:
        count = draw_pill(path.count, self.options.theme) if path.count else ()
        drawn = symbol(row.sentence, (*self.pen.number(sign(path.flow), *path.badge), *count))
        return linked(drawn, self.options.row_link(self.prefix, row))
