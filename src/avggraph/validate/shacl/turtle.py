"""Turtle files as quads of the default graph, each literal as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from avggraph.errors import KnowledgeError, Where
from avggraph.graph.terms import Quad


def read_turtle(path: Path) -> Iterator[Quad]:
    """Read a Turtle file; relative IRIs are taken from the file itself. Raises KnowledgeError where it is none."""
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri()):
            yield str(quad.subject), str(quad.predicate), str(quad.object), ""
    except (OSError, SyntaxError) as error:
        raise KnowledgeError(f"Dit bestand is niet als Turtle te lezen: {error}.", where=Where(str(path))) from error
