"""Retention periods as triples: one dpv:StorageDuration for each branch of the text (GDPR art. 30(1)(f))."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.graph.terms import AVG, DCT, DPV, RDF, SKOS, XSD, Term, iri, literal
from avggraph.graph.writer import NodeWriter, Triple
from avggraph.resolve.record import Local, StoragePeriod
from avggraph.vocabulary import concept_iri

# DPV 2.3's kind of duration for each kind of retention, and our concept; a law's is a dpv:StorageDuration and no more.
_DURATION_KINDS: dict[str, Term] = {
    "duration": DPV.TemporalDuration,
    "after_event": DPV.UntilEventDuration,
    "until_event": DPV.UntilEventDuration,
    "until_date": DPV.UntilTimeDuration,
    "endless": DPV.EndlessDuration,
    "placeholder": DPV.IndeterminateDuration,
    "reference": DPV.IndeterminateDuration,
    "other": DPV.IndeterminateDuration,
}
_CONCEPTS = {
    "duration": "duur",
    "after_event": "na-gebeurtenis",
    "until_event": "tot-gebeurtenis",
    "until_date": "tot-datum",
    "endless": "blijvend",
    "not_kept": "niet-bewaard",
    "placeholder": "onbekend",
    "law": "wet",
    "reference": "verwijzing",
}
_SELECTION_LIST = "selectielijst"
_BOUNDS = {"minimum": AVG.Minimum, "maximum": AVG.Maximum}
_DURATION = XSD.base + "duration"


def storage_triples(
    writer: NodeWriter, number: int, periods: tuple[StoragePeriod, ...]
) -> Iterator[tuple[Term, Iterator[Triple]]]:
    """Give the node of each branch of a block's retention text, with its triples."""
    for branch, period in enumerate(periods, 1):
        part = str(number) if len(periods) == 1 else f"{number}-{branch}"
        node = writer.node(Local("bewaartermijn", part))
        yield node, _period(writer, node, period)


def _period(writer: NodeWriter, node: Term, period: StoragePeriod) -> Iterator[Triple]:
    branch = period.branch
    yield node, RDF.type, DPV.StorageDuration
    if branch.kind in _DURATION_KINDS:
        yield node, RDF.type, _DURATION_KINDS[branch.kind]
    if branch.kind in _CONCEPTS:
        yield node, SKOS.broader, iri(concept_iri("bewaartermijnen", _CONCEPTS[branch.kind]))
    yield from writer.says(node, SKOS.prefLabel, period.words)
    yield node, AVG.matchedBy, literal(branch.rule)
    if branch.duration:
        yield node, RDF.value, literal(branch.duration, datatype=_DURATION)
        # Engines rewrite durations ("P18M" becomes "P1Y6M"); what the words state stays beside the value.
        yield node, AVG.isoDuration, literal(branch.duration)
    if branch.bound:
        yield node, AVG.bound, _BOUNDS[branch.bound]
    if branch.code:
        yield node, AVG.selectionListCode, literal(branch.code)
        yield node, SKOS.broader, iri(concept_iri("bewaartermijnen", _SELECTION_LIST))
    if period.event:
        yield (
            node,
            AVG.endEvent if branch.kind == "until_event" else AVG.startEvent,
            literal(period.event.text, lang="nl"),
        )
    if period.condition:
        yield node, AVG.condition, literal(period.condition.text, lang="nl")
    for key in period.references:
        yield node, DCT.relation, writer.other_record(key)
