"""Answers as JSON: the SPARQL 1.1 Query Results JSON Format, and one plain object to a line."""

from __future__ import annotations

import json
import re

from avggraph.query.table import WHOLE_NUMBERS, XSD_BOOLEAN, XSD_STRING, Iri, Literal, Table, Term

_Json = str | int | bool | None

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")


def write_json(table: Table) -> str:
    """Write SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def write_jsonl(table: Table) -> str:
    """Write an object to a line, its values plain: whole numbers and booleans as JSON has them, the rest as text."""
    rows = ({name: _plain(term) for name, term in zip(table.columns, row, strict=True)} for row in table.rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _term(term: Iri | Literal) -> dict[str, str]:
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
