"""Answers as a table in Markdown (CommonMark 0.31 with the tables of GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from avggraph.query.table import Iri, Literal, Table, Term

# A backslash takes the meaning of these (CommonMark, section 2.4); | parts the cells of a table.
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&"})
_LINE_BREAK = re.compile(r"\r\n?|\n")


def write_markdown(table: Table) -> str:
    """Write a table in Markdown, in which no text of a cell means anything."""
    lines = [_row(table.columns), _row(["---"] * len(table.columns))]
    lines += [_row([_cell(term) for term in row]) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


def markdown_text(text: str) -> str:
    """Write words in Markdown so that they are words and nothing else, on one line.

    >>> print(markdown_text("a|b [c]"))
    a\\|b \\[c\\]
    """
    return _LINE_BREAK.sub("<br>", text.translate(_MARKDOWN))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(term: Term) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return f"<{value}>".replace("|", "%7C")
        case Literal(value=value):
            return markdown_text(value)
