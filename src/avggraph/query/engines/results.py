"""SPARQL 1.1 Query Results JSON Format, read with suspicion: what a server sends is data of a stranger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from avggraph.query.engines.protocol import unnamed
from avggraph.query.table import XSD_BOOLEAN, XSD_STRING, Iri, Literal, Table, Term

# Two spellings of one value (XML Schema 1.1 part 2, section 3.3.2): as canonical as in the other engines.
_BOOLEANS = {"1": "true", "0": "false"}


class UnreadableResultsError(ValueError):
    """The bytes are not results in this format; the text says what is wrong, in Dutch."""


def parse_table(data: bytes) -> Table:
    """Read the answer to a SELECT query.

    `UnreadableResultsError` for another format; `QueryError` where the answer holds a blank node or a triple.

    >>> parse_table(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"07"}}]}}').texts()
    ({'n': '07'},)
    """
    found = _object(data)
    columns = _field(_field(found, "head", dict), "vars", list)
    if not all(isinstance(name, str) for name in columns) or len(set(columns)) < len(columns):
        raise UnreadableResultsError("de namen van de kolommen kloppen niet")
    bindings = _field(_field(found, "results", dict), "bindings", list)
    return Table(tuple(columns), tuple(_row(binding, columns) for binding in bindings))


def parse_boolean(data: bytes) -> bool:
    """Read the answer to an ASK query; `UnreadableResultsError` for another format.

    >>> parse_boolean(b'{"head":{},"boolean":true}')
    True
    """
    return bool(_field(_object(data), "boolean", bool))


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise UnreadableResultsError("de JSON is stuk of afgebroken") from error
    if not isinstance(found, dict):
        raise UnreadableResultsError("de JSON bevat geen antwoord")
    return found


def _field(of: dict[str, Any], name: str, kind: type) -> Any:
    value = of.get(name)
    if not isinstance(value, kind):
        raise UnreadableResultsError(f"{name!r} ontbreekt in de JSON")
    return value


def _row(binding: object, columns: Iterable[str]) -> tuple[Term, ...]:
    if not isinstance(binding, dict):
        raise UnreadableResultsError("een rij is geen rij")
    return tuple(None if binding.get(name) is None else _term(binding[name]) for name in columns)


def _term(term: object) -> Term:
    match term:
        case {"type": "uri", "value": str(value)}:
            return Iri(value)
        case {"type": "literal", "value": str(value), "xml:lang": str(language)} if language:
            return Literal.of_language(value, language)
        # Drafts of the format, and Virtuoso still, call a literal with a datatype by a name of its own.
        case {"type": "literal" | "typed-literal", "value": str(value), **rest}:
            datatype = rest.get("datatype") or XSD_STRING
            if not isinstance(datatype, str):
                raise UnreadableResultsError("een datatype is geen IRI")
            return Literal(_BOOLEANS.get(value, value) if datatype == XSD_BOOLEAN else value, datatype)
        case {"type": "bnode"}:
            raise unnamed("blanke knoop")
        case {"type": "triple"}:
            raise unnamed("uitspraak over een uitspraak")
        case _:
            raise UnreadableResultsError("een cel is geen RDF-term")
