"""Validate a finished build, or a Turtle file: against the shipped shapes, or the official shapes of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from avggraph.errors import UsageError
from avggraph.graph import Naming
from avggraph.graph.terms import Quad
from avggraph.store import graph_quads, node_quads, record_units
from avggraph.validate import RECORDS, Finding, Ledger, LoadedProfile, ShapeSet, Validator, read_turtle

# Records given at a time to what sets up for each shard: pySHACL (about 1 MB a record), and a store for SPARQL.
_SHARD = 100

_SHARED = ("organisaties", "wetten")
_CONCEPTS = "begrippen"


def validated(
    store: ox.Store,
    naming: Naming,
    *,
    shapes: ShapeSet | None = None,
    engine: str = "compiled",
    ledger: Path | None = None,
) -> tuple[Finding, ...]:
    """Validate a store's records with all that belongs to them, against the shipped shapes by default.

    What the store's ledger knows from the build is not found again, but for pySHACL, which is asked to see for itself.
    The concepts are the shipped ones, which the project's tests validate. Raises UsageError for an unknown engine.
    """
    validator = Validator(graph_quads(store, _graph(naming, _CONCEPTS)), shapes=shapes, engine=engine)
    known = Ledger.open(ledger, validator).earlier if ledger and engine == "compiled" else None
    if known is not None:
        return known
    units = record_units(store, *(_graph(naming, name) for name in _SHARED))
    return _judged(validator, units, 1 if engine == "compiled" and not validator.shapes.uses_sparql else _SHARD)


def validated_to_profile(
    store: ox.Store, naming: Naming, loaded: LoadedProfile, *, engine: str = "compiled"
) -> tuple[Finding, ...]:
    """Hold a store to the official shapes of a profile.

    Raises UsageError where the build has no graph that the profile is about, or for an unknown engine.
    """
    about = loaded.profile.about
    if about == RECORDS:
        context = [*graph_quads(store, _graph(naming, _CONCEPTS)), *loaded.vocabulary]
        units = record_units(store, *(_graph(naming, name) for name in _SHARED))
        return _judged(Validator(context, shapes=loaded.shapes, engine=engine), units, _SHARD)
    quads = list(graph_quads(store, _graph(naming, about)))
    if not quads:
        raise UsageError(
            f"Deze graaf heeft geen deel {about!r}, waar profiel {loaded.profile.name} over gaat.",
            advice="Geef een Turtle-bestand in plaats van de map van een graaf.",
        )
    named = {value for _subject, _predicate, value, _graph_name in quads} - {subject for subject, *_rest in quads}
    context = [*loaded.vocabulary, *_descriptions(store, named)]
    return Validator(context, shapes=loaded.shapes, engine=engine).findings(quads)


def validated_file(file: Path, loaded: LoadedProfile, *, engine: str = "compiled") -> tuple[Finding, ...]:
    """Hold a Turtle file to the official shapes of a profile. Raises KnowledgeError where it is no Turtle."""
    return Validator(loaded.vocabulary, shapes=loaded.shapes, engine=engine).findings(read_turtle(file))


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
            yield from node_quads(store, node)


def _graph(naming: Naming, name: str) -> str:
    return naming.graph(name)[1:-1]
