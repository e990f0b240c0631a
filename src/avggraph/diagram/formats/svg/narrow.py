"""The diagram as an SVG file for a phone or a column of a page: nothing lies beside the sheet, and no text is small."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.cards import Card, set_cards
from avggraph.diagram.formats.svg.elements import element
from avggraph.diagram.formats.svg.pen import Pen, box_title, linked, moved, symbol
from avggraph.diagram.formats.svg.root import id_prefix, root
from avggraph.diagram.formats.svg.sheet import Part, Sheet
from avggraph.diagram.layout.boxes import Line
from avggraph.diagram.layout.stacked import WORDS_FROM, Reference, StackedBox, stack
from avggraph.diagram.layout.typeset import Font
from avggraph.diagram.listing import columns, drawn_rows, names_of, rows_by_flow, sign
from avggraph.diagram.model import Diagram
from avggraph.diagram.words import words

WIDTH = 304.0
"""The width of the sheet in px: a page of 320 px, the least that content must fit (WCAG 2.2, 1.4.10), and its edges."""

MARGIN = 8.0
"""The white edge around everything, in px."""

_NUMBER_FONT = Font(12, "bold")
_BADGE = 12.0  # from the middle of a number to the edge it stands near
_WORDS_SPACE = 5.0


def render_narrow(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of an SVG file that is 304 px wide; the same diagram gives the same text."""
    return _Narrow(diagram, options).svg()


class _Narrow:
    """The parts of one narrow SVG file, from top to bottom."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.diagram = diagram
        self.options = options
        self.say = words(diagram.language)
        self.pen = Pen(options.theme)
        self.width = WIDTH - 2 * MARGIN
        self.sheet = Sheet(diagram, self.pen, self.width, with_table=options.has_table)
        self.prefix = f"{id_prefix(diagram)}-narrow"
        self.facts = rows_by_flow(diagram)
        self.names = names_of(diagram)

    def svg(self) -> str:
        cards = self._cards() if self.options.table else None
        groups, height = self.sheet.whole(self._picture(), cards, MARGIN, bare=self.options.bare)
        return root(self.diagram, self.options, self.prefix, (WIDTH, height), groups)

    def _picture(self) -> Part:
        stacked = stack(self.diagram, self.width)
        drawn: list[str] = []
        for held in stacked.frames:
            drawn += self.pen.frame(held.frame)
            drawn += map(self._reference, held.references)
        drawn += map(self._box, stacked.boxes)
        return drawn, stacked.height + 26

    def _box(self, stacked: StackedBox) -> str:
        box, node = stacked.placed.box, stacked.placed.box.node
        drawn = symbol(box_title(node, self.names[node.id], self.say), self.pen.box(box), iri=node.iri)
        references = map(self._reference, stacked.references)
        return moved(stacked.placed.x, stacked.placed.y, [linked(drawn, self.options.href(node.iri)), *references])

    def _reference(self, reference: Reference) -> str:
        row = self.facts[reference.flow]
        drawn = symbol(row.sentence, [*self._end(reference), *map(self.pen.line, reference.lines)])
        return linked(drawn, self.options.row_link(self.prefix, row))

    def _end(self, reference: Reference) -> Iterator[str]:
        """Draw an arrow into the number of a flow that arrives, or out of that of one that leaves."""
        flow, left, y = reference.flow, reference.x, reference.y
        right = left + WORDS_FROM - _WORDS_SPACE
        if not sign(flow):
            yield from self.pen.flow(((left, y), (right, y)), flow.style)
        elif reference.arrives:
            yield from self.pen.flow(((left, y), (right - 2 * _BADGE, y)), flow.style)
            yield from self.pen.number(sign(flow), right - _BADGE, y)
        else:
            yield from self.pen.flow(((left + 2 * _BADGE - 2, y), (right, y)), flow.style)
            yield from self.pen.number(sign(flow), left + _BADGE, y)

    def _cards(self) -> Part:
        cards = set_cards(columns(self.diagram), drawn_rows(self.diagram), self.width, self.say)
        listed = element("g", {"role": "list", "aria-label": self.say["flows"]}, map(self._card, cards))
        height = cards[-1].rule if cards else 0
        return [self.sheet.heading("flows"), moved(0, 22, [listed])], 22 + height + 24

    def _card(self, card: Card) -> str:
        number = card.row.number
        drawn = [self.pen.rule(card.rule, self.width)]
        if number.isdigit() or number == "?":
            drawn += self.pen.number(number, _BADGE, card.number_y)
        else:
            drawn.append(self.pen.line(Line(_BADGE - 4, card.number_y + 4, number, _NUMBER_FONT)))
        drawn += map(self.pen.line, card.lines)
        return element("g", {"role": "listitem", "id": card.row.anchor(self.prefix) or None}, drawn)
