"""The article 30 table as CSV files (RFC 4180), one for each sheet, and one that tells which article asks for what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from avggraph.interop.article30.sheets import Cell, column_rows, rows_of, sheets
from avggraph.interop.format import Left, Piece, Setting
from avggraph.interop.reading import Reading
from avggraph.spreadsheet import safe_cell

# Excel reads a CSV file as UTF-8 only where it begins with this mark.
_MARK = "\ufeff"


class CsvWriter:
    """Writes the rows of each record as they come."""

    def __init__(self, setting: Setting) -> None:
        self._language = setting.language
        self._begun = False

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write the rows of a record."""
        yield from self._headings()
        for sheet in sheets(self._language):
            yield Piece(sheet.file, _lines(rows_of(reading, sheet, self._language)).encode())

    def end(self) -> Iterator[Piece | Left]:
        """Write the table of columns."""
        yield from self._headings()
        _, file, rows = column_rows(self._language)
        yield Piece(file, (_MARK + _lines(rows)).encode())

    def _headings(self) -> Iterator[Piece]:
        if not self._begun:
            self._begun = True
            for sheet in sheets(self._language):
                heading = tuple(column.heading for column in sheet.columns)
                yield Piece(sheet.file, (_MARK + _lines([heading])).encode())


def _lines(rows: Iterable[tuple[Cell, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()
