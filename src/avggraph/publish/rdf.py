"""What the graph says of one thing, in the formats that stand beside its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.dataset import rdf_text
from avggraph.dataset.rdf_text import Triple
from avggraph.graph.jsonld import jsonld_chunks


def render_ntriples(triples: Iterable[Triple]) -> bytes:
    """Write triples as N-Triples, sorted."""
    return "".join(_lines(triples)).encode()


def render_turtle(triples: Iterable[Triple]) -> bytes:
    """Write triples as Turtle with the prefixes that they use."""
    return rdf_text.render_turtle(triples)


def render_jsonld(triples: Iterable[Triple]) -> bytes:
    """Write triples as compact JSON-LD with the published context in it, as one graph without a name."""
    return b"".join(jsonld_chunks(ox.parse("".join(_lines(triples)), ox.RdfFormat.N_QUADS)))


def render_json(value: Mapping[str, Any]) -> bytes:
    """Write plain JSON, for people to read too."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"


def _lines(triples: Iterable[Triple]) -> list[str]:
    return [f"{' '.join(triple)} .\n" for triple in sorted(set(triples))]
