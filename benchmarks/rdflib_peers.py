"""Peers in Python: rdflib's graph, its writers, its reader and its queries; and pySHACL."""

from __future__ import annotations

import importlib
import re
from typing import Any

import rdflib
from rdflib import Dataset, Graph, Literal, URIRef

from avggraph.query import RdflibEngine, read_dataset
from avggraph.validate import shipped_shapes

from .blocks import read_blocks
from .clock import Clock
from .data import Amounts, Data
from .twenty import ask_all

# A literal as N-Triples writes it.
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}

rdflib.NORMALIZE_LITERALS = False  # else "P12M" becomes "P1Y"


def graph(data: Data, clock: Clock) -> Amounts:
    """Make terms and add them to a dataset. The parts of each term are given: nothing is parsed by the clock."""
    dataset = Dataset()
    quads = 0
    for block in read_blocks(data.blocks):
        parts = [(s[1:-1], p[1:-1], _parts(o), g[1:-1]) for s, p, o, g in block]
        with clock:
            dataset.addN((URIRef(s), URIRef(p), _term(o), Graph(dataset.store, URIRef(g))) for s, p, o, g in parts)
        quads += len(block)
    return Amounts(quads=quads)


def _parts(term: str) -> str | tuple[str, str | None, str | None]:
    if found := _LITERAL.fullmatch(term):
        text = _ESCAPE.sub(lambda one: _ESCAPED.get(one[1], one[1]), found["text"])
        return text, found["language"], found["datatype"]
    return term[1:-1]


def _term(parts: str | tuple[str, str | None, str | None]) -> URIRef | Literal:
    if isinstance(parts, str):
        return URIRef(parts)
    text, language, datatype = parts
    return Literal(text, lang=language, datatype=URIRef(datatype) if datatype else None)


def nquads(data: Data, clock: Clock) -> Amounts:
    """Write N-Quads."""
    return _written(read_dataset(data.quads), "nquads", clock)


def turtle(data: Data, clock: Clock) -> Amounts:
    """Write Turtle."""
    return _written(_union(data), "turtle", clock)


def trig(data: Data, clock: Clock) -> Amounts:
    """Write TriG."""
    return _written(read_dataset(data.quads), "trig", clock)


def jsonld(data: Data, clock: Clock) -> Amounts:
    """Write JSON-LD."""
    return _written(read_dataset(data.quads), "json-ld", clock)


def _written(source: Graph, name: str, clock: Clock) -> Amounts:
    quads = len(source)
    with clock:
        text = source.serialize(format=name)
    return Amounts(written=len(text.encode()), quads=quads)


def _union(data: Data) -> Graph:
    union = Graph()
    for subject, predicate, value, _ in read_dataset(data.quads).quads():
        union.add((subject, predicate, value))
    return union


def load(data: Data, clock: Clock) -> Amounts:
    """Read N-Quads into memory."""
    with clock:
        dataset = read_dataset(data.quads)
    return Amounts(data.quads.stat().st_size, quads=len(dataset))


def queries(data: Data, clock: Clock) -> Amounts:
    """Ask the twenty questions; `things` are the rows."""
    return Amounts(things=ask_all(RdflibEngine(read_dataset(data.quads)), clock))


def pyshacl(data: Data, clock: Clock) -> Amounts:
    """Validate the whole graph as shipped; `things` are the results (`benchmarks.validation` compares)."""
    library: Any = importlib.import_module("pyshacl")
    union, shapes = _union(data), shipped_shapes().graph
    with clock:
        _conforms, report, _text = library.validate(union, shacl_graph=shapes, inplace=True)
    results = sum(1 for _ in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))
    return Amounts(quads=len(union), things=results)
