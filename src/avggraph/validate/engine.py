"""Validate a shard of the graph: an engine gives bare SHACL results, this module makes findings of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from avggraph.errors import StoreError, UsageError
from avggraph.graph.terms import Term
from avggraph.validate.finding import Finding
from avggraph.validate.place import Places, places
from avggraph.validate.pyshacl_engine import pyshacl_results
from avggraph.validate.result import Result
from avggraph.validate.shapes import Shape, ShapeSet, shipped_shapes


class Engine(Protocol):
    """A SHACL engine: from the union of some quads and a shapes graph to the results, in any order.

    It reads literals as they are written ("P12M" stays "P12M") and reports only shapes that have an IRI.
    """

    def __call__(self, quads: Sequence[ox.Quad], shapes: ShapeSet) -> Iterable[Result]:
        """Give the results of validating `quads` against `shapes`."""


ENGINES: Mapping[str, Engine] = MappingProxyType({"pyshacl": pyshacl_results})


@dataclass(frozen=True, slots=True)
class _Shard:
    quads: tuple[ox.Quad, ...]
    own: frozenset[Term]
    context: frozenset[Term]

    def judges(self, focus: Term) -> bool:
        """Tell whether findings about `focus` are the shard's: a node that only the context describes has its own."""
        return focus in self.own or focus not in self.context


def validate(
    shard: Iterable[str],
    context: Iterable[str] = (),
    *,
    shapes: ShapeSet | None = None,
    engine: str = "pyshacl",
) -> tuple[Finding, ...]:
    """Validate the N-Quads lines of a shard; `shapes` are all shipped ones by default.

    A shard holds whole records with their flows (up to a few hundred records: memory grows with it), or the
    organisations, or the concepts. `context` holds what the shard points to and what is not judged here:
    organisations, systems and concepts with their types. Without it a controller is "no known organisation".

    Findings come in a fixed order and without repetition. Raises StoreError where a line is no N-Quads,
    UsageError for an unknown engine.

    >>> rdf, avg = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://w3id.org/avggraph/def#"
    >>> lines = [f"<urn:v> <{rdf}type> <{avg}ProcessorRecord> ."]
    >>> validate(lines, shapes=shipped_shapes("completeness"))[0].message_nl
    'Er staat niet voor welke verantwoordelijke de gegevens worden verwerkt.'
    """
    if engine not in ENGINES:
        raise UsageError(f"There is no SHACL engine named {engine!r}.", advice=f"Choose from: {', '.join(ENGINES)}.")
    known = shipped_shapes() if shapes is None else shapes
    data = _read_shard(shard, context)
    where = places(data.quads)
    results = {result for result in ENGINES[engine](data.quads, known) if data.judges(result.focus)}
    findings = (_finding(result, known.shapes[result.shape], where) for result in results)
    return tuple(sorted(findings, key=Finding.sort_key))


def _read_shard(shard: Iterable[str], context: Iterable[str]) -> _Shard:
    own, around = _parse(shard), _parse(context)
    return _Shard(
        own + around,
        frozenset(str(quad.subject) for quad in own),
        frozenset(str(quad.subject) for quad in around),
    )


def _parse(lines: Iterable[str]) -> tuple[ox.Quad, ...]:
    text = "\n".join(line.rstrip("\n") for line in lines)
    try:
        return tuple(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise StoreError(
            f"The lines to validate are not well-formed N-Quads: {error}.", advice="Build the graph again."
        ) from error


def _finding(result: Result, shape: Shape, where: Places) -> Finding:
    record = where.records.get(result.focus)
    return Finding(
        severity=shape.severity,
        shape=shape.iri,
        focus=result.focus,
        path=shape.path,
        value=result.value,
        component=result.component,
        message_nl=shape.message_nl,
        message_en=shape.message_en,
        advice_nl=shape.advice_nl,
        advice_en=shape.advice_en,
        article=shape.article,
        record=None if record is None else record[1:-1],
        reference=None if record is None else where.references.get(record),
        quotes=_quotes(result, record, where),
    )


def _quotes(result: Result, record: Term | None, where: Places) -> tuple[str, ...]:
    """Give the words a finding is about: the value's, else the node's; a whole record's words would say nothing."""
    of_value = where.quotes.get(result.value or "", ())
    return of_value or (() if result.focus == record else where.quotes.get(result.focus, ()))
