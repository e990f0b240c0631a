"""Quads between the forms of N-Quads and of rdflib, each literal as it is written."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import Quad, Term, iri, literal


def rdflib_graph(quads: Iterable[Quad]) -> Graph:
    """Copy the union of `quads` to rdflib, each literal as it is written.

    rdflib turns "P12M" into "P1Y" when it reads a literal itself; `normalize=False` keeps it without touching
    the global switch, which pySHACL sets back on each run.

    >>> quad = ("<urn:t>", "<urn:duur>", '"P12M"^^<http://www.w3.org/2001/XMLSchema#duration>', "")
    >>> [str(value) for value in rdflib_graph([quad]).objects()]
    ['P12M']
    """
    graph = Graph()
    text = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value, _graph in quads)
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

    with unlogged():
        for triple in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph


def quads_of(graph: Graph) -> Iterator[Quad]:
    """Give the triples of an rdflib graph as quads of the default graph."""
    for subject, predicate, value in graph:
        yield term(subject), term(predicate), term(value), ""


def term(node: Node) -> Term:
    """Write an rdflib term in N-Triples form."""
    if isinstance(node, Literal):
        return literal(str(node), lang=node.language or "", datatype=str(node.datatype or ""))
    return iri(str(node)) if isinstance(node, URIRef) else f"_:{node}"


@contextmanager
def unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: a shape reports it."""
    logger = logging.getLogger("rdflib.term")

    def other(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Failed to convert Literal lexical form")

    logger.addFilter(other)
    try:
        yield
    finally:
        logger.removeFilter(other)
