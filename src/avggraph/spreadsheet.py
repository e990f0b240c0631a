"""Cells that a spreadsheet opens: text that it would run as a formula is made text again (CWE-1236)."""

from __future__ import annotations

# The signs at which Excel, LibreOffice and Google Sheets start a formula, their full-width forms included.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Put an apostrophe before text that begins like a formula; spaces in front do not hide it.

    >>> safe_cell("=HYPERLINK(A1)"), safe_cell("naam klant")
    ("'=HYPERLINK(A1)", 'naam klant')
    """
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS) else text
