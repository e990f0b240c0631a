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
        # Oxigraph's errors of the system have no number of their own.
        missing = isinstance(error, OSError) and not path.exists()
        raise KnowledgeError(
            "Dit bestand bestaat niet." if missing else f"Dit bestand is niet als Turtle te lezen: {error}.",
            where=Where(str(path)),
            advice="Kijk de naam na." if missing else "Geef een bestand in Turtle (.ttl).",
        ) from error
