"""The pySHACL engine: complete and slow, the measure for any faster one."""

from __future__ import annotations

from collections.abc import Iterator

import pyshacl
from pyparsing import ParseException
from rdflib import Graph

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import SH
from avggraph.validate.shacl.path import read_path
from avggraph.validate.shacl.rdflib_terms import quads_of, rdflib_graph
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shapes.shape_set import ShapeSet


def pyshacl_results(data: Triples, shapes: ShapeSet) -> Iterator[Result]:
    """Validate `data`, its context included, with pySHACL.

    Raises KnowledgeError where pySHACL cannot work with the shapes.
    """
    graph = rdflib_graph((*triple, "") for triple in data.triples())
    try:
        _conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True)
    except (RuntimeError, ValueError, LookupError, SyntaxError, ParseException) as error:
        raise KnowledgeError(f"pySHACL kan met deze vormen niet werken: {error}") from error
    if not isinstance(report, Graph):
        raise KnowledgeError(f"pySHACL kan met deze vormen niet werken: {text}")
    found = Triples(quads_of(report))
    for validation in found.instances(SH.ValidationReport):
        for result in found.objects(validation, SH.result):  # not the sh:detail below one
            yield _result(found, result, shapes)


def _result(report: Triples, result: str, shapes: ShapeSet) -> Result:
    def one(predicate: str) -> str | None:
        return next(iter(report.objects(result, predicate)), None)

    shape, focus, component, severity = map(
        one, (SH.sourceShape, SH.focusNode, SH.sourceConstraintComponent, SH.resultSeverity)
    )
    path = one(SH.resultPath)
    if shape is None or focus is None or component is None or severity is None:
        raise KnowledgeError(f"pySHACL gaf geen volledig resultaat: {result}.")
    # Where the shapes graph gives no message, pySHACL makes one of its own; a query's messages are always given.
    given = component == SH.SPARQLConstraintComponent or bool(shapes.index.objects(shape, SH.message))
    return Result(
        focus,
        None if path is None else read_path(report, path).text,
        one(SH.value),
        component[1:-1],
        shape[1:-1] if shape.startswith("<") else shape,
        severity,
        tuple(sorted(report.objects(result, SH.resultMessage))) if given else (),
    )
