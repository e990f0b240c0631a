"""The pySHACL engine: complete and slow, the measure for any faster one."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pyoxigraph as ox
import pyshacl
from rdflib import SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import Term, iri, literal
from avggraph.validate.result import Result
from avggraph.validate.shapes import ShapeSet


def pyshacl_results(quads: Sequence[ox.Quad], shapes: ShapeSet) -> Iterator[Result]:
    """Validate the union of `quads` with pySHACL.

    Raises KnowledgeError where pySHACL cannot work with the shapes.
    """
    _conforms, report, text = pyshacl.validate(rdflib_graph(quads), shacl_graph=shapes.graph, inplace=True)
    if not isinstance(report, Graph):
        raise KnowledgeError(f"pySHACL cannot work with these shapes: {text}")
    for result in report.objects(predicate=SH.result):  # not the sh:detail below one
        shape = report.value(result, SH.sourceShape)
        focus = report.value(result, SH.focusNode)
        component = report.value(result, SH.sourceConstraintComponent)
        value = report.value(result, SH.value)
        if focus is None or not isinstance(shape, URIRef):
            raise KnowledgeError(f"pySHACL reported a shape without an IRI: {shape!r}.")
        yield Result(_term(focus), None if value is None else _term(value), str(shape), str(component))


def rdflib_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Copy the union of `quads` to rdflib, each literal as it is written.

    rdflib turns "P12M" into "P1Y" when it reads a literal itself; `normalize=False` keeps it without touching
    the global switch, which pySHACL sets back on each run.

    >>> line = '<urn:t> <urn:duur> "P12M"^^<http://www.w3.org/2001/XMLSchema#duration> .'
    >>> [str(value) for value in rdflib_graph(ox.parse(line, format=ox.RdfFormat.N_QUADS)).objects()]
    ['P12M']
    """
    graph = Graph()
    names: dict[str, URIRef] = {}

    def node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        if isinstance(term, ox.NamedNode):
            return names.get(term.value) or names.setdefault(term.value, URIRef(term.value))
        if isinstance(term, ox.Literal):
            if term.language:
                return Literal(term.value, lang=term.language)
            datatype = URIRef(term.datatype.value)
            # A simple literal is an xsd:string (RDF 1.1 Concepts, section 3.3); rdflib tells the two apart.
            return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)
        if isinstance(term, ox.BlankNode):
            return BNode(term.value)
        raise KnowledgeError("The graph model has no triple terms, but the data do.")

    with _ill_typed_literals_unlogged():
        for quad in quads:
            graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


@contextmanager
def _ill_typed_literals_unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: a shape reports it."""
    logger = logging.getLogger("rdflib.term")

    def other(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Failed to convert Literal lexical form")

    logger.addFilter(other)
    try:
        yield
    finally:
        logger.removeFilter(other)


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        return literal(str(node), lang=node.language or "", datatype=str(node.datatype or ""))
    return iri(str(node)) if isinstance(node, URIRef) else node.n3()
