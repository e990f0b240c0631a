"""Validate a shard of the graph: an engine gives bare SHACL results, this module makes findings of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from avggraph.errors import StoreError, UsageError
from avggraph.graph.terms import Quad, Term
from avggraph.validate.finding import Finding
from avggraph.validate.place import quotes_of, records_of, reference_of
from avggraph.validate.shacl.compiled import compiled_results
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shapes.shape_set import ShapeSet, shipped_shapes
from avggraph.version import __version__


class Engine(Protocol):
    """A SHACL engine: from a shard with its context and a shapes graph to the results, in any order."""

    def __call__(self, data: Triples, shapes: ShapeSet) -> Iterable[Result]:
        """Give the results of validating `data` against `shapes`."""


def _pyshacl_results(data: Triples, shapes: ShapeSet) -> Iterable[Result]:
    from avggraph.validate.shacl.pyshacl_engine import pyshacl_results  # noqa: PLC0415 - a second to import

    return pyshacl_results(data, shapes)


# pySHACL is the reference; the tests hold the other to it.
ENGINES: Mapping[str, Engine] = MappingProxyType({"compiled": compiled_results, "pyshacl": _pyshacl_results})


class Validator:
    """Judges shards of one graph against the same shapes and the same context.

    A shard holds whole records with their flows, or the organisations, or the concepts. The context holds what shards
    point to and what is not judged with them: organisations, systems and concepts with their types. Without it a
    controller is "no known organisation". Raises UsageError for an unknown engine.
    """

    def __init__(
        self, context: Iterable[Quad] = (), *, shapes: ShapeSet | None = None, engine: str = "compiled"
    ) -> None:
        if engine not in ENGINES:
            raise UsageError(f"Er is geen SHACL-engine {engine!r}.", advice=f"Kies uit: {', '.join(ENGINES)}.")
        self.shapes = shipped_shapes() if shapes is None else shapes
        self._engine = ENGINES[engine]
        around = sorted(context)
        self._context = Triples(around)
        # Whatever a finding depends on besides the shard: the engines give the same results.
        said = "\n".join((__version__, self.shapes.digest, *map(" ".join, around)))
        self.stamp = hashlib.sha256(said.encode()).hexdigest()

    def findings(self, shard: Iterable[Quad]) -> tuple[Finding, ...]:
        """Judge a shard: its findings in a fixed order, each once."""
        quads = tuple(shard)
        data = Triples(quads, self._context)
        results = {result for result in self._engine(data, self.shapes) if data.judges(result.focus)}
        if not results:
            return ()
        records = records_of((result.focus for result in results), quads, data)
        return tuple(
            sorted((self._finding(each, records.get(each.focus), data) for each in results), key=Finding.sort_key)
        )

    def _finding(self, result: Result, record: Term | None, data: Triples) -> Finding:
        return self.shapes.shapes[result.shape].finding(
            focus=result.focus,
            path=result.path,
            value=result.value,
            component=result.component,
            messages=result.messages,
            record=None if record is None else record[1:-1],
            reference=None if record is None else reference_of(record, data),
            quotes=_quotes(result, record, data),
        )


def validate(
    shard: Iterable[str],
    context: Iterable[str] = (),
    *,
    shapes: ShapeSet | None = None,
    engine: str = "compiled",
) -> tuple[Finding, ...]:
    """Validate the N-Quads lines of a shard in a context (see `Validator`); `shapes` are all shipped ones by default.

    Raises StoreError where a line is no N-Quads, UsageError for an unknown engine.

    >>> rdf, avg = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://w3id.org/avggraph/def#"
    >>> lines = [f"<urn:v> <{rdf}type> <{avg}ProcessorRecord> ."]
    >>> validate(lines, shapes=shipped_shapes("completeness"))[0].message_nl
    'Er staat niet voor welke verantwoordelijke de gegevens worden verwerkt.'
    """
    return Validator(quads_of_lines(context), shapes=shapes, engine=engine).findings(quads_of_lines(shard))


def quads_of_lines(lines: Iterable[str]) -> list[Quad]:
    """Read N-Quads lines. Raises StoreError where one is none."""
    text = "\n".join(line.rstrip("\n") for line in lines)
    try:
        return [
            (str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name))
            for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)
        ]
    except SyntaxError as error:
        raise StoreError(
            f"The lines to validate are not well-formed N-Quads: {error}.", advice="Build the graph again."
        ) from error


def _quotes(result: Result, record: Term | None, data: Triples) -> tuple[str, ...]:
    """Give the words a finding is about: the value's, else the node's; a whole record's words would say nothing."""
    nodes = [node for node in (result.value, result.focus) if node is not None and node != record]
    return next(filter(None, (quotes_of(node, data) for node in nodes)), ())
