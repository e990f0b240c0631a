"""Answers as CSV, for a spreadsheet (SPARQL 1.1 Query Results CSV and TSV Formats, section 3)."""

from __future__ import annotations

import csv
import io

from avggraph.query.table import NUMBERS, Literal, Table, Term
from avggraph.spreadsheet import safe_cell


def write_csv(table: Table) -> str:
    """Write a table as CSV, formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(term) for term in row] for row in table.rows)
    return out.getvalue()


def _cell(term: Term) -> str:
    match term:
        case Literal(value=value, datatype=datatype) if datatype in NUMBERS:
            return value
        case None:
            return ""
        case _:
            return safe_cell(term.value)
