"""The tables as CSV (RFC 4180), and their description in CSV on the Web (Model and Metadata Vocabulary, 2015)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import orjson

from avggraph.bilingual import Bilingual
from avggraph.dataset.rows import Row
from avggraph.dataset.sheets import IRI, Datatype, Field, Sheet
from avggraph.spreadsheet import safe_cell

METADATA = "csv-metadata.json"
"""Where a reader of CSV on the Web looks first for what describes the files of a folder (Model, section 5.4)."""

# What follows a fixed form never begins like a formula.
_BY_FORM = frozenset({Datatype.IRI, Datatype.INTEGER, Datatype.DECIMAL, Datatype.BOOLEAN})


class CsvFolder:
    """A CSV file for each sheet; open as long as `opened_csv` lasts."""

    def __init__(self, writers: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> None:
        self._writers = writers
        self._by_form = {
            name: tuple(field.datatype in _BY_FORM for field in sheet.fields) for name, sheet in sheets.items()
        }

    def write(self, row: Row) -> None:
        """Write a row; text that a spreadsheet would run as a formula gets an apostrophe before it."""
        name, cells = row
        self._writers[name].writerow(
            cell or "" if by_form else safe_cell(cell or "")
            for cell, by_form in zip(cells, self._by_form[name], strict=True)
        )


@contextmanager
def opened_csv(folder: Path, sheets: Mapping[str, Sheet]) -> Iterator[CsvFolder]:
    """Open a CSV file for each sheet in a folder, and write the headings."""
    with ExitStack() as stack:
        writers = {}
        for name, sheet in sheets.items():
            stream = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(stream, lineterminator="\r\n")
            writers[name].writerow(field.name for field in sheet.fields)
        yield CsvFolder(writers, sheets)


def render_metadata(sheets: Mapping[str, Sheet]) -> bytes:
    """Describe the CSV files: titles in both languages, datatypes, keys, references, and what each field states.

    A reference that may be empty is none here: the vocabulary asks that each row refers (section 5.5.2.1).

    Fields that only show names or several texts are marked as not to be output as RDF; what the others state is a
    statement of the graph.
    """
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dialect": {"lineTerminators": ["\r\n"], "encoding": "utf-8"},
        "tables": [_table(sheet) for sheet in sheets.values()],
    }
    return orjson.dumps(metadata, option=orjson.OPT_INDENT_2) + b"\n"


def _table(sheet: Sheet) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "aboutUrl": f"{{+{IRI}}}",
        "columns": [_column(field) for field in sheet.fields],
        "primaryKey": list(sheet.key),
    }
    if keys := [_foreign_key(field) for field in sheet.fields if field.references and field.filled]:
        schema["foreignKeys"] = keys
    return {"url": f"{sheet.name}.csv", "dc:title": _texts(sheet.title), "tableSchema": schema}


def _column(field: Field) -> dict[str, Any]:
    column: dict[str, Any] = {"name": field.name, "titles": [field.name], "dc:description": _texts(field.title)}
    column["datatype"] = field.datatype.value
    if field.filled:
        column["required"] = True
    if field.language:
        column["lang"] = field.language
    if not field.property:
        return {**column, "suppressOutput": True}
    if field.datatype is Datatype.IRI:
        column["valueUrl"] = f"{{+{field.name}}}"
    return {**column, "propertyUrl": field.property}


def _foreign_key(field: Field) -> dict[str, Any]:
    return {
        "columnReference": [field.name],
        "reference": {"resource": f"{field.references}.csv", "columnReference": [IRI]},
    }


def _texts(title: Bilingual) -> Sequence[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in title.texts()]
