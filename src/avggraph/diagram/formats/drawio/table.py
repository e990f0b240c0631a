"""The second page: the flows as a table, whose cells can be edited like any other."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.drawio.cells import LAYER, Page, Place, breakable, plain, style, vertex
from avggraph.diagram.formats.drawio.picture import MARGIN
from avggraph.diagram.formats.options import Options
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import columns, rows
from avggraph.diagram.model import Diagram
from avggraph.diagram.words import Words, words

_FONT = Font(11.5)
_HEAD_FONT = Font(11.5, "bold")
_PADDING = 6.0
_BASE = 5.0  # the space that draw.io sets above each label that stands at the top
_WIDTHS = {
    "number": 44.0,
    "from": 170.0,
    "to": 190.0,
    "kind": 130.0,
    "data": 260.0,
    "basis": 200.0,
    "retention": 170.0,
    "words": 280.0,
    "records": 200.0,
}


def table_page(diagram: Diagram, options: Options) -> Page:
    """Set the table of flows, at least as much of it as its heading."""
    say = words(diagram.language)
    names = columns(diagram)
    grid = [[say[name] for name in names], *([row.cell(name) for name in names] for row in rows(diagram))]
    widths = [_WIDTHS[name] for name in names]
    heights = [_height(cells, widths, _FONT if at else _HEAD_FONT) for at, cells in enumerate(grid)]
    page = (sum(widths) + 2 * MARGIN, sum(heights) + 2 * MARGIN)
    return Page("table", say["flows"], *page, tuple(_table(grid, widths, heights, options, say)))


def _height(cells: list[str], widths: list[float], font: Font) -> float:
    lines = (len(wrap(text, font, width - 2 * _PADDING)) for text, width in zip(cells, widths, strict=True))
    return max(lines) * font.leading + 2 * _PADDING


def _table(
    grid: list[list[str]], widths: list[float], heights: list[float], options: Options, say: Words
) -> Iterator[str]:
    """A table holds rows, and a row its cells (the shapes of draw.io's own tables)."""
    colours = options.theme
    lines = style(html=1, strokeColor=colours.rule, fillColor="none", fontColor=colours.ink, fontFamily=colours.face)
    table = style(shape="table", startSize=0, container=1, collapsible=0, childLayout="tableLayout")
    whole = Place(MARGIN, MARGIN, sum(widths), sum(heights), LAYER)
    yield vertex("table", "", table + lines, whole, {"tooltip": plain(say["flows"])})
    y = 0.0
    for at, (cells, height) in enumerate(zip(grid, heights, strict=True)):
        row = style(shape="tableRow", horizontal=0, startSize=0, swimlaneHead=0, swimlaneBody=0, collapsible=0)
        bounds = style(dropTarget=0, points="[[0,0.5],[1,0.5]]", portConstraint="eastwest", top=0, left=0, right=0)
        yield vertex(f"table-{at}", "", row + bounds + lines, Place(0, y, sum(widths), height, "table"))
        y += height
        x = 0.0
        for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
            look = style(
                shape="partialRectangle",
                connectable=0,
                overflow="hidden",
                whiteSpace="wrap",
                align="left",
                verticalAlign="top",
                spacing=_PADDING,
                spacingTop=-_BASE,
                fontSize=_FONT.size,
                fontStyle=0 if at else 1,
                top=0,
                left=0,
                bottom=0,
                right=0,
                pointerEvents=1,
            )
            words_of = breakable(text, _FONT if at else _HEAD_FONT, width - 2 * _PADDING)
            label = f'<div style="line-height:1.35">{words_of}</div>'
            yield vertex(f"table-{at}-{column}", label, look + lines, Place(x, 0, width, height, f"table-{at}"))
            x += width
