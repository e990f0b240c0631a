"""A record made by hand of any words, as a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from avggraph.graph.terms import AVG, CONCEPT, DCT, DPCAT, DPV, EU_GDPR, ORG, RDF, SKOS, iri, literal
from avggraph.interop import Reading
from avggraph.interop.things import Things
from avggraph.query.prefixes import PREFIXES
from avggraph.store.unit import read_unit

BASE = "https://avggraph.example/"


@dataclass(frozen=True, slots=True)
class Words:
    """What a record says, in any words."""

    reference: str
    title: str
    purpose: str
    basis: str
    subject: str
    data: str
    retention: str
    recipient: str
    organisation: str


def reading_of_words(words: Words, key: str = "m1") -> Reading:
    """The record with these words, beside concepts that are there."""
    store = ox.Store()
    store.load(_quads(words, key).encode(), format=ox.RdfFormat.N_QUADS)
    record = f"{BASE}id/rijksoverheid/verwerking/{key}"
    return Reading(read_unit(store, iri(record)[1:-1]), Things(store))


def reading_of_trig(statements: str) -> Reading:
    """The record m1 with these statements in its graph, and an organisation `een` that others share."""
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    store = ox.Store()
    store.load(
        f"{prefixes}BASE <{BASE}> GRAPH <graph/m1> {{ <id/rijksoverheid/verwerking/m1> a dpcat:ROPARecord . "
        f"{statements} }}"
        'GRAPH <graph/organisaties> { <id/organisatie/een> a org:Organization ; skos:prefLabel "Een"@nl }'.encode(),
        format=ox.RdfFormat.TRIG,
    )
    return Reading(read_unit(store, f"{BASE}id/rijksoverheid/verwerking/m1"), Things(store))


def _quads(words: Words, key: str) -> str:
    def node(kind: str) -> str:
        return iri(f"{BASE}id/rijksoverheid/{kind}/{key}")

    record, purpose, block = node("verwerking"), node("doel"), node("gegevens")
    subject, recipient = node("betrokkene"), node("ontvanger")
    organisation = iri(f"{BASE}id/organisatie/een")
    own: Mapping[tuple[str, str], str] = {
        (record, DCT.identifier): literal(words.reference),
        (record, DCT.title): literal(words.title, lang="nl"),
        (record, DPV.hasPurpose): purpose,
        (record, DPV.hasProcess): block,
        (record, DPV.hasDataController): organisation,
        (record, DPV.hasRecipient): recipient,
        (record, DPV.hasLegalBasis): EU_GDPR["A6-1-c"],
        (purpose, DCT.description): literal(words.purpose, lang="nl"),
        (purpose, SKOS.broader): CONCEPT["doelen/fraudebestrijding"],
        (purpose, DPV.hasLegalBasis): EU_GDPR["A6-1-c"],
        (purpose, AVG.legalBasisText): literal(words.basis, lang="nl"),
        (block, DPV.hasDataSubject): subject,
        (block, DPV.hasPersonalData): CONCEPT["persoonsgegevens/naam"],
        (block, AVG.personalDataText): literal(words.data, lang="nl"),
        (block, AVG.retentionText): literal(words.retention, lang="nl"),
        (subject, SKOS.prefLabel): literal(words.subject, lang="nl"),
        (recipient, SKOS.prefLabel): literal(words.recipient, lang="nl"),
    }
    shared: Mapping[tuple[str, str], str] = {
        (organisation, RDF.type): ORG.Organization,
        (organisation, SKOS.prefLabel): literal(words.organisation, lang="nl"),
        (CONCEPT["persoonsgegevens/naam"], SKOS.prefLabel): literal("naam", lang="nl"),
    }
    graphs = {f"{BASE}graph/rijksoverheid/een": own, f"{BASE}graph/organisaties": shared}
    lines = [f"{record} {RDF.type} {DPCAT.ROPARecord} <{BASE}graph/rijksoverheid/een> ."]
    lines += [f"{s} {p} {value} <{graph}> ." for graph, quads in graphs.items() for (s, p), value in quads.items()]
    return "\n".join(lines) + "\n"
