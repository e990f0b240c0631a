"""Nodes as compact JSON-LD 1.1, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.graph.context import Context, published_context
from avggraph.graph.nodes import Node
from avggraph.graph.terms import RDF, Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SPELLED = 1 << 12
_TYPE = RDF.type

# A graph's name ("" for none), a node's, and the statements about it: a predicate and an object.
_Member = tuple[Term, Term, list[str]]


def jsonld_chunks(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Write quads, grouped by graph and sorted by subject inside each, as one JSON-LD document.

    The context stands in the document, so that it can be read offline; it is the published one. What is in no named
    graph stands at the top of the document.
    """
    return _chunks(
        (
            "" if isinstance(graph, ox.DefaultGraph) else str(graph),
            str(subject),
            [f"{quad.predicate} {quad.object}" for quad in own],
        )
        for (graph, subject), own in groupby(quads, attrgetter("graph_name", "subject"))
    )


def jsonld_of_nodes(nodes: Iterable[Node]) -> Iterator[bytes]:
    """Write nodes (by graph) as one JSON-LD document, with the published context in it."""
    return _chunks((*_graph_and_subject(head), statements) for head, statements in nodes)


def _graph_and_subject(head: str) -> tuple[Term, Term]:
    graph, _, subject = head.partition(" ")
    return graph, subject


def _chunks(members: Iterable[_Member]) -> Iterator[bytes]:
    writer = _Writer(published_context())
    yield b'{"@context":' + orjson.dumps(writer.context.document["@context"]) + b',"@graph":['
    separator = b"\n"
    for graph, nodes in groupby(members, itemgetter(0)):
        if graph:
            yield separator + b'{"@id":' + orjson.dumps(graph[1:-1]) + b',"@graph":['
            separator = b""
        for _graph, subject, statements in nodes:
            yield separator + orjson.dumps(writer.node(subject, statements))
            separator = b"," if graph else b",\n"
        if graph:
            yield b"]}"
            separator = b",\n"
    yield b"\n]}\n"


class _Writer:
    """Writes nodes in a context; how a property is written with a kind of value is looked up once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._spelled = lru_cache(_SPELLED)(self._spell)

    def node(self, subject: Term, statements: Iterable[str]) -> dict[str, Any]:
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
        context = self.context
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
