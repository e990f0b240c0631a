"""Answers as a workbook (Office Open XML, ECMA-376): typed cells, and never a formula."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from avggraph.errors import UsageError
from avggraph.query.columns import Value, value_of
from avggraph.query.table import Iri, Table, Term
from avggraph.workbook import LONGEST_TEXT, text_cell, timeless

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# "Excel specifications and limits" (support.microsoft.com): rows and columns of a sheet,
# hyperlinks of a sheet; a number keeps 15 digits.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_MOST_LINKS = 65_530
_LONGEST_LINK = 2_079
_DIGITS = 15

# Excel counts a 29 February 1900 that never was: earlier days would shift.
_FIRST_DAY = date(1900, 3, 1)

_SAFE_LINK = re.compile(r"https?://[^\s/?#]+[^\s]*")
_WIDEST = 60


def write_xlsx(table: Table) -> bytes:
    """Write a table as a workbook of one sheet: a frozen heading, numbers and dates as such, web addresses as links.

    Text stays text, also where it begins like a formula; its cell then has the prefix that keeps it so when it is
    edited. Raises `UsageError` for an answer that goes over a limit of Excel; nothing is cut.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - half a second that only this format costs
    from openpyxl.styles import Font  # noqa: PLC0415

    _require_room(table)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("antwoord")
    sheet.freeze_panes = "A2"
    _set_widths(table, sheet)
    heading = [text_cell(sheet, name) for name in table.columns]
    for head in heading:
        head.font = Font(bold=True)
    sheet.append(heading)
    links = 0
    for row in table.rows:
        cells = [_cell(sheet, term) for term in row]
        for cell, term in zip(cells, row, strict=True):
            if cell and isinstance(term, Iri) and links < _MOST_LINKS and _is_link(term.value):
                cell.hyperlink = term.value
                links += 1
        sheet.append(cells)
    return timeless(workbook)


# ---------------------------------------------------------------- cells


def _cell(sheet: Worksheet, term: Term) -> Cell | None:
    if term is None:
        return None
    value = value_of(term)
    return text_cell(sheet, term.value) if _is_text(value) else _typed_cell(sheet, value)


def _is_text(value: Value) -> bool:
    """Tell whether a value is text, or must be since a number or a date of Excel cannot hold it."""
    match value:
        case bool():
            return False
        case int():
            return len(str(abs(value))) > _DIGITS
        case Decimal():
            return len(value.as_tuple().digits) > _DIGITS
        case float():
            return not isfinite(value)
        case date():
            return value < _FIRST_DAY
        case str():
            return True


def _typed_cell(sheet: Worksheet, value: Value) -> Cell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, Decimal) and (exponent := value.as_tuple().exponent) and isinstance(exponent, int):
        cell.number_format = f"0.{'0' * -exponent}"
    return cell


def _is_link(iri: str) -> bool:
    return len(iri) <= _LONGEST_LINK and bool(_SAFE_LINK.fullmatch(iri))


def _set_widths(table: Table, sheet: Worksheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for index, name in enumerate(table.columns):
        terms = (row[index] for row in table.rows)
        longest = max((len(term.value) for term in terms if term is not None), default=0)
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(longest, len(name)) + 2, _WIDEST)


# ---------------------------------------------------------------- limits


def _require_room(table: Table) -> None:
    if len(table.rows) >= _MOST_ROWS:
        raise _over(f"Het antwoord heeft {len(table.rows)} rijen; met de kop erbij passen er {_MOST_ROWS} in een blad.")
    if len(table.columns) > _MOST_COLUMNS:
        raise _over(f"Het antwoord heeft {len(table.columns)} kolommen; in een blad passen er {_MOST_COLUMNS}.")
    for number, row in enumerate(table.rows, 1):
        for name, term in zip(table.columns, row, strict=True):
            if term is not None and (units := len(term.value.encode("utf-16-le")) // 2) > LONGEST_TEXT:
                raise _over(
                    f"Rij {number}, kolom {name!r}: een tekst van {units} tekens; in een cel passen er {LONGEST_TEXT}."
                )


def _over(what: str) -> UsageError:
    return UsageError(what, advice="Kies csv, tsv, jsonl of parquet, of vraag minder.")
