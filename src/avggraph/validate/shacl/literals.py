"""Literals as a SHACL engine judges them: their parts, whether they are well-typed, and their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from avggraph.graph.terms import RDF, XSD, Term

if TYPE_CHECKING:
    from rdflib import Literal

# The same few literals come back in every record: a language, a duration, an answer.
_REMEMBERED = 1 << 14

TRUE: Term = f'"true"^^{XSD.boolean}'

_LITERAL = re.compile(r'"(.*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STRING = XSD.string[1:-1]
_LANG_STRING = RDF.langString[1:-1]
_DECIMAL = XSD.decimal[1:-1]

# What a build writes is known to be well-typed without rdflib, which takes each process half a second to import.
_WELL_TYPED: Mapping[str, re.Pattern[str]] = {
    _STRING: re.compile(r"(?s:.*)"),
    _LANG_STRING: re.compile(r"(?s:.*)"),
    _DECIMAL: re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?"),
    XSD.boolean[1:-1]: re.compile(r"true|false"),
    XSD.duration[1:-1]: re.compile(r"P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"),
}


class Parts(NamedTuple):
    """A literal taken apart: its lexical form, the IRI of its datatype, and its language tag or ""."""

    lexical: str
    datatype: str
    language: str


@lru_cache(maxsize=_REMEMBERED)
def parts(term: Term) -> Parts | None:
    """Take a literal apart; None for an IRI or a blank node.

    >>> parts('"P1Y"^^<http://www.w3.org/2001/XMLSchema#duration>')
    Parts(lexical='P1Y', datatype='http://www.w3.org/2001/XMLSchema#duration', language='')
    >>> parts('"naam \\\\"klant\\\\""@nl').lexical
    'naam "klant"'
    """
    match = _LITERAL.fullmatch(term)
    if match is None:
        return None
    lexical, language, datatype = match.groups()
    if "\\" in lexical:
        lexical = _ESCAPE.sub(_unescaped, lexical)
    return Parts(lexical, datatype or (_LANG_STRING if language else _STRING), language or "")


def string(term: Term) -> str | None:
    """Give what SPARQL's STR gives of a term; None for a blank node."""
    if term.startswith("<"):
        return term[1:-1]
    literal = parts(term)
    return literal.lexical if literal else None


def has_datatype(term: Term, datatype: str) -> bool:
    """Say whether a term is a well-typed literal of a datatype (SHACL, section 4.1.2)."""
    literal = parts(term)
    return literal is not None and literal.datatype == datatype and _is_well_typed(literal.lexical, datatype)


def is_less(first: Term, second: Term, *, or_equal: bool = False) -> bool:
    """Say whether SPARQL's `<` (or `<=`) holds between two terms; terms that cannot be compared give False."""
    return _compares(first, second, or_equal)


@lru_cache(maxsize=_REMEMBERED)
def _is_well_typed(lexical: str, datatype: str) -> bool:
    known = _WELL_TYPED.get(datatype)
    if known and known.fullmatch(lexical):
        return True
    return _in_rdflib(lexical, datatype).ill_typed is not True


@lru_cache(maxsize=_REMEMBERED)
def _compares(first: Term, second: Term, or_equal: bool) -> bool:
    left, right = _value(first), _value(second)
    if left is None or right is None:
        return False
    try:
        return bool(left <= right) if or_equal else bool(left < right)  # type: ignore[operator]
    except TypeError:
        return False


def _value(term: Term) -> object:
    """Give the value of a well-typed literal as Python compares it: numbers, strings, dates and times."""
    literal = parts(term)
    if literal is None or literal.language:
        return None
    if literal.datatype == _DECIMAL and _WELL_TYPED[_DECIMAL].fullmatch(literal.lexical):
        return Decimal(literal.lexical)
    return _in_rdflib(literal.lexical, literal.datatype).value


def _in_rdflib(lexical: str, datatype: str) -> Literal:
    from rdflib import Literal, URIRef  # noqa: PLC0415 - half a second that few literals cost

    from avggraph.validate.shacl.rdflib_terms import unlogged  # noqa: PLC0415

    with unlogged():
        return Literal(lexical, datatype=URIRef(datatype), normalize=False)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])
