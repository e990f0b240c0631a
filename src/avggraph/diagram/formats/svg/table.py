"""The table under the picture: its cells as lines of text in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from avggraph.diagram.layout.boxes import Line, Tone
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import Row
from avggraph.diagram.words import Words

_HEAD_FONT = Font(11, "bold")
_CELL_FONT = Font(11.5)

_SHARES: Mapping[str, float] = MappingProxyType({
    "from": 16, "to": 16, "kind": 9, "data": 18, "basis": 12, "retention": 12, "words": 20, "records": 12,
})  # fmt: skip
"""How the width beside the number is divided among the columns there are."""

_NUMBER = 40.0
_SPACE = 14.0  # between columns
_MARGIN = 7.0  # above and below a row's text


@dataclass(frozen=True, slots=True)
class TableRow:
    """The lines of each cell of a row, and the height of the rule below it; places are relative to the table."""

    cells: tuple[tuple[Line, ...], ...]
    rule: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table at its size; the first row is its head."""

    width: float
    height: float
    rows: tuple[TableRow, ...]


def set_table(columns: Sequence[str], rows: Iterable[Row], table_width: float, say: Words) -> Table:
    """Set the rows in columns of a table of the given width in px; no text is left out.

    `columns` are those of `avggraph.diagram.listing.columns`.
    """
    edges = _edges(columns, table_width)
    texts = [[say[column] for column in columns], *([row.cell(column) for column in columns] for row in rows)]
    placed: list[TableRow] = []
    y = 0.0
    for at, row in enumerate(texts):
        font, tone = (_CELL_FONT, Tone.INK) if at else (_HEAD_FONT, Tone.QUIET)
        broken = [wrap(text, font, end - start - _SPACE) for text, (start, end) in zip(row, edges, strict=True)]
        cells = tuple(
            tuple(
                Line(start, round(y + _MARGIN + (number + 0.8) * font.leading, 1), part, font, tone)
                for number, part in enumerate(parts)
            )
            for parts, (start, _) in zip(broken, edges, strict=True)
        )
        y = round(y + 2 * _MARGIN + max(len(parts) for parts in broken) * font.leading, 1)
        placed.append(TableRow(cells, y))
    return Table(table_width, y, tuple(placed))


def _edges(columns: Sequence[str], table_width: float) -> list[tuple[float, float]]:
    """Give the left and right edge of each column, the space to the next one included."""
    whole = sum(_SHARES[column] for column in columns if column != "number")
    edges: list[tuple[float, float]] = []
    x = 0.0
    for column in columns:
        room = _NUMBER if column == "number" else (table_width - _NUMBER) * _SHARES[column] / whole
        edges.append((round(x, 1), round(x + room, 1)))
        x += room
    return edges
