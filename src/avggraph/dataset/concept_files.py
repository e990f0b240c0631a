"""The concept schemes as files: all in one, with their mappings, and one for each scheme."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from avggraph.dataset.rdf_text import Triple, render_turtle
from avggraph.graph.naming import Naming, slug
from avggraph.graph.terms import CONCEPT
from avggraph.store import graph_quads

ALL = ""
"""The key of the file with all schemes."""

_CONCEPTS = "begrippen"


def concept_files(store: ox.Store, naming: Naming) -> Iterator[tuple[str, bytes]]:
    """Give Turtle of all concepts of a build, and of those of each scheme behind its name."""
    graph = naming.graph(_CONCEPTS)[1:-1]
    triples = [(subject, predicate, value) for subject, predicate, value, _graph in graph_quads(store, graph)]
    by_scheme: dict[str, list[Triple]] = {}
    for triple in triples:
        subject = triple[0][1:-1]
        if subject.startswith(CONCEPT.base):
            by_scheme.setdefault(subject.removeprefix(CONCEPT.base).partition("/")[0], []).append(triple)
    yield ALL, render_turtle(triples)
    for scheme in sorted(by_scheme):
        yield slug(scheme), render_turtle(by_scheme[scheme])
