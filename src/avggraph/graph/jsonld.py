"""Quads as compact JSON-LD 1.1, one graph at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, cast

import orjson
import pyoxigraph as ox

from avggraph.graph.context import Context, published_context

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def jsonld_chunks(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Write quads, grouped by graph and sorted by subject inside each, as one JSON-LD document.

    The context stands in the document, so that it can be read offline; it is the published one. What is in no named
    graph stands at the top of the document.
    """
    context = published_context()
    yield b'{"@context":' + orjson.dumps(context.document["@context"]) + b',"@graph":['
    separator = b"\n"
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [_node(subject.value, list(own), context) for subject, own in groupby(members, key=lambda q: q.subject)]
        members_of_top = nodes if isinstance(graph, ox.DefaultGraph) else [{"@id": graph.value, "@graph": nodes}]
        for member in members_of_top:
            yield separator + orjson.dumps(member)
            separator = b",\n"
    yield b"\n]}\n"


def _node(subject: str, quads: list[ox.Quad], context: Context) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject}
    values: dict[str, list[Any]] = {}
    for quad in quads:
        if quad.predicate.value == _TYPE:
            values.setdefault("@type", []).append(context.compact(cast(ox.NamedNode, quad.object).value))
        else:
            name, value = _property(quad.predicate.value, quad.object, context)
            values.setdefault(name, []).append(value)
    for name in sorted(values):
        node[name] = values[name] if len(values[name]) > 1 else values[name][0]
    return node


def _property(predicate: str, value: Any, context: Context) -> tuple[str, Any]:
    if isinstance(value, ox.NamedNode):
        name = context.names.get((predicate, "@id"))
        return (name, value.value) if name else (context.compact(predicate), {"@id": value.value})
    if value.language:
        name = context.names.get((predicate, f"@{value.language}"))
        return (
            (name, value.value)
            if name
            else (context.compact(predicate), {"@value": value.value, "@language": value.language})
        )
    datatype = value.datatype.value
    if datatype == _STRING:
        return context.names.get((predicate, ""), context.compact(predicate)), value.value
    name = context.names.get((predicate, datatype))
    if name:
        return name, value.value
    return context.compact(predicate), {"@value": value.value, "@type": context.compact(datatype)}
