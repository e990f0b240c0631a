"""What a source states besides its fields, and where it is unclear, as triples.

Security and the data protection officer (GDPR art. 30(1)(a) and (g)), the categories of processing of a processor
(art. 30(2)(b)), words in which nothing was recognised, and answers that contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.graph.terms import AVG, DCT, DPV, RDF, Term, iri
from avggraph.graph.writer import NodeWriter, Triple
from avggraph.resolve.listed import SECURITY
from avggraph.resolve.record import Local, Record

# The property a field of the description would give a value.
_PROPERTIES: dict[str, Term] = {
    "automated_decision_making": AVG.automatedDecisionMaking,
    "transfer_outside_eu": AVG.transferOutsideEU,
    "related_processing": AVG.relatedProcessing,
    "mandatory": AVG.obligationToProvide,
    "controller": DPV.hasDataController,
    "recipients": DPV.hasRecipient,
    "categories": DPV.hasProcessing,
    "processor": DPV.hasDataProcessor,
    "personal_data": DPV.hasPersonalData,
}


def listed_triples(writer: NodeWriter, record: Record) -> Iterator[Triple]:
    """Give what a structured source lists, and the words of a record that were not understood."""
    yield from _security(writer, record)
    for category in record.categories:
        for words in category.words:
            yield from writer.says(writer.record, AVG.processingText, words)
    if record.officers:
        node = writer.node(Local("functionaris", ""))
        yield writer.record, DPV.hasDataProtectionOfficer, node
        yield node, RDF.type, DPV.DataProtectionOfficer
        yield from writer.cites(node, *record.officers)
    for number, missed in enumerate(record.unrecognised, 1):
        node = writer.node(Local("onherkend", str(number)))
        yield writer.record, AVG.hasUnrecognised, node
        yield node, RDF.type, AVG.Unrecognised
        yield node, AVG.ofProperty, _PROPERTIES[missed.field]
        yield from writer.says(node, RDF.value, missed.words)
    for number, contradiction in enumerate(record.description.contradictions, 1):
        node = writer.node(Local("tegenspraak", str(number)))
        yield writer.record, AVG.hasContradiction, node
        yield node, RDF.type, AVG.Contradiction
        yield node, AVG.ofProperty, _PROPERTIES[contradiction.field]
        yield from writer.says(node, RDF.value, contradiction.words)


def _security(writer: NodeWriter, record: Record) -> Iterator[Triple]:
    if not record.security.words:
        return
    node = writer.node(SECURITY)
    yield writer.record, AVG.hasSecurityDescription, node
    yield node, RDF.type, AVG.SecurityDescription
    for words in record.security.words:
        yield from writer.says(node, DCT.description, words)
    for measure in record.security.concepts:
        for holder in (node, writer.record):
            yield holder, DPV.hasTechnicalOrganisationalMeasure, iri(measure)
