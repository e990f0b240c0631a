"""Answers as a table for the eye."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from avggraph.query.prefixes import compress
from avggraph.query.table import NUMBERS, Iri, Literal, Table, Term

if TYPE_CHECKING:
    from rich.table import Table as RichTable


def rich_table(table: Table) -> RichTable:
    """Lay a table out for a terminal: IRIs as CURIEs, numbers to the right. The console that prints it folds it."""
    from rich.table import Table as RichTable  # noqa: PLC0415 - only who shows a table needs it
    from rich.text import Text  # noqa: PLC0415

    layout = RichTable(show_edge=False, pad_edge=False)
    for index, column in enumerate(table.columns):
        terms = [row[index] for row in table.rows if row[index] is not None]
        numeric = bool(terms) and all(isinstance(term, Literal) and term.datatype in NUMBERS for term in terms)
        layout.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        # Text, so that square brackets in an answer are no markup.
        layout.add_row(*(Text(shown(term)) for term in row))
    return layout


def write_table(table: Table) -> str:
    """Write a table as wide as its answer: what reads this is a file or a pipe, not a terminal."""
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    widths = (max((cell_len(shown(row[n])) for row in table.rows), default=0) for n in range(len(table.columns)))
    width = sum(max(width, cell_len(name)) + 3 for width, name in zip(widths, table.columns, strict=True))
    out = io.StringIO()
    console = Console(file=out, width=max(width, 1), color_system=None, legacy_windows=False, _environ={})
    console.print(rich_table(table), soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def shown(term: Term) -> str:
    """Give a cell as it is read: an IRI as a CURIE where a prefix is known, text on one line."""
    match term:
        case None:
            return ""
        case Iri(value):
            return compress(value)
        case Literal(value=value):
            return " ".join(value.split())
