"""Workbooks (Office Open XML, ECMA-376): text that stays text, and bytes that say nothing of when they were made."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from avggraph.spreadsheet import safe_cell

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""How many UTF-16 units a cell holds ("Excel specifications and limits", support.microsoft.com)."""

# The earliest time a ZIP entry can have; a workbook says nothing of when it was made, so that it is always the same.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

# What ST_Xstring writes as _xHHHH_ (ECMA-376 part 1, section 22.9.2.19): what XML 1.0 cannot hold, the carriage return
# that reading XML would fold, and the underscore of what only looks like such an escape.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

_CORE = "docProps/core.xml"


def escaped(text: str) -> str:
    """Write text as ST_Xstring holds it.

    >>> escaped("een\\x0btab, en _x0041_")
    'een_x000B_tab, en _x005F_x0041_'
    """
    return _ESCAPED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def text_cell(sheet: Worksheet, text: str) -> Cell:
    """Make a cell that holds text: one that begins like a formula gets the prefix that keeps it text."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, escaped(text))
    cell.data_type = "s"  # openpyxl makes a formula of "=…", and an error of "#N/A"
    if safe_cell(text) != text:
        cell.quotePrefix = True
    return cell


def timeless(workbook: Workbook) -> bytes:
    """Give the bytes of a workbook without the time of day, which openpyxl writes into properties and ZIP entries."""
    from openpyxl.xml.functions import tostring  # noqa: PLC0415

    saved, out = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    workbook.properties.creator = "avggraph"
    workbook.properties.created = workbook.properties.modified = datetime(*_NO_TIME)
    core = tostring(workbook.properties.to_tree())
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(out, "w") as stripped:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            stripped.writestr(entry, core if name == _CORE else made.read(name))
    return out.getvalue()
