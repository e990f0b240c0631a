"""A SHACL property path written as a SPARQL property path, which needs no blank nodes and reads in one line."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from avggraph.errors import KnowledgeError

# The paths of one operand (SHACL, section 2.3.1.3 to 2.3.1.6).
_UNARY: dict[URIRef, Callable[[str], str]] = {
    SH.inversePath: "^({})".format,
    SH.zeroOrMorePath: "({})*".format,
    SH.oneOrMorePath: "({})+".format,
    SH.zeroOrOnePath: "({})?".format,
}


def property_path(graph: Graph, node: Node) -> str:
    """Write the path `node` of a shapes graph in SPARQL notation, with full IRIs.

    Raises KnowledgeError where the node is no path of SHACL, section 2.3.1.

    >>> shapes = Graph().parse(data='''
    ...     @prefix sh: <http://www.w3.org/ns/shacl#> .
    ...     <urn:doel> sh:path ( <urn:heeft> [ sh:inversePath <urn:bij> ] ) .
    ... ''', format="turtle")
    >>> property_path(shapes, shapes.value(URIRef("urn:doel"), SH.path))
    '<urn:heeft>/^(<urn:bij>)'
    """
    if isinstance(node, URIRef):
        return f"<{node}>"
    if (node, RDF.first, None) in graph:
        return "/".join(property_path(graph, step) for step in Collection(graph, node))
    alternatives = graph.value(node, SH.alternativePath)
    if alternatives is not None:
        return "(" + "|".join(property_path(graph, step) for step in Collection(graph, alternatives)) + ")"
    for predicate, write in _UNARY.items():
        operand = graph.value(node, predicate)
        if operand is not None:
            return write(property_path(graph, operand))
    raise KnowledgeError(f"{node.n3()} is no property path of SHACL.")
