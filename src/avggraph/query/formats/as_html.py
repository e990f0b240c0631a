"""Answers as a table in HTML, for a notebook."""

from __future__ import annotations

import re
from html import escape

from avggraph.query.formats.as_table import shown
from avggraph.query.table import NUMBERS, Iri, Literal, Table, Term

# More rows than anybody reads under a cell of a notebook.
_MOST_ROWS = 100

_WEB_ADDRESS = re.compile(r"https?://[^\s]+")


def html_table(table: Table, rows: int = _MOST_ROWS) -> str:
    """Write the first rows of a table in HTML, every text escaped; IRIs as CURIEs, and only web addresses as links.

    >>> html_table(Table(("naam",), ((Literal("<b>Logius"),),)))
    '<table><thead><tr><th>naam</th></tr></thead><tbody><tr><td>&lt;b&gt;Logius</td></tr></tbody></table>'
    """
    heads = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[:rows])
    rest = len(table.rows) - rows
    more = f"<p>… en nog {rest} {'rij' if rest == 1 else 'rijen'}</p>" if rest > 0 else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(term: Term) -> str:
    match term:
        case Iri(value) if _WEB_ADDRESS.fullmatch(value):
            return f'<td><a href="{escape(value)}" rel="noreferrer">{escape(shown(term))}</a></td>'
        case Literal(value=value, datatype=datatype) if datatype in NUMBERS:
            return f'<td style="text-align:right">{escape(value)}</td>'
        case _:
            return f"<td>{escape(shown(term))}</td>"
