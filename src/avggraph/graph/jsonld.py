"""Nodes as compact JSON-LD 1.1, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.graph.context import Context, published_context
from avggraph.graph.nodes import Node
from avggraph.graph.terms import RDF, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SPELLED = 1 << 12
_TYPE = RDF.type


def jsonld_chunks(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Write quads, grouped by graph and sorted by subject inside each, as one JSON-LD document.

    The context stands in the document, so that it can be read offline; it is the published one. What is in no named
    graph stands at the top of the document.
    """
    writer = JsonLdWriter(published_context())
    yield writer.begin()
    for (name, subject), own in groupby(quads, attrgetter("graph_name", "subject")):
        graph = "" if isinstance(name, ox.DefaultGraph) else str(name)
        statements = [f"{quad.predicate} {quad.object}" for quad in own]
        yield writer.before(graph) + writer.piece([(f"{graph} {subject}", statements)])
    yield writer.end()


class JsonLdWriter:
    """Writes nodes (by graph) as one JSON-LD document; how a property is written with a kind of value is kept."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._spelled = lru_cache(_SPELLED)(self._spell)
        self._graph: str | None = None

    def begin(self) -> bytes:
        """Give the context, which stands in the document."""
        return b'{"@context":' + orjson.dumps(self._context.document["@context"]) + b',"@graph":['

    def before(self, graph: str) -> bytes:
        """Open a graph where it is another than the last, which is closed; "" is none."""
        last, self._graph = self._graph, graph
        if graph == last:
            return b"," if graph else b",\n"
        closing = b"\n" if last is None else b"]},\n" if last else b",\n"
        return closing + b'{"@id":' + orjson.dumps(graph[1:-1]) + b',"@graph":[' if graph else closing

    def piece(self, nodes: Iterable[Node]) -> bytes:
        """Write nodes of one graph."""
        return b",".join([orjson.dumps(self._node(head.partition(" ")[2], said)) for head, said in nodes])

    def end(self) -> bytes:
        """Close the graph that is open, and the document."""
        return b"]}\n]}\n" if self._graph else b"\n]}\n"

    def _node(self, subject: Term, statements: Iterable[str]) -> dict[str, Any]:
        values: dict[str, list[Any]] = {}
        last = last_kind = name = ""
        around: tuple[str, dict[str, str]] | None = None
        for statement in statements:
            predicate, _, term = statement.partition(" ")
            kind, value = ("@id", term[1:-1]) if term[0] == "<" else _kind_and_value(term)
            if predicate == _TYPE:
                values.setdefault("@type", []).append(self._spelled(value, None)[0])
                continue
            if predicate != last or kind != last_kind:
                last, last_kind = predicate, kind
                name, around = self._spelled(predicate[1:-1], kind)
            values.setdefault(name, []).append({around[0]: value, **around[1]} if around else value)
        return {
            "@id": subject[1:-1],
            **{name: values[name] if len(values[name]) > 1 else values[name][0] for name in sorted(values)},
        }

    def _spell(self, iri: str, kind: str | None) -> tuple[str, tuple[str, dict[str, str]] | None]:
        """Give a property's name for values of a kind, and what stands around a value that the name says too little of.

        A kind is "@id", a language tag with "@", a datatype, or "" for plain strings; None for the value of a type.
        """
        context = self._context
        name = None if kind is None else context.names.get((iri, kind))
        if name or not kind:
            return name or context.compact(iri), None
        if kind == "@id":
            return context.compact(iri), ("@id", {})
        told = {"@language": kind[1:]} if kind[0] == "@" else {"@type": context.compact(kind)}
        return context.compact(iri), ("@value", told)


def _kind_and_value(term: Term) -> tuple[str, str]:
    """Give a literal's kind and its text."""
    text, _, kind = term.rpartition('"')
    # N-Quads escapes as JSON does.
    value = orjson.loads(f'{text}"') if "\\" in text else text[1:]
    if kind.startswith("^^<"):
        kind = kind[3:-1]
    return "" if kind == _STRING else kind, value
