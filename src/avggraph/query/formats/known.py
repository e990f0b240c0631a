"""The formats there are. `FORMATS` is the one table of them: the command line's choices come from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType

from avggraph.errors import UsageError
from avggraph.query.formats.as_csv import write_csv
from avggraph.query.formats.as_json import write_json, write_jsonl
from avggraph.query.formats.as_markdown import write_markdown
from avggraph.query.formats.as_parquet import write_parquet
from avggraph.query.formats.as_table import write_table
from avggraph.query.formats.as_tsv import write_tsv
from avggraph.query.formats.as_xlsx import write_xlsx
from avggraph.query.formats.format import BinaryFormat, Format, TextFormat
from avggraph.query.table import Table

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, Format] = MappingProxyType({
    each.name: each
    for each in (
        TextFormat("table", "Tabel voor het scherm", "text/plain", ".txt", write_table),
        TextFormat("csv", "Voor een rekenblad", "text/csv", ".csv", write_csv),
        TextFormat("tsv", "RDF-termen, tab ertussen (SPARQL 1.1)", "text/tab-separated-values", ".tsv", write_tsv),
        TextFormat("json", "SPARQL 1.1 Query Results JSON", "application/sparql-results+json", ".json", write_json),
        TextFormat("jsonl", "Eén JSON-object per regel", "application/jsonl", ".jsonl", write_jsonl),
        TextFormat("markdown", "Tabel in Markdown", "text/markdown", ".md", write_markdown),
        BinaryFormat("xlsx", "Werkmap van Excel, met getallen en datums als zodanig", _WORKBOOK, ".xlsx", write_xlsx),
        BinaryFormat("parquet", "Voor analyse", "application/vnd.apache.parquet", ".parquet", write_parquet),
    )
})  # fmt: skip
"""The formats by name."""


def format_named(name: str) -> Format:
    """Give the format of this name, or of this suffix without its point; `UsageError` for another name.

    >>> format_named("md").name
    'markdown'
    """
    if by_suffix := format_of_file(PurePath(f"antwoord.{name}")):
        return by_suffix
    if name not in FORMATS:
        raise UsageError(f"Het formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    return FORMATS[name]


def format_of_file(path: PurePath) -> Format | None:
    """Give the format whose suffix a file's name has; None where no format has it.

    >>> found = format_of_file(PurePath("antwoord.XLSX"))
    >>> found and found.name
    'xlsx'
    """
    return next((each for each in FORMATS.values() if each.suffix == path.suffix.lower()), None)


def render(table: Table, name: str) -> str:
    """Write a table in the text format of this name; `UsageError` for another name, and for a format in bytes.

    >>> from avggraph.query.table import Literal
    >>> render(Table(("naam",), ((Literal("Logius"),),)), "csv")
    'naam\\r\\nLogius\\r\\n'
    """
    found = format_named(name)
    if isinstance(found, BinaryFormat):
        raise UsageError(
            f"Het formaat {name} is geen tekst.", advice=f"Schrijf het in een bestand, met -o antwoord{found.suffix}."
        )
    return found.write(table)


def encode(table: Table, name: str) -> bytes:
    """Write a table in the format of this name, as a file holds it; `UsageError` for a name that is not in `FORMATS`.

    >>> from avggraph.query.table import Literal
    >>> encode(Table(("naam",), ((Literal("Financiën"),),)), "csv").decode()
    'naam\\r\\nFinanciën\\r\\n'
    """
    return format_named(name).encode(table)
