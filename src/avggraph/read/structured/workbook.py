"""XLSX: a register as a workbook; each worksheet with headings of a register is read.

Formulas are never evaluated: the value the spreadsheet program stored is the value. The workbook is streamed, so
that a cell far out costs nothing.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time
from typing import Any

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, check_size
from avggraph.read.structured.rendering import Renderer
from avggraph.read.structured.sheet_records import sheet_sources
from avggraph.read.structured.sheet_rows import Row, Sheet, read_sheet_rows
from avggraph.read.structured.size import check_unpacked_size
from avggraph.text import SourceText

# What the parsers raise, besides their own error, on a file that only looks like a workbook; their XML errors are
# syntax errors.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    AttributeError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    TypeError,
    ValueError,
)
# The rows of a worksheet by ECMA-376; a row may claim any number.
_MOST_ROWS = 1 << 20


def read_xlsx(
    data: bytes, name: str, limits: Limits | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[SourceText | SourceError]:
    """Read a workbook: the records of each worksheet, the n-th one named "{name}#{worksheet}#n".

    A worksheet without headings of a register is reported. A cell that holds an error or a formula without a stored
    value is not stated, and reported by its row and heading.
    """
    try:
        check_size(len(data), limits or Limits(), Where(name))
        check_unpacked_size(data, name, limits)
        renderer = Renderer("xlsx", limits or Limits())
        for title, rows in workbook_rows(data, name):
            where = f"{name}#{title}"
            faults: list[SourceError] = []
            try:
                sheet = read_sheet_rows(_words(rows, where, faults), where, mapping)
            except SourceError as error:
                yield error
                continue
            yield from sheet_sources(sheet, where, renderer)
            yield from faults
            if renderer.is_full:
                return
    except SourceError as error:
        yield error


def xlsx_sheet(data: bytes, name: str, mapping: Mapping[str, str] | None = None) -> Sheet:
    """Read the headings of the first worksheet that has any of a register, else of the first with words."""
    first = None
    for title, rows in workbook_rows(data, name):
        try:
            sheet = read_sheet_rows(_words(rows, title, []), f"{name}#{title}", mapping)
        except SourceError:
            # An empty worksheet before the filled one has no headings to tell about.
            continue
        if any(column.key for column in sheet.columns):
            return sheet
        first = first or sheet
    if first is None:
        raise SourceError("Het werkboek is leeg.", where=Where(name))
    return first


def workbook_rows(data: bytes, name: str) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    """Give each worksheet's title and its rows of pairs (cell with its formula, the stored value).

    Raises `SourceError` for a workbook that is damaged or locked with a password.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that only workbooks cost

    with _guard(name):
        formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        stored = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if not stored.worksheets:
        raise SourceError("Het werkboek heeft geen werkbladen.", where=Where(name))
    for with_formulas, with_values in zip(formulas.worksheets, stored.worksheets, strict=True):
        # The size a worksheet claims is not trusted: rows are as wide as their cells.
        with_formulas.reset_dimensions()
        with_values.reset_dimensions()
        yield with_formulas.title, _pairs(with_formulas.iter_rows(), with_values.iter_rows(values_only=True), name)


def _pairs(formulas: Iterator[Any], values: Iterator[Any], name: str) -> Iterator[tuple[Any, ...]]:
    for _ in range(_MOST_ROWS + 1):
        with _guard(name):
            cells, stored = next(formulas, None), next(values, None)
        if cells is None or stored is None:
            return
        yield tuple(zip(cells, stored, strict=True))
    raise SourceError(f"Een werkblad heeft meer dan {_MOST_ROWS} rijen.", where=Where(name))


@contextmanager
def _guard(name: str) -> Iterator[None]:
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # The parser warns of styles and extensions it leaves out; none of them holds a value.
            warnings.simplefilter("ignore", UserWarning)
            yield
    except (InvalidFileException, *_DAMAGED) as error:
        raise SourceError(
            "Het werkboek is niet te lezen: beschadigd of met een wachtwoord.",
            where=Where(name),
            advice="Bewaar het opnieuw als XLSX.",
        ) from error


def _words(rows: Iterator[tuple[Any, ...]], where: str, faults: list[SourceError]) -> Iterator[Row]:
    for line, row in enumerate(rows, 1):
        cells = []
        for cell, value in row:
            fault = _fault(cell, value)
            if fault:
                faults.append(SourceError(fault, where=Where(where, line, f"kolom {cell.column_letter}")))
            cells.append("" if fault else _cell_words(value))
        yield Row(line, tuple(cells))


def _fault(cell: Any, value: Any) -> str | None:
    if cell.data_type == "f" and value is None:
        return "De formule heeft geen opgeslagen waarde; formules worden niet uitgerekend."
    if cell.data_type == "e" or (cell.data_type == "f" and isinstance(value, str) and value.startswith("#")):
        return f"De cel bevat een fout: {value}"
    return None


def _cell_words(value: object) -> str:
    """Give a stored value as words: whole numbers without a fraction, dates as in ISO 8601.

    >>> _cell_words(9717.0), _cell_words(datetime(2026, 1, 15)), _cell_words(True)
    ('9717', '2026-01-15', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
