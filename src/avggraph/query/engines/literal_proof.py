"""Proof that a server gives literals back as the values they are.

Some do not: Virtuoso 7.2 takes "P1Y"^^xsd:duration for a number of months, and answers 12. Such answers look like data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from avggraph.errors import QueryError
from avggraph.graph.terms import AVG, RDF
from avggraph.query.table import XSD, Literal, Table, Term

Value = tuple[object, ...] | None

_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Distortion:
    """A datatype of which a server changes values: what was written, and what came back (empty: nothing)."""

    datatype: str
    written: str
    found: str

    def __str__(self) -> str:
        """Say it in Dutch."""
        back = f"komt terug als {self.found!r}" if self.found else "komt niet terug"
        advice = (
            " Lees bewaartermijnen uit avg:isoDuration, niet uit rdf:value."
            if self.datatype == "duration"
            else " Vertrouw zulke waarden in dit antwoord niet."
        )
        return f"Deze server verandert xsd:{self.datatype}: {self.written!r} {back}.{advice}"


# The datatypes of the graph model, and a value of each that has more than one spelling or is easily mistaken.
_CONSTANTS = (
    ("duration", "P1Y6M"),
    ("date", "2024-02-29"),
    ("integer", "17"),
    ("decimal", "0.95"),
    ("boolean", "true"),
)
_STORED = f"SELECT ?value ?text WHERE {{ ?period {RDF.value} ?value ; {AVG.isoDuration} ?text }} LIMIT 20"


def distortions(select: Callable[[str], Table]) -> tuple[Distortion, ...]:
    """Ask a server for known values, written in a query and stored in the graph, and give what it changed."""
    found = [distorted for name, text in _CONSTANTS if (distorted := _of_constant(select, name, text))]
    if all(each.datatype != "duration" for each in found):
        found += _of_stored(select)
    return tuple(found)


def _of_constant(select: Callable[[str], Table], name: str, text: str) -> Distortion | None:
    try:
        rows = select(f'SELECT ("{text}"^^<{XSD}{name}> AS ?value) WHERE {{ }}').rows
    except QueryError:
        rows = ()
    term = rows[0][0] if rows else None
    return None if _same(name, text, term) else Distortion(name, text, "" if term is None else term.value)


def _of_stored(select: Callable[[str], Table]) -> list[Distortion]:
    for value, text in select(_STORED).rows:
        if text is not None and value is not None and not _same("duration", text.value, value):
            return [Distortion("duration", text.value, value.value)]
    return []


def _same(name: str, text: str, term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD + name and _value(name, term.value) == _value(name, text)


def _value(name: str, text: str) -> Value:
    match name:
        case "duration":
            return _length(text)
        case "integer" | "decimal":
            try:
                return (Decimal(text),)
            except InvalidOperation:
                return None
        case "boolean":
            return (_BOOLEANS.get(text),)
        case _:
            return (text,)


def _length(text: str) -> Value:
    """Give a duration's months and seconds (XML Schema 1.1 part 2, section 3.3.6).

    >>> _length("P18M") == _length("P1Y6M"), _length("18")
    (True, None)
    """
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    part = {name: int(digits) for name, digits in found.groupdict(default="0").items() if name != "sign"}
    sign = -1 if found["sign"] else 1
    seconds = ((part["days"] * 24 + part["hours"]) * 60 + part["minutes"]) * 60 + part["seconds"]
    return sign * (part["years"] * 12 + part["months"]), sign * seconds
