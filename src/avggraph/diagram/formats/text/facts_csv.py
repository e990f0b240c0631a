"""The facts of a picture as a table in a file: what stands beside a drawing that carries no table of its own."""

from __future__ import annotations

import csv
import io

from avggraph.diagram.formats.options import Options
from avggraph.diagram.listing import columns, rows
from avggraph.diagram.model import Diagram
from avggraph.diagram.words import words
from avggraph.spreadsheet import safe_cell


def render_csv(diagram: Diagram, _options: Options) -> str:
    r"""Render the table of flows as CSV (RFC 4180), with the places of the quoted words in a last column.

    >>> from avggraph.diagram.model import Flow, Node, NodeKind
    >>> nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Coaching"))
    >>> text = render_csv(Diagram("", "M1", nodes, (), (Flow(1, "s1", "p1", "verkrijging"),), "", "nl"), Options())
    >>> text.splitlines()[1]
    '1,Klanten,Verwerking: Coaching,verkrijging,niet vermeld,niet vermeld,niet vermeld,,'
    """
    say = words(diagram.language)
    listed = columns(diagram)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*(say[column] for column in listed), say["places"]])
    for row in rows(diagram):
        places = " ".join(quote.place for quote in row.quotes)
        writer.writerow([safe_cell(cell) for cell in (*(row.cell(column) for column in listed), places)])
    return written.getvalue()
