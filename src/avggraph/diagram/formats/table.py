"""The table under the picture: its rows as lines of text in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.diagram.layout.boxes import Line, Tone
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import Row
from avggraph.diagram.words import Words

HEAD_FONT = Font(11, "bold")
CELL_FONT = Font(11.5)

_SHARES = (0.22, 0.24, 0.14, 0.40)  # of the width beside the number: from, to, kind, data
_NUMBER = 40.0
_SPACE = 16.0  # between columns
_MARGIN = 7.0  # above and below a row's text


@dataclass(frozen=True, slots=True)
class Table:
    """Set lines and the heights of the rules between rows, relative to the table's upper left corner."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[float, ...]


def set_table(rows: Iterable[Row], table_width: float, say: Words) -> Table:
    """Set the rows in columns of a table of the given width in px; no text is left out."""
    head = Row(say["number"], say["from"], say["to"], say["kind"], say["data"])
    lines: list[Line] = []
    rules: list[float] = []
    y = 0.0
    for at, row in enumerate((head, *rows)):
        font, tone = (CELL_FONT, Tone.INK) if at else (HEAD_FONT, Tone.QUIET)
        cells = _cells(row, font, table_width)
        for x, cell in cells:
            lines += [
                Line(x, round(y + _MARGIN + (number + 0.8) * font.leading, 1), text, font, tone)
                for number, text in enumerate(cell)
            ]
        y = round(y + 2 * _MARGIN + max(len(cell) for _, cell in cells) * font.leading, 1)
        rules.append(y)
    return Table(table_width, y, tuple(lines), tuple(rules))


def _cells(row: Row, font: Font, table_width: float) -> list[tuple[float, tuple[str, ...]]]:
    """Break each cell into lines; gives the left edge of its column with them."""
    cells = [(0.0, wrap(row.number, font, _NUMBER - 4))]
    x = _NUMBER
    for share, text in zip(_SHARES, (row.source, row.target, row.kind, row.data), strict=True):
        column = (table_width - _NUMBER) * share
        cells.append((round(x, 1), wrap(text, font, column - _SPACE)))
        x += column
    return cells
