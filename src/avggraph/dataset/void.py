"""The dataset in VoID (Describing Linked Datasets with the VoID Vocabulary, 2011): what the graph holds, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.dataset.addresses import DatasetAddresses
from avggraph.dataset.data_file import DataFile
from avggraph.dataset.rdf_text import FOAF, VOID, Triple
from avggraph.dataset.statistics import Statistics, graph_kinds, link_targets
from avggraph.graph.context import published_context
from avggraph.graph.naming import Naming
from avggraph.graph.terms import DCT, RDF, XSD, Term, iri, literal
from avggraph.publication import Publication
from avggraph.query.values import local_name

_GRAPH = "graph"
_INTEGER = XSD.integer[1:-1]


def void_triples(
    statistics: Statistics,
    files: Iterable[DataFile],
    publication: Publication,
    addresses: DatasetAddresses,
    naming: Naming,
) -> Iterator[Triple]:
    """Give the description of the dataset, its parts by kind of graph, its partitions and its links to others."""
    dataset = addresses.dataset
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, FOAF.homepage, addresses.page
    for language, text in publication.title.texts():
        yield dataset, DCT.title, literal(text, lang=language)
    if publication.licence:
        yield dataset, DCT.license, iri(publication.licence)
    for file in files:
        if file.group == _GRAPH and not file.path.startswith("findings"):
            yield dataset, VOID.dataDump, addresses.file(file.path)
            yield dataset, VOID.feature, iri(_FORMATS[file.media_type])
    if publication.sparql:
        yield dataset, VOID.sparqlEndpoint, iri(publication.sparql.endpoint)
    yield dataset, VOID.uriSpace, literal(naming.base)
    yield dataset, VOID.rootResource, iri(f"{naming.base}id/{naming.register}/register")
    if statistics.example:
        yield dataset, VOID.exampleResource, iri(statistics.example)
    for name, count in (
        (VOID.triples, statistics.triples),
        (VOID.entities, statistics.entities),
        (VOID.distinctSubjects, statistics.subjects),
        (VOID.distinctObjects, statistics.objects),
        (VOID.classes, len(statistics.classes)),
        (VOID.properties, len(statistics.properties)),
    ):
        yield dataset, name, _number(count)
    yield from _vocabularies(dataset, statistics)
    yield from _partitions(dataset, statistics, addresses)
    yield from _graphs(dataset, statistics, addresses)
    yield from _links(dataset, statistics, addresses)


# The formats that void:feature names (VoID, section 3.3), by media type; W3C's list of formats has those of quads too.
_FORMATS = {
    "application/n-quads": "http://www.w3.org/ns/formats/N-Quads",
    "application/trig": "http://www.w3.org/ns/formats/TriG",
    "text/turtle": "http://www.w3.org/ns/formats/Turtle",
    "application/ld+json": "http://www.w3.org/ns/formats/JSON-LD",
}


def _number(count: int) -> Term:
    return literal(str(count), datatype=_INTEGER)


def _vocabularies(dataset: Term, statistics: Statistics) -> Iterator[Triple]:
    used = (*statistics.classes, *statistics.properties)
    for namespace in published_context().prefixes.values():
        if any(name.startswith(namespace) and name != namespace for name in used):
            yield dataset, VOID.vocabulary, iri(namespace)


def _partitions(dataset: Term, statistics: Statistics, addresses: DatasetAddresses) -> Iterator[Triple]:
    for number, (name, entities) in enumerate(statistics.classes.items(), 1):
        part = addresses.part(f"klasse-{number}-{local_name(name)}")
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], iri(name)
        yield part, VOID.entities, _number(entities)
    for number, (name, uses) in enumerate(statistics.properties.items(), 1):
        part = addresses.part(f"eigenschap-{number}-{local_name(name)}")
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, iri(name)
        yield part, VOID.triples, _number(uses.triples)
        yield part, VOID.distinctSubjects, _number(uses.subjects)
        yield part, VOID.distinctObjects, _number(uses.objects)


def _graphs(dataset: Term, statistics: Statistics, addresses: DatasetAddresses) -> Iterator[Triple]:
    for kind, triples in statistics.graphs.items():
        part = addresses.part(f"deel-{kind}")
        yield dataset, VOID.subset, part
        yield part, RDF.type, VOID.Dataset
        yield part, VOID.triples, _number(triples)
        title = graph_kinds().get(kind)
        for language, text in title.texts() if title else ():
            yield part, DCT.title, literal(text, lang=language)


def _links(dataset: Term, statistics: Statistics, addresses: DatasetAddresses) -> Iterator[Triple]:
    """Give a set of links for each property, as VoID asks (section 5.2)."""
    for number, ((key, name), triples) in enumerate(statistics.links.items(), 1):
        target, links = addresses.part(f"bij-{key}"), addresses.part(f"koppeling-{number}-{key}-{local_name(name)}")
        told = link_targets()[key]
        yield target, RDF.type, VOID.Dataset
        yield target, DCT.title, literal(told.title)
        yield target, FOAF.homepage, iri(told.page)
        yield target, VOID.uriSpace, literal(told.start)
        yield dataset, VOID.subset, links
        yield links, RDF.type, VOID.Linkset
        yield links, VOID.subjectsTarget, dataset
        yield links, VOID.objectsTarget, target
        yield links, VOID.linkPredicate, iri(name)
        yield links, VOID.triples, _number(triples)
