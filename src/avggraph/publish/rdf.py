"""What the graph says of one thing, in the formats that stand beside its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.graph.context import published_context
from avggraph.graph.jsonld import jsonld_chunks
from avggraph.graph.terms import Quad


def render_ntriples(quads: Iterable[Quad]) -> bytes:
    """Write triples as N-Triples, sorted; the names of graphs are left out."""
    return b"".join(_lines(quads))


def render_turtle(quads: Iterable[Quad]) -> bytes:
    """Write triples as Turtle with the published prefixes that they use."""
    lines = _lines(quads)
    text = b"".join(lines).decode()
    prefixes = {name: space for name, space in sorted(published_context().prefixes.items()) if f"<{space}" in text}
    stream = BytesIO()
    ox.serialize(ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES), stream, ox.RdfFormat.TURTLE, prefixes=prefixes)
    return stream.getvalue()


def render_jsonld(quads: Iterable[Quad]) -> bytes:
    """Write quads as compact JSON-LD with the published context in it, by graph."""
    ordered = sorted({(graph, subject, predicate, value) for subject, predicate, value, graph in quads})
    text = "".join(f"{subject} {predicate} {value} {graph} .\n" for graph, subject, predicate, value in ordered)
    return b"".join(jsonld_chunks(ox.parse(text, ox.RdfFormat.N_QUADS)))


def render_json(value: Mapping[str, Any]) -> bytes:
    """Write plain JSON, for people to read too."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    return [f"{' '.join(triple)} .\n".encode() for triple in sorted({quad[:3] for quad in quads})]
