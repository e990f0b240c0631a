"""The article 30 table as a workbook: frozen headings with filters, wrapped text, numbers as such, no formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from avggraph.interop.article30.sheets import Cell, column_rows, rows_of, sheets
from avggraph.interop.format import Left, Piece, Setting
from avggraph.interop.reading import Reading
from avggraph.interop.reasons import left
from avggraph.workbook import LONGEST_TEXT, text_cell, timeless

if TYPE_CHECKING:
    from openpyxl.cell import Cell as WorkbookCell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS_OF_COLUMNS = (18, 60, 24, 60)


class XlsxWriter:
    """Adds the rows of each record as they come; openpyxl keeps them in a file until the workbook is made."""

    def __init__(self, setting: Setting) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - half a second that only this format costs

        self._language = setting.language
        self._workbook = Workbook(write_only=True)
        self._sheets = []
        for sheet in sheets(self._language):
            page = self._workbook.create_sheet(sheet.title)
            _begin(page, [column.heading for column in sheet.columns], [column.width for column in sheet.columns])
            self._sheets.append((sheet, page, _aligned(_number_cell(page, 1))))
        self._counts = [1] * len(self._sheets)

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Add the rows of a record; text that is longer than a cell is cut, and told whole."""
        for number, (sheet, page, aligned) in enumerate(self._sheets):
            for row in rows_of(reading, sheet, self._language):
                page.append([_cell(page, cell, aligned) for cell in row])
                self._counts[number] += 1
                for column, cell in zip(sheet.columns, row, strict=True):
                    if _units(cell) > LONGEST_TEXT:
                        yield left(reading, column.heading, str(cell), "too-long")

    def end(self) -> Iterator[Piece | Left]:
        """Make the workbook."""
        title, _, rows = column_rows(self._language)
        about = self._workbook.create_sheet(title)
        _begin(about, next(rows), _WIDTHS_OF_COLUMNS)
        aligned = _aligned(_number_cell(about, 1))
        for row in rows:
            about.append([_cell(about, cell, aligned) for cell in row])
        for (sheet, page, _), count in zip(self._sheets, self._counts, strict=True):
            page.auto_filter.ref = f"A1:{_letter(len(sheet.columns))}{count}"
        yield Piece("", timeless(self._workbook))


def _begin(page: Worksheet, headings: Iterable[str], widths: Iterable[int]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    page.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        page.column_dimensions[_letter(number)].width = width
    cells = [text_cell(page, heading) for heading in headings]
    for cell in cells:
        cell.font = Font(bold=True)
        _aligned(cell)
    page.append(cells)


def _aligned(cell: WorkbookCell) -> WorkbookCell:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _number_cell(page: Worksheet, value: int) -> WorkbookCell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    return WriteOnlyCell(page, value)


def _cell(page: Worksheet, value: Cell, aligned: WorkbookCell) -> WorkbookCell | None:
    if value == "":
        return None
    cell = _number_cell(page, value) if isinstance(value, int) else text_cell(page, _cut(value))
    if cell.has_style:
        return _aligned(cell)
    # Setting it is looking it up among all styles of the workbook: for each cell, that was half of the work.
    cell._style = aligned._style  # type: ignore[attr-defined]
    return cell


def _cut(text: str) -> str:
    """Cut text to what a cell holds, counted as Excel does."""
    if _units(text) <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _units(value: Cell) -> int:
    return len(value.encode("utf-16-le")) // 2 if isinstance(value, str) else 0


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(number)
