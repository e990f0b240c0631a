"""Formats of an answer. `FORMATS` is the one table of them: the command line's choices come from it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from avggraph.errors import UsageError
from avggraph.query.prefixes import compress
from avggraph.query.table import NUMBERS, WHOLE_NUMBERS, XSD_BOOLEAN, XSD_STRING, Iri, Literal, Table, Term
from avggraph.spreadsheet import safe_cell

_Json = str | int | bool | None

# Markdown (CommonMark 0.31, section 2.4) lets a backslash take the meaning of these; | parts the cells of a table.
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|~&"})
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is for (Dutch), media type, file name suffix, and how a table is written in it."""

    name: str
    description: str
    media_type: str
    suffix: str
    write: Callable[[Table], str]


def render(table: Table, name: str) -> str:
    """Write a table in the format of this name; `UsageError` for a name that is not in `FORMATS`.

    >>> render(Table(("naam",), ((Literal("Logius"),),)), "csv")
    'naam\\r\\nLogius\\r\\n'
    """
    if name not in FORMATS:
        raise UsageError(f"Het formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    return FORMATS[name].write(table)


def rich_table(table: Table) -> RichTable:
    """Lay a table out for a terminal: IRIs as CURIEs, numbers to the right. The console that prints it folds it."""
    layout = RichTable(show_edge=False, pad_edge=False)
    for index, column in enumerate(table.columns):
        terms = [row[index] for row in table.rows if row[index] is not None]
        numeric = bool(terms) and all(isinstance(term, Literal) and term.datatype in NUMBERS for term in terms)
        layout.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in table.rows:
        # Text, so that square brackets in an answer are no markup.
        layout.add_row(*(Text(_shown(term)) for term in row))
    return layout


# ---------------------------------------------------------------- writers


def _write_table(table: Table) -> str:
    # As wide as the answer: what reads this is a file or a pipe, not a terminal.
    widths = (max((cell_len(_shown(row[n])) for row in table.rows), default=0) for n in range(len(table.columns)))
    width = sum(max(width, cell_len(name)) + 3 for width, name in zip(widths, table.columns, strict=True))
    out = io.StringIO()
    console = Console(file=out, width=max(width, 1), color_system=None, legacy_windows=False, _environ={})
    console.print(rich_table(table), soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _write_csv(table: Table) -> str:
    """Write SPARQL 1.1 results as CSV (the specification's section 3), formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(term) for term in row] for row in table.rows)
    return out.getvalue()


def _write_tsv(table: Table) -> str:
    """Write SPARQL 1.1 results as TSV (the specification's section 4): terms as in Turtle, nothing lost."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(_turtle(term) for term in row) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


def _write_json(table: Table) -> str:
    """Write SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _json_term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _write_jsonl(table: Table) -> str:
    rows = ({name: _plain(term) for name, term in zip(table.columns, row, strict=True)} for row in table.rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_markdown(table: Table) -> str:
    lines = [_markdown_row(table.columns), _markdown_row(["---"] * len(table.columns))]
    lines += [_markdown_row([_markdown_cell(term) for term in row]) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("table", "Tabel voor het scherm", "text/plain", ".txt", _write_table),
        Format("csv", "Voor een rekenblad", "text/csv", ".csv", _write_csv),
        Format("tsv", "RDF-termen, tab ertussen (SPARQL 1.1)", "text/tab-separated-values", ".tsv", _write_tsv),
        Format("json", "SPARQL 1.1 Query Results JSON", "application/sparql-results+json", ".json", _write_json),
        Format("jsonl", "Eén JSON-object per regel", "application/jsonl", ".jsonl", _write_jsonl),
        Format("markdown", "Tabel in Markdown", "text/markdown", ".md", _write_markdown),
    )
}
"""The formats by name."""


# ---------------------------------------------------------------- cells


def _shown(term: Term) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return compress(value)
        case Literal(value=value):
            return " ".join(value.split())


def _csv_cell(term: Term) -> str:
    match term:
        case Literal(value=value, datatype=datatype) if datatype in NUMBERS:
            return value
        case None:
            return ""
        case _:
            return safe_cell(term.value)


def _turtle(term: Term) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return f"<{value}>"
        case Literal(value, datatype, language):
            text = value.translate({92: "\\\\", 34: '\\"', 9: "\\t", 10: "\\n", 13: "\\r"})
            if language:
                return f'"{text}"@{language}'
            return f'"{text}"' if datatype == XSD_STRING else f'"{text}"^^<{datatype}>'


def _json_term(term: Iri | Literal) -> dict[str, str]:
    match term:
        case Iri(value):
            return {"type": "uri", "value": value}
        case Literal(value, datatype, language):
            found = {"type": "literal", "value": value}
            if language:
                return {**found, "xml:lang": language}
            return found if datatype == XSD_STRING else {**found, "datatype": datatype}


def _plain(term: Term) -> _Json:
    match term:
        case None:
            return None
        case Literal(value=value, datatype=datatype) if datatype in WHOLE_NUMBERS and _WHOLE.fullmatch(value):
            return int(value)
        case Literal(value="true" | "false", datatype=datatype) if datatype == XSD_BOOLEAN:
            return term.value == "true"
        case _:
            return term.value


def _markdown_row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _markdown_cell(term: Term) -> str:
    match term:
        case None:
            return ""
        case Iri(value):
            return f"<{value}>".replace("|", "%7C")
        case Literal(value=value):
            return _LINE_BREAK.sub("<br>", value.translate(_MARKDOWN))
