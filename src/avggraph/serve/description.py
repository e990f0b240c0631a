"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from avggraph.publish.words import words
from avggraph.serve.results import GRAPHS, TABLES

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
# The W3C's names (www.w3.org/ns/formats) of the formats that have one.
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
MEDIA_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
"""The media types of the description, and rdflib's names for them."""


def render_description(endpoint: str, media_type: str) -> bytes:
    """Describe the endpoint with this address; without blank nodes, the same bytes each time.

    >>> b"UnionDefaultGraph" in render_description("https://data.voorbeeld.nl/sparql", "text/turtle")
    True
    """
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("sd", _SD), ("dct", DCTERMS), ("formats", _FORMATS)):
        graph.bind(prefix, space)
    service, dataset = URIRef(endpoint), URIRef(f"{endpoint}#dataset")
    graph.add((service, RDF.type, _SD.Service))
    graph.add((service, _SD.endpoint, service))
    graph.add((service, _SD.supportedLanguage, _SD.SPARQL11Query))
    graph.add((service, _SD.feature, _SD.UnionDefaultGraph))
    for each in (*TABLES, *GRAPHS):
        graph.add((service, _SD.resultFormat, _FORMATS[_NAMES[each.name]]))
    graph.add((service, _SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, _SD.Dataset))
    graph.add((dataset, _SD.defaultGraph, URIRef(f"{endpoint}#graph")))
    graph.add((URIRef(f"{endpoint}#graph"), RDF.type, _SD.Graph))
    for language in ("nl", "en"):
        graph.add((service, DCTERMS.description, Literal(words(language)("serve.description"), lang=language)))
    return graph.serialize(format=MEDIA_TYPES[media_type]).encode()
