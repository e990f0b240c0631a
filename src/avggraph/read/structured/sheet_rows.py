"""Rows of a spreadsheet: where the headings stand, and which rows are one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from avggraph.errors import SourceError, Where
from avggraph.read.structured.headings import ColumnReading, read_headings

# A title and a date may stand above the headings.
_ROWS_ABOVE = 10
_ENOUGH_HEADINGS = 2

# What a row's record is told by, the surest first.
_IDENTITIES = ("Id", "Nummer")
_TITLE = "Naam"


class Row(NamedTuple):
    """A row of a spreadsheet: its line in the file (1-based) and its cells as words."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Give the words of column number `column` (1-based); "" where the row is shorter."""
        return self.cells[column - 1].strip() if column <= len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Say whether the row holds no words."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet whose headings were read: its columns, the row they stand in, the rows above and below it."""

    columns: tuple[ColumnReading, ...]
    heading: Row
    above: tuple[Row, ...]
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class RecordRows:
    """The rows of one record; at least one."""

    rows: list[Row] = field(default_factory=list)


def read_sheet_rows(rows: Iterable[Row], name: str, mapping: Mapping[str, str] | None = None) -> Sheet:
    """Find the row of headings: the first of the top rows with two headings that are understood, else the first row.

    Raises `SourceError` for a sheet without words.

    >>> rows = [Row(1, ("Register 2024",)), Row(2, ("Naam", "Doel")), Row(3, ("Parkeren", ""))]
    >>> sheet = read_sheet_rows(rows, "a.csv")
    >>> sheet.heading.line, [row.cells for row in sheet.rows]
    (2, [('Parkeren', '')])
    """
    stream = (row for row in rows if not row.is_empty)
    top = list(islice(stream, _ROWS_ABOVE))
    if not top:
        raise SourceError("Het werkblad is leeg.", where=Where(name))
    readings = [read_headings(row.cells, mapping) for row in top]
    known = [sum(column.key is not None for column in columns) for columns in readings]
    number = next((place for place, count in enumerate(known) if count >= _ENOUGH_HEADINGS), 0)

    def below() -> Iterator[Row]:
        yield from top[number + 1 :]
        yield from stream

    return Sheet(readings[number], top[number], tuple(top[:number]), below())


def group_rows(sheet: Sheet, name: str) -> Iterator[RecordRows | SourceError]:
    """Give the rows of each record together, in the order of their first rows.

    Rows with the same Id (else: the same number) are one record, wherever they stand. A row without one and without
    a name goes on with the record above it. Equal names alone do not make two rows one record. A row with more cells
    than there are headings is an error: its values cannot be told apart.
    """
    identity = next(filter(None, (_column(sheet, key) for key in _IDENTITIES)), None)
    title = _column(sheet, _TITLE)
    records: list[RecordRows] = []
    by_identity: dict[str, RecordRows] = {}
    for row in _until_error(sheet.rows):
        if isinstance(row, SourceError):
            yield row
            continue
        if any(cell.strip() for cell in row.cells[len(sheet.columns) :]):
            yield SourceError(
                f"De rij heeft meer cellen dan de {len(sheet.columns)} koppen.",
                where=Where(name, row.line),
                advice="Staat een scheidingsteken in een waarde, zet die dan tussen aanhalingstekens.",
            )
            continue
        own = row.cell(identity.column) if identity else ""
        named = bool(own or (title and row.cell(title.column)) or not (identity or title))
        if own in by_identity:
            by_identity[own].rows.append(row)
        elif named:
            records.append(RecordRows([row]))
            if own:
                by_identity[own] = records[-1]
        elif records:
            records[-1].rows.append(row)
        else:
            yield SourceError(
                "De rij noemt geen verwerking.",
                where=Where(name, row.line, (title or identity or sheet.columns[0]).heading),
            )
    yield from records


def _until_error(rows: Iterator[Row]) -> Iterator[Row | SourceError]:
    """Give the rows up to where the file is damaged, and the error: what was read before it counts."""
    try:
        yield from rows
    except SourceError as error:
        yield error


def _column(sheet: Sheet, key: str) -> ColumnReading | None:
    return next((column for column in sheet.columns if column.key and column.key.name == key), None)
