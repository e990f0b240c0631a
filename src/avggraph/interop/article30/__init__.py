"""The record of processing activities as GDPR article 30 asks it, in tables: CSV files, or a workbook."""

from avggraph.interop.article30.as_csv import CsvWriter
from avggraph.interop.article30.as_xlsx import XlsxWriter
from avggraph.interop.article30.sheets import Cell, Column, Sheet, column_rows, rows_of, sheets

__all__ = ["Cell", "Column", "CsvWriter", "Sheet", "XlsxWriter", "column_rows", "rows_of", "sheets"]
