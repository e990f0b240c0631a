"""Statements about a dataset as Turtle and JSON-LD: sorted, each once, without blank nodes."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox

from avggraph.graph.context import published_context
from avggraph.graph.terms import Namespace, Term

ADMS = Namespace("http://www.w3.org/ns/adms#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VOID = Namespace("http://rdfs.org/ns/void#")

Triple = tuple[Term, Term, Term]

_OWN_PREFIXES = {"adms": ADMS, "foaf": FOAF, "spdx": SPDX, "vcard": VCARD, "void": VOID}


def render_turtle(triples: Iterable[Triple]) -> bytes:
    """Write statements as Turtle, with the prefixes that they use.

    >>> print(render_turtle([("<urn:a>", VOID.triples, '"7"')]).decode(), end="")
    @prefix void: <http://rdfs.org/ns/void#> .
    <urn:a> void:triples "7" .
    """
    lines = _lines(triples)
    out = io.BytesIO()
    ox.serialize(_parsed(lines), out, ox.RdfFormat.TURTLE, prefixes=_prefixes(lines))
    return out.getvalue()


def render_jsonld(triples: Iterable[Triple]) -> bytes:
    """Write statements as expanded JSON-LD, which needs no context from elsewhere."""
    out = io.BytesIO()
    ox.serialize(_parsed(_lines(triples)), out, ox.RdfFormat.JSON_LD)
    return out.getvalue()


def _lines(triples: Iterable[Triple]) -> str:
    return "".join(f"{' '.join(triple)} .\n" for triple in sorted(set(triples)))


def _parsed(lines: str) -> Iterable[ox.Triple]:
    return (quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))


def _prefixes(lines: str) -> dict[str, str]:
    known = {**published_context().prefixes, **{name: space.base for name, space in _OWN_PREFIXES.items()}}
    return {name: base for name, base in sorted(known.items()) if f"<{base}" in lines}
