"""Saved queries as RDF (`sh:SPARQLExecutable`), so that other query editors can show and run them.

The shape is that of the SIB's sparql-examples: a comment that is the question, the text in `sh:select`, the endpoint it
is meant for in `schema:target`. Parameters are `sh:Parameter`s (SHACL, section 6.2.1); the text is the whole file, and
runs without them.
"""

from __future__ import annotations

from rdflib import DCTERMS, RDF, RDFS, SDO, SH, XSD, Graph, Literal, Namespace, URIRef

from avggraph.graph.terms import AVG as _AVG
from avggraph.query.catalogue import Catalogue, Parameter, SavedQuery
from avggraph.query.form import Form, form_of
from avggraph.query.values import ValueType

AVG = Namespace(_AVG.base)
QUERY = Namespace("https://w3id.org/avggraph/query/")
"""The namespace of the saved queries; a parameter is a fragment of its query."""

_PREFIXES = {
    "avg": str(AVG),
    "dct": str(DCTERMS),
    "query": str(QUERY),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "sh": str(SH),
    "xsd": str(XSD),
}
_FORMS = {
    Form.SELECT: (SH.SPARQLSelectExecutable, SH.select),
    Form.ASK: (SH.SPARQLAskExecutable, SH.ask),
    Form.CONSTRUCT: (SH.SPARQLConstructExecutable, SH.construct),
}
_DATATYPES = {
    ValueType.STRING: XSD.string,
    ValueType.INTEGER: XSD.integer,
    ValueType.BOOLEAN: XSD.boolean,
    ValueType.DATE: XSD.date,
}


def render_executables(catalogue: Catalogue, endpoint: str = "") -> str:
    """Write a catalogue as Turtle: sorted, without blank nodes; `endpoint` is the address the queries are meant for.

    >>> from avggraph.query.catalogue import load_catalogue
    >>> "query:processors a sh:SPARQLExecutable" in render_executables(load_catalogue())
    True
    """
    graph = Graph(bind_namespaces="none")
    for prefix, base in _PREFIXES.items():
        graph.bind(prefix, base)
    for query in catalogue.values():
        _add_query(graph, query, endpoint)
    return graph.serialize(format="turtle")


def _add_query(graph: Graph, query: SavedQuery, endpoint: str) -> None:
    node = QUERY[query.name]
    kind, holds = _FORMS[form_of(query.text)]
    graph.add((node, RDF.type, SH.SPARQLExecutable))
    graph.add((node, RDF.type, kind))
    graph.add((node, holds, Literal(query.text)))
    for language, title, question in (
        ("nl", query.title, query.question),
        ("en", query.title_en, query.question_en),
    ):
        graph.add((node, RDFS.label, Literal(title, lang=language)))
        graph.add((node, RDFS.comment, Literal(question, lang=language)))
    graph.add((node, DCTERMS.description, Literal(query.description, lang="nl")))
    for tag in query.tags:
        graph.add((node, SDO.keywords, Literal(tag, lang="nl")))
    if endpoint:
        graph.add((node, SDO.target, URIRef(endpoint)))
    for parameter in query.parameters:
        graph.add((node, SH.parameter, _add_parameter(graph, node, parameter)))


def _add_parameter(graph: Graph, query: URIRef, parameter: Parameter) -> URIRef:
    node = URIRef(f"{query}#{parameter.name}")
    graph.add((node, RDF.type, SH.Parameter))
    # A path names the parameter (section 6.2.1): the end of its IRI is the name.
    graph.add((node, SH.path, node))
    graph.add((node, SH.optional, Literal(True)))
    graph.add((node, SH.name, Literal(parameter.label, lang="nl")))
    if parameter.type is ValueType.IRI:
        graph.add((node, SH.nodeKind, SH.IRI))
    else:
        datatype = _DATATYPES[parameter.type]
        graph.add((node, SH.datatype, datatype))
        if parameter.default:
            graph.add((node, SH.defaultValue, Literal(parameter.default, datatype=datatype)))
    if parameter.choices:
        graph.add((node, AVG.choices, QUERY[parameter.choices]))
    return node
