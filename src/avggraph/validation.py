"""Validate a finished build, or a Turtle file: against the shipped shapes, or the official shapes of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from avggraph.errors import UsageError
from avggraph.graph import Naming
from avggraph.graph.terms import Quad
from avggraph.store import graph_quads, record_units
from avggraph.validate import RECORDS, Finding, Profile, ShapeSet, Validator, read_turtle

# Records given at a time to what sets up for each shard: pySHACL (about 1 MB a record), and a store for SPARQL.
_SHARD = 100

_SHARED = ("organisaties", "wetten")
_CONCEPTS = "begrippen"


def validated(
    store: ox.Store, naming: Naming, *, shapes: ShapeSet | None = None, engine: str = "compiled"
) -> tuple[Finding, ...]:
    """Validate a store's records with all that belongs to them, against the shipped shapes by default.

    The concepts are the shipped ones, which the project's tests validate. Raises UsageError for an unknown engine.
    """
    validator = Validator(graph_quads(store, _graph(naming, _CONCEPTS)), shapes=shapes, engine=engine)
    units = record_units(store, *(_graph(naming, name) for name in _SHARED))
    return _judged(validator, units, 1 if engine == "compiled" and not validator.shapes.uses_sparql else _SHARD)


def validated_to_profile(
    store: ox.Store, naming: Naming, profile: Profile, folder: Path, *, engine: str = "compiled"
) -> tuple[Finding, ...]:
    """Hold a store to the official shapes of a profile, which stand below `folder`.

    Raises UsageError where a file of the profile is missing, or where the build has no graph that it is about.
    """
    shapes, vocabulary = profile.load_shapes(folder), list(profile.load_vocabulary(folder))
    if profile.about == RECORDS:
        context = [*graph_quads(store, _graph(naming, _CONCEPTS)), *vocabulary]
        units = record_units(store, *(_graph(naming, name) for name in _SHARED))
        return _judged(Validator(context, shapes=shapes, engine=engine), units, _SHARD)
    quads = list(graph_quads(store, _graph(naming, profile.about)))
    if not quads:
        raise UsageError(
            f"Deze graaf heeft geen deel {profile.about!r}, waar profiel {profile.name} over gaat.",
            advice="Geef een Turtle-bestand in plaats van de map van een graaf.",
        )
    named = {value for _subject, _predicate, value, _graph_name in quads} - {subject for subject, *_rest in quads}
    context = [*vocabulary, *_descriptions(store, named)]
    return Validator(context, shapes=shapes, engine=engine).findings(quads)


def validated_file(file: Path, profile: Profile, folder: Path, *, engine: str = "compiled") -> tuple[Finding, ...]:
    """Hold a Turtle file to the official shapes of a profile. Raises as `validated_to_profile` does."""
    context = profile.load_vocabulary(folder)
    return Validator(context, shapes=profile.load_shapes(folder), engine=engine).findings(read_turtle(file))


def _judged(validator: Validator, units: Iterable[list[Quad]], size: int) -> tuple[Finding, ...]:
    remaining = iter(units)
    findings: set[Finding] = set()
    while shard := list(chain.from_iterable(islice(remaining, size))):
        findings |= set(validator.findings(shard))
    return tuple(sorted(findings, key=Finding.sort_key))


def _descriptions(store: ox.Store, nodes: Iterable[str]) -> Iterator[Quad]:
    """Give what the store says of nodes that a graph only points to, such as the records of the catalogue."""
    for node in sorted(nodes):
        if node.startswith("<"):
            for quad in store.quads_for_pattern(ox.NamedNode(node[1:-1]), None, None):
                yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)


def _graph(naming: Naming, name: str) -> str:
    return naming.graph(name)[1:-1]
