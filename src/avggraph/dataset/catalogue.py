"""The dataset in a catalogue: DCAT-AP-NL 3.0 (Geonovum), which follows DCAT-AP 3.0 (SEMIC) and DCAT 3 (W3C).

The catalogue lists one dataset, the register as linked data, and each file as a distribution of it. Records of
processing are no datasets that anybody can ask for: docs/decisions/0014 tells why they are not listed here.

The shapes ask that the class of each value stands in the data, also of values of official lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.bilingual import Bilingual
from avggraph.dataset.addresses import DatasetAddresses
from avggraph.dataset.data_file import DataFile
from avggraph.dataset.rdf_text import ADMS, FOAF, SPDX, VCARD, Triple
from avggraph.graph.terms import DCAT, DCT, RDF, RDFS, SKOS, XSD, Term, iri, literal
from avggraph.publication import Agent, Code, Contact, Publication, Sparql

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_EU_LISTS = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = {"nl": f"{_EU_LISTS}language/NLD", "en": f"{_EU_LISTS}language/ENG"}
_THEMES = f"{_EU_LISTS}data-theme"
_SPARQL = "https://www.w3.org/TR/sparql11-protocol/"


def catalogue_triples(
    files: Iterable[DataFile], publication: Publication, addresses: DatasetAddresses
) -> Iterator[Triple]:
    """Describe the dataset with its files, its endpoint where there is one, and the catalogue itself.

    What the publisher did not tell is left out; `avggraph.publication.missing_facts` tells what is asked beside.
    """
    catalogue, dataset = addresses.catalogue, addresses.dataset
    yield catalogue, RDF.type, DCAT.Catalog
    yield catalogue, DCAT.dataset, dataset
    yield from _about(catalogue, publication)
    yield catalogue, FOAF.homepage, addresses.site
    yield addresses.site, RDF.type, FOAF.Document
    yield from _dataset(dataset, publication, addresses)
    for file in files:
        yield from _distribution(dataset, file, publication, addresses)
    if publication.sparql:
        yield catalogue, DCAT.service, addresses.service
        yield from _service(addresses.service, publication.sparql, publication, addresses)


# ---------------------------------------------------------------- what all have


def _texts(subject: Term, predicate: Term, texts: Bilingual) -> Iterator[Triple]:
    for language, text in texts.texts():
        yield subject, predicate, literal(text, lang=language)


def _about(subject: Term, publication: Publication) -> Iterator[Triple]:
    """Give what the catalogue and the dataset share."""
    yield from _texts(subject, DCT.title, publication.title)
    yield from _texts(subject, DCT.description, publication.description)
    yield from _language(subject, "nl")
    yield from _shared(subject, publication)
    for name, day in ((DCT.issued, publication.issued), (DCT.modified, publication.modified)):
        if day:
            yield subject, name, literal(day.isoformat(), datatype=XSD.date[1:-1])
    for place in publication.spatial:
        yield from _typed(subject, DCT.spatial, iri(place), DCT.Location)


def _shared(subject: Term, publication: Publication) -> Iterator[Triple]:
    """Give what catalogue, dataset and service share: who, and under which licence."""
    yield from _agent(subject, DCT.publisher, publication.publisher)
    yield from _agent(subject, DCT.creator, publication.creator)
    if publication.licence:
        yield from _licence(subject, publication.licence)
    if publication.contact:
        yield from _contact(subject, publication.contact)


def _typed(subject: Term, predicate: Term, value: Term, of_class: Term) -> Iterator[Triple]:
    yield subject, predicate, value
    yield value, RDF.type, of_class


def _language(subject: Term, language: str) -> Iterator[Triple]:
    yield from _typed(subject, DCT.language, iri(_LANGUAGES[language]), DCT.LinguisticSystem)


def _licence(subject: Term, licence: str) -> Iterator[Triple]:
    yield from _typed(subject, DCT.license, iri(licence), DCT.LicenseDocument)


def _standards(subject: Term, standards: Iterable[str]) -> Iterator[Triple]:
    for standard in standards:
        yield from _typed(subject, DCT.conformsTo, iri(standard), DCT.Standard)


def _agent(subject: Term, predicate: Term, agent: Agent | None) -> Iterator[Triple]:
    if agent:
        yield from _typed(subject, predicate, iri(agent.iri), FOAF.Agent)
        yield iri(agent.iri), FOAF.name, literal(agent.name)


def _contact(subject: Term, contact: Contact) -> Iterator[Triple]:
    node = iri(contact.page) if contact.page else iri(f"mailto:{contact.email}")
    yield from _typed(subject, DCAT.contactPoint, node, VCARD.Kind)
    yield node, RDF.type, VCARD.Organization
    yield node, VCARD.fn, literal(contact.name)
    if contact.email:
        yield node, VCARD.hasEmail, iri(f"mailto:{contact.email}")
    if contact.page:
        yield node, VCARD.hasURL, iri(contact.page)


def _concept(subject: Term, predicate: Term, code: Code) -> Iterator[Triple]:
    yield from _typed(subject, predicate, iri(code.iri), SKOS.Concept)
    yield from _texts(iri(code.iri), SKOS.prefLabel, code.name)


def _access(subject: Term, publication: Publication) -> Iterator[Triple]:
    """Give themes and access rights, which the catalogue itself has not."""
    for theme in publication.themes:
        yield from _concept(subject, DCAT.theme, theme)
        yield iri(theme.iri), SKOS.inScheme, iri(_THEMES)
    if publication.access_rights:
        yield from _typed(subject, DCT.accessRights, iri(publication.access_rights.iri), DCT.RightsStatement)
    for language, words in (("nl", publication.keywords_nl), ("en", publication.keywords_en)):
        for word in words:
            yield subject, DCAT.keyword, literal(word, lang=language)


# ---------------------------------------------------------------- dataset, distributions, service


def _dataset(dataset: Term, publication: Publication, addresses: DatasetAddresses) -> Iterator[Triple]:
    yield dataset, RDF.type, DCAT.Dataset
    yield dataset, DCT.identifier, literal(dataset[1:-1])
    yield from _about(dataset, publication)
    yield from _access(dataset, publication)
    yield from _standards(dataset, ("https://w3id.org/dpcat", "https://w3id.org/dpv"))
    yield from _typed(dataset, DCAT.landingPage, addresses.page, FOAF.Document)
    yield from _typed(dataset, FOAF.page, addresses.file("README.md"), FOAF.Document)
    if publication.frequency:
        yield from _typed(dataset, DCT.accrualPeriodicity, iri(publication.frequency.iri), DCT.Frequency)
    if publication.status:
        yield from _concept(dataset, ADMS.status, publication.status)
    if publication.version:
        yield dataset, DCAT.version, literal(publication.version)


def _distribution(
    dataset: Term, file: DataFile, publication: Publication, addresses: DatasetAddresses
) -> Iterator[Triple]:
    node, address = addresses.part(file.path), addresses.file(file.path)
    yield from _typed(dataset, DCAT.distribution, node, DCAT.Distribution)
    yield from _texts(node, DCT.title, file.title)
    yield from _typed(node, DCAT.accessURL, addresses.page, RDFS.Resource)
    yield from _typed(node, DCAT.downloadURL, address, RDFS.Resource)
    yield from _typed(node, DCAT.mediaType, iri(f"{_MEDIA_TYPES}{file.media_type}"), DCT.MediaType)
    for name, packing in ((DCAT.compressFormat, file.compression), (DCAT.packageFormat, file.package)):
        if packing:
            yield from _typed(node, name, iri(f"{_MEDIA_TYPES}{packing}"), DCT.MediaType)
    if file.file_type:
        yield from _typed(node, DCT.format, iri(f"{_EU_LISTS}file-type/{file.file_type}"), DCT.MediaTypeOrExtent)
    yield node, DCAT.byteSize, literal(str(file.size), datatype=XSD.nonNegativeInteger[1:-1])
    yield from _checksum(node, file, addresses)
    yield from _language(node, "nl")
    yield from _standards(node, file.conforms_to)
    licence = file.licence or publication.licence
    if licence:
        yield from _licence(node, licence)
    if publication.status:
        yield from _concept(node, ADMS.status, publication.status)
    if publication.modified:
        yield node, DCT.modified, literal(publication.modified.isoformat(), datatype=XSD.date[1:-1])


def _checksum(node: Term, file: DataFile, addresses: DatasetAddresses) -> Iterator[Triple]:
    checksum = addresses.part(f"{file.path}.sha256")
    yield from _typed(node, SPDX.checksum, checksum, SPDX.Checksum)
    yield from _typed(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
    yield checksum, SPDX.checksumValue, literal(file.sha256, datatype=XSD.hexBinary[1:-1])


def _service(service: Term, sparql: Sparql, publication: Publication, addresses: DatasetAddresses) -> Iterator[Triple]:
    yield service, RDF.type, DCAT.DataService
    yield service, DCT.identifier, literal(service[1:-1])
    yield from _texts(service, DCT.title, Bilingual("SPARQL", "SPARQL"))
    yield from _texts(service, DCT.description, sparql.description)
    yield from _shared(service, publication)
    yield from _access(service, publication)
    yield from _language(service, "nl")
    yield from _standards(service, (_SPARQL,))
    yield from _typed(service, DCAT.endpointURL, iri(sparql.endpoint), RDFS.Resource)
    # A SPARQL endpoint describes itself at its own address (SPARQL 1.1 Service Description, section 2).
    yield from _typed(service, DCAT.endpointDescription, iri(sparql.endpoint), RDFS.Resource)
    yield service, DCAT.servesDataset, addresses.dataset
    yield from _typed(service, DCAT.landingPage, addresses.page, FOAF.Document)
