"""Values of parameters: checked, and written as RDF terms in SPARQL. Nothing a user types is ever pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import NoReturn

from avggraph.errors import QueryError
from avggraph.graph import terms
from avggraph.query.prefixes import PREFIXES, expand
from avggraph.query.table import XSD


class ValueType(Enum):
    """What a parameter takes."""

    IRI = "iri"
    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


_ABSOLUTE_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")
# What IRIREF does not allow (SPARQL 1.1, section 19.8).
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ESCAPE = re.compile(r"\\\\(?P<letter>[uU])?|\\u(?P<digits>[0-9A-F]{4})")
_BOOLEANS = {"true": "true", "false": "false", "ja": "true", "nee": "false"}


def written(kind: ValueType, value: str) -> str:
    """Write a value as a SPARQL term.

    An IRI is given whole, between angle brackets, or as a CURIE of the graph model; a boolean also as `ja` or `nee`; a
    date as in ISO 8601 (JJJJ-MM-DD). Raises `QueryError` for a value that is not of its type.

    >>> written(ValueType.INTEGER, "+07"), written(ValueType.BOOLEAN, "ja")
    ('7', 'true')
    """
    match kind:
        case ValueType.IRI:
            return written_iri(as_iri(value) or _wrong(value, "geen IRI", "Schrijf https://… of prefix:naam."))
        case ValueType.STRING:
            return written_string(value)
        case ValueType.INTEGER:
            found = value.strip()
            if not _INTEGER.fullmatch(found):
                _wrong(value, "geen geheel getal", "Schrijf het in cijfers.")
            return str(int(found))
        case ValueType.BOOLEAN:
            return _BOOLEANS.get(value.strip().lower()) or _wrong(value, "geen ja of nee", "Schrijf ja of nee.")
        case ValueType.DATE:
            return f'"{_iso_date(value)}"^^<{XSD}date>'


def as_iri(value: str, prefixes: Mapping[str, str] = PREFIXES) -> str | None:
    """Read a value as an IRI; None where it has the form of neither an IRI nor a CURIE with a known prefix.

    >>> as_iri("dpv:Purpose"), as_iri("SSC-ICT")
    ('https://w3id.org/dpv#Purpose', None)
    """
    text = value.strip()
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    return text if _ABSOLUTE_IRI.fullmatch(text) else expand(text, prefixes)


def is_iri(text: str) -> bool:
    """Tell whether a text can stand between angle brackets as an IRI."""
    return bool(text) and not _NOT_IN_IRI.search(text)


def local_name(iri: str) -> str:
    """Give the end of an IRI.

    >>> local_name("https://w3id.org/avggraph/def#Disclosure")
    'Disclosure'
    """
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def written_iri(iri: str) -> str:
    """Write an IRI between angle brackets; `QueryError` where it holds a character that an IRI may not."""
    if not is_iri(iri):
        _wrong(iri, "geen IRI", "Een IRI bevat geen spaties, aanhalingstekens, haken, accolades of backslashes.")
    return f"<{iri}>"


def written_string(text: str) -> str:
    r"""Write a plain string.

    Escapes of code points have eight digits, and a `u` after a backslash is one: they may stand anywhere in a query
    (SPARQL 1.1, section 19.2), and rdflib sees them in an escaped backslash with a `u`, and in more digits than four.

    >>> print(written_string("C:\\u0041"))
    "C:\\\U000000750041"
    """
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        _wrong(text, "geen tekst", "De tekst bevat een half teken (surrogaat).")
    return _ESCAPE.sub(_unmistakable, terms.literal(text))


def _unmistakable(escape: re.Match[str]) -> str:
    if escape["digits"]:
        return f"\\U0000{escape['digits']}"
    return f"\\\\\\U{ord(escape['letter']):08X}" if escape["letter"] else escape[0]


def _iso_date(value: str) -> str:
    text = value.strip()
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "").isoformat()
    except ValueError:
        _wrong(value, "geen datum", "Schrijf JJJJ-MM-DD, zoals 2024-07-02.")


def _wrong(value: str, what: str, advice: str) -> NoReturn:
    raise QueryError(f"{value!r} is {what}.", advice=advice)
