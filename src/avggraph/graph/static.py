"""What a build's graph holds beside its records: organisations, systems, countries, laws, concepts, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from avggraph.graph.citations import law_iri
from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCAT, DCT, DPCAT, DPV, ORG, RDF, RDFS, SKOS, Quad, iri, literal
from avggraph.resolve.countries import Country
from avggraph.resolve.laws import Law, page
from avggraph.resolve.organisations import Organisation, Organisations, System

# Kinds of organisation that are no government body (data/organisations.csv, column type).
_NOT_GOVERNMENT = frozenset({"unit", "bedrijf", "vereniging", "particulier"})


def organisation_quads(
    used: Iterable[Organisation], organisations: Organisations, naming: Naming, on: date | None = None
) -> Iterator[Quad]:
    """Give the quads of organisations a record names, with those they are part of and answer to on a day."""
    graph = naming.graph("organisaties")
    for organisation in used:
        subject = iri(organisation.iri)
        yield subject, RDF.type, ORG.OrganizationalUnit if organisation.parent else ORG.Organization, graph
        yield subject, RDF.type, DPV.OrganisationalUnit if organisation.parent else DPV.Organisation, graph
        if organisation.kind not in _NOT_GOVERNMENT:
            yield subject, RDF.type, DPV.GovernmentalOrganisation, graph
        yield subject, SKOS.prefLabel, literal(organisation.name, lang="nl"), graph
        if organisation.abbreviation and organisation.abbreviation != organisation.name:
            yield subject, SKOS.altLabel, literal(organisation.abbreviation, lang="nl"), graph
        for name in organisations.other_names(organisation.iri, on):
            if name not in (organisation.name, organisation.abbreviation):
                yield subject, SKOS.hiddenLabel, literal(name, lang="nl"), graph
        if organisation.parent:
            yield subject, ORG.unitOf, iri(organisation.parent), graph
        ministry = organisations.ministry_of(organisation.iri, on)
        if ministry:
            yield subject, AVG.ministry, iri(ministry), graph


def system_quads(used: Iterable[System], naming: Naming) -> Iterator[Quad]:
    """Give the quads of systems and registers a record names."""
    graph = naming.graph("organisaties")
    for system in used:
        subject = iri(system.iri)
        yield subject, RDF.type, DPV.Technology, graph
        yield subject, SKOS.prefLabel, literal(system.name, lang="nl"), graph
        for name in system.other_names:
            yield subject, SKOS.hiddenLabel, literal(name, lang="nl"), graph


def country_quads(used: Iterable[Country], naming: Naming) -> Iterator[Quad]:
    """Give the quads of third countries a record names (GDPR chapter V)."""
    graph = naming.graph("organisaties")
    for country in used:
        subject = iri(country.iri)
        yield subject, RDF.type, DPV.ThirdCountry, graph
        yield subject, RDF.type, DPV.Location, graph
        yield subject, DCT.identifier, literal(country.code), graph
        yield subject, SKOS.prefLabel, literal(country.name, lang="nl"), graph


def law_quads(used: Iterable[Law], naming: Naming) -> Iterator[Quad]:
    """Give the quads of laws a record cites; what is known by a verified identifier is linked to its official name."""
    graph = naming.graph("wetten")
    for law in used:
        subject = naming.law(law.slug)
        yield subject, RDF.type, DPV.Law, graph
        yield subject, SKOS.prefLabel, literal(law.title, lang="nl"), graph
        if law.id:
            yield subject, DCT.identifier, literal(law.id), graph
        official, address = law_iri(law), page(law)
        if official:
            yield subject, DCT.references, iri(official), graph
        if address:
            yield subject, RDFS.seeAlso, iri(address), graph


def concept_quads(lines: Iterable[str], naming: Naming) -> Iterator[Quad]:
    """Give the concept schemes' N-Triples lines as quads in the graph of concepts."""
    graph = naming.graph("begrippen")
    for line in lines:
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        yield subject, predicate, value, graph


def catalogue_quads(key: str, naming: Naming) -> Iterator[Quad]:
    """Give the quads that list one record in the register's catalogue."""
    graph = naming.graph("catalogus")
    register = iri(f"{naming.base}id/{naming.register}/register")
    yield register, RDF.type, DPCAT.ROPA, graph
    yield register, RDF.type, DCAT.Catalog, graph
    yield register, DCT.title, literal("Register van verwerkingen", lang="nl"), graph
    yield register, DCAT.dataset, naming.node("verwerking", key), graph
