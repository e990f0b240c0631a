"""What the data beside a page say of the document itself: what it is about, and of which dataset it is a part."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.dataset import DatasetAddresses
from avggraph.dataset.rdf_text import FOAF, VOID, Triple
from avggraph.graph.terms import DCT, RDF, iri
from avggraph.publication import Publication


def document_triples(
    document: str, thing: str, dataset: DatasetAddresses, publication: Publication
) -> Iterator[Triple]:
    """Describe a document of the site about a thing, both by their IRIs (VoID, section 6.2).

    A document that is itself the thing, such as a source, comes from others: who publishes the site, and under which
    licence, is not told of it.

    >>> place = "https://avggraph.example/"
    >>> told = document_triples(f"{place}doc/wet/awb", f"{place}id/wet/awb", DatasetAddresses(place), Publication())
    >>> [value for _document, _property, value in told][1:]
    ['<https://avggraph.example/id/wet/awb>', '<https://avggraph.example/data/#dataset>']
    """
    subject = iri(document)
    yield subject, RDF.type, FOAF.Document
    if thing != document:
        yield subject, FOAF.primaryTopic, iri(thing)
        if publication.licence:
            yield subject, DCT.license, iri(publication.licence)
        if publication.publisher:
            yield subject, DCT.publisher, iri(publication.publisher.iri)
    yield subject, VOID.inDataset, dataset.dataset
