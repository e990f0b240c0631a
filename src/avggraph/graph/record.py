"""A resolved description as quads, straight from the model of docs/graph-model.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.description import Answer, DataRecord, Statement
from avggraph.extract.contract import reference_number
from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCAT, DCT, DPCAT, DPV, ORG, PROV, RDF, SKOS, XSD, Quad, Term, iri, literal
from avggraph.resolve.record import Block, Controller, Flow, Local, Record, Thing
from avggraph.resolve.retention import Retention
from avggraph.text import Quote

# DPV 2.3's kind of duration for each kind of retention; the others are a dpv:StorageDuration and no more.
_DURATION_KINDS: dict[str, Term] = {
    "duration": DPV.TemporalDuration,
    "after_event": DPV.UntilEventDuration,
    "until_event": DPV.UntilEventDuration,
    "endless": DPV.EndlessDuration,
    "placeholder": DPV.IndeterminateDuration,
    "other": DPV.IndeterminateDuration,
}

# "niet verplicht" is dpv:Optional; dpv:NotRequired means that the data are not needed (model.md).
_NECESSITY: dict[Answer, Term] = {Answer.YES: DPV.Required, Answer.NO: DPV.Optional}

_PREFIXES = {"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#"}

TRUE = literal("true", datatype="http://www.w3.org/2001/XMLSchema#boolean")
FALSE = literal("false", datatype="http://www.w3.org/2001/XMLSchema#boolean")
_DURATION = XSD.base + "duration"


def record_quads(record: Record, naming: Naming, *, private: bool = False) -> Iterator[Quad]:
    """Give the quads of one description: its own graph, and its flows in the graph of flows.

    `private` gives the values about natural persons too. The same quad may come more than once; order carries no
    meaning.
    """
    return _RecordWriter(record, naming, private=private).quads()


class _RecordWriter:
    """Writes one record. Each method yields (subject, predicate, object) of one part of the model."""

    def __init__(self, record: Record, naming: Naming, *, private: bool) -> None:
        self._record = record
        self._private = private
        self._naming = naming
        self._subject = self._node(Local("verwerking", ""))
        self._sha256 = record.source.sha256

    def quads(self) -> Iterator[Quad]:
        graph = self._naming.record_graph(self._record.key)
        for part in (
            self._header(),
            self._answers(),
            self._purposes(),
            self._blocks(),
            self._subjects(),
            self._sources(),
            self._controllers(),
            self._parties(),
            self._mentions(),
            self._extra(),
            self._document(),
        ):
            for subject, predicate, value in part:
                yield subject, predicate, value, graph
        flows = self._naming.graph("stromen")
        for number, flow in enumerate(self._record.flows, 1):
            for subject, predicate, value in self._flow(self._node(Local("stroom", str(number))), flow):
                yield subject, predicate, value, flows

    # ------------------------------------------------------------ names and words

    def _node(self, local: Local) -> Term:
        return self._naming.node(local.kind, f"{self._record.key}-{local.part}" if local.part else self._record.key)

    def _thing(self, thing: Thing) -> Term:
        return self._node(thing) if isinstance(thing, Local) else iri(thing)

    def _cites(self, subject: Term, *quotes: Quote | None) -> Iterator[tuple[Term, Term, Term]]:
        for words in quotes:
            for span in words.spans if words else ():
                yield subject, PROV.wasQuotedFrom, self._naming.words(self._sha256, span)

    def _says(self, subject: Term, predicate: Term, words: Quote | None) -> Iterator[tuple[Term, Term, Term]]:
        """Keep a field's own words on a node, and cite them."""
        if words:
            yield subject, predicate, literal(words.text, lang="nl")
            yield from self._cites(subject, words)

    # ------------------------------------------------------------ the record itself

    def _header(self) -> Iterator[tuple[Term, Term, Term]]:
        record, subject = self._record, self._subject
        description = record.description
        for kind in (DPCAT.ROPARecord, DCAT.Dataset, DPV.PersonalDataProcess):
            yield subject, RDF.type, kind
        if description.reference:
            yield subject, DCT.identifier, literal(reference_number(description.reference.text))
            yield from self._cites(subject, description.reference)
        yield from self._says(subject, DCT.title, description.title)
        for words in description.organisations:
            yield from self._says(subject, AVG.organisationText, words)
        yield from self._says(subject, AVG.departmentText, description.department)
        if record.department:
            yield subject, DPV.hasResponsibleEntity, iri(record.department)
        for ministry in record.ministries:
            yield subject, AVG.ministry, iri(ministry)
        yield from self._says(subject, AVG.recipientsText, description.recipients)
        for rest in record.unread_recipients:
            yield subject, AVG.unmappedText, literal(rest.text, lang="nl")
        yield from self._says(subject, AVG.responsibilityDivisionText, description.responsibility_division)
        yield subject, PROV.wasDerivedFrom, self._naming.source(self._sha256)

    def _answers(self) -> Iterator[tuple[Term, Term, Term]]:
        description, subject = self._record.description, self._subject
        for predicate, text, statement in (
            (AVG.automatedDecisionMaking, AVG.automatedDecisionMakingText, description.automated_decision_making),
            (AVG.transferOutsideEU, AVG.transferText, description.transfer_outside_eu),
            (AVG.relatedProcessing, AVG.relatedProcessingText, description.related_processing),
        ):
            yield from self._answer(subject, predicate, text, statement)
        for reference in self._record.related:
            yield subject, DCT.relation, self._naming.node("verwerking", reference)

    def _answer(
        self, subject: Term, predicate: Term, text: Term, statement: Statement
    ) -> Iterator[tuple[Term, Term, Term]]:
        yield subject, predicate, AVG[statement.answer.value]
        yield from self._says(subject, text, statement.words)

    # ------------------------------------------------------------ purposes and data blocks

    def _purposes(self) -> Iterator[tuple[Term, Term, Term]]:
        for number, (purpose, concepts) in enumerate(
            zip(self._record.description.purposes, self._record.purposes, strict=True), 1
        ):
            node = self._node(Local("doel", str(number)))
            yield self._subject, DPV.hasPurpose, node
            yield from self._purpose(node, purpose.description, concepts)
            yield from self._says(node, AVG.legalBasisText, purpose.legal_basis_text)
            if purpose.legal_basis:
                basis = iri(_expand(purpose.legal_basis))
                yield node, DPV.hasLegalBasis, basis
                yield self._subject, DPV.hasLegalBasis, basis

    def _purpose(self, node: Term, words: Quote | None, concepts: Iterable[str]) -> Iterator[tuple[Term, Term, Term]]:
        yield node, RDF.type, DPV.Purpose
        yield from self._says(node, DCT.description, words)
        for concept in concepts:
            yield node, SKOS.broader, iri(concept)

    def _blocks(self) -> Iterator[tuple[Term, Term, Term]]:
        for number, (block, purposes) in enumerate(
            zip(self._record.blocks, self._record.collection_purposes, strict=True), 1
        ):
            words = block.words
            node = self._node(Local("gegevens", str(number)))
            yield self._subject, DPV.hasProcess, node
            yield node, RDF.type, DPV.PersonalDataProcess
            yield node, DCT.isPartOf, self._subject
            yield from self._block_data(node, block)
            if words.collection_purpose:
                purpose = self._node(Local("doel", f"g{number}"))
                yield node, DPV.hasPurpose, purpose
                yield from self._purpose(purpose, words.collection_purpose, purposes)
            if words.retention and block.retention:
                retention = self._node(Local("bewaartermijn", str(number)))
                yield node, DPV.hasStorageCondition, retention
                yield from self._retention(retention, words.retention, block.retention)
            yield from self._obligation(node, number, words)

    def _block_data(self, node: Term, block: Block) -> Iterator[tuple[Term, Term, Term]]:
        words = block.words
        yield from self._says(node, AVG.personalDataText, words.personal_data)
        if not (words.personal_data or words.source or words.mandatory.words):
            yield from self._cites(node, words.data_subject, words.collection_purpose, words.retention)
        for concept in block.data:
            yield node, DPV.hasPersonalData, iri(concept)
            yield self._subject, DPV.hasPersonalData, iri(concept)
        for rest in block.unmapped:
            yield node, AVG.unmappedText, literal(rest.text, lang="nl")
        if block.subject:
            yield node, DPV.hasDataSubject, self._node(block.subject)
            yield self._subject, DPV.hasDataSubject, self._node(block.subject)
        yield from self._says(node, AVG.sourceText, words.source)
        sources = [self._node(source) for source in block.sources]
        if block.from_data_subject:
            sources.append(DPV.DataSubjectDataSource)
        for source in sources:
            yield node, DPV.hasDataSource, source
            yield self._subject, DPV.hasDataSource, source

    def _retention(self, node: Term, words: Quote, retention: Retention) -> Iterator[tuple[Term, Term, Term]]:
        yield node, RDF.type, DPV.StorageDuration
        if retention.kind in _DURATION_KINDS:
            yield node, RDF.type, _DURATION_KINDS[retention.kind]
        yield from self._says(node, SKOS.prefLabel, words)
        if retention.duration:
            yield node, RDF.value, literal(retention.duration, datatype=_DURATION)
            # Engines rewrite durations ("P18M" becomes "P1Y6M"); what the words state stays beside the value.
            yield node, AVG.isoDuration, literal(retention.duration)
        if retention.event:
            start, end = retention.event
            yield node, AVG.startEvent, literal(words.text[start:end], lang="nl")
        if retention.bound:
            yield node, AVG.bound, AVG[retention.bound]

    def _obligation(self, node: Term, number: int, words: DataRecord) -> Iterator[tuple[Term, Term, Term]]:
        yield from self._answer(node, AVG.obligationToProvide, AVG.obligationText, words.mandatory)
        if words.mandatory.answer in _NECESSITY:
            yield node, DPV.hasNecessity, _NECESSITY[words.mandatory.answer]
        if words.consequence:
            consequence = self._node(Local("gevolg", str(number)))
            yield node, DPV.hasConsequence, consequence
            yield consequence, RDF.type, DPV.ConsequenceOfFailure
            yield from self._says(consequence, DCT.description, words.consequence)

    def _subjects(self) -> Iterator[tuple[Term, Term, Term]]:
        for subject in self._record.subjects:
            node = self._node(subject.node)
            yield node, RDF.type, DPV.DataSubject
            yield from self._says(node, SKOS.prefLabel, subject.words)
            for concept in subject.concepts:
                yield node, SKOS.broader, iri(concept)
            if subject.ticked is not Answer.NOT_STATED:
                yield node, AVG.specialCategories, AVG[subject.ticked.value]
            for words in subject.special_words:
                yield from self._says(node, AVG.specialCategoryText, words)
            for concept in subject.special:
                yield node, DPV.hasPersonalData, iri(concept)
                yield self._subject, DPV.hasPersonalData, iri(concept)

    def _sources(self) -> Iterator[tuple[Term, Term, Term]]:
        for source in self._record.source_parties:
            node = self._node(source.node)
            yield node, RDF.type, DPV.DataSource
            yield from self._says(node, SKOS.prefLabel, source.words)
            if source.dpv_kind:
                yield node, SKOS.broader, iri(source.dpv_kind)
            for thing in (source.organisation, source.system):
                if thing:
                    yield node, AVG.mentions, iri(thing)

    # ------------------------------------------------------------ parties

    def _controllers(self) -> Iterator[tuple[Term, Term, Term]]:
        entries = zip(self._record.description.controllers, self._record.controllers, strict=True)
        for number, (words, controller) in enumerate(entries, 1):
            node = self._node(Local("verantwoordelijke", str(number)))
            yield self._subject, AVG.hasControllerEntry, node
            yield node, RDF.type, AVG.ControllerEntry
            yield from self._says(node, AVG.controllerText, words.name)
            yield from self._says(node, AVG.visitingAddressText, words.visiting_address)
            yield from self._says(node, AVG.postalAddressText, words.postal_address)
            yield from self._controller(node, controller)

    def _controller(self, node: Term, controller: Controller) -> Iterator[tuple[Term, Term, Term]]:
        for organisation in controller.organisations:
            yield node, DPV.hasDataController, iri(organisation)
            yield self._subject, DPV.hasDataController, iri(organisation)
        if controller.office:
            yield node, AVG.office, literal(controller.office.text, lang="nl")
        if controller.unit:
            yield node, DPV.hasResponsibleEntity, iri(controller.unit)
            yield self._subject, DPV.hasResponsibleEntity, iri(controller.unit)

    def _parties(self) -> Iterator[tuple[Term, Term, Term]]:
        record, subject = self._record, self._subject
        for party in record.parties:
            yield subject, DPV.hasRecipient, self._thing(party.thing)
            if party.role in ("processor", "subprocessor") and not isinstance(party.thing, Local):
                yield subject, DPV.hasDataProcessor, self._thing(party.thing)
            if party.system:
                yield subject, DPV.isImplementedUsingTechnology, iri(party.system)
        for group in record.groups:
            node = self._node(group.node)
            yield node, RDF.type, DPV.Recipient
            yield node, RDF.type, AVG.Group
            yield from self._says(node, SKOS.prefLabel, group.words)
            if group.unit_of:
                yield node, ORG.unitOf, iri(group.unit_of)

    def _flow(self, node: Term, flow: Flow) -> Iterator[tuple[Term, Term, Term]]:
        yield node, RDF.type, AVG.Flow
        yield node, AVG.inRecord, self._subject
        yield node, AVG.kind, AVG[flow.kind]
        yield node, AVG["from"], self._thing(flow.origin)
        yield node, AVG.to, self._thing(flow.target)
        if flow.system:
            yield node, AVG.viaSystem, iri(flow.system)
        for concept in flow.data:
            yield node, DPV.hasPersonalData, iri(concept)
        yield node, AVG.dataScope, AVG[flow.scope]
        if flow.from_ministry:
            yield node, AVG.fromMinistry, iri(flow.from_ministry)
        if flow.to_ministry:
            yield node, AVG.toMinistry, iri(flow.to_ministry)
        if flow.from_ministry and flow.to_ministry:
            yield node, AVG.crossesMinistry, TRUE if flow.from_ministry != flow.to_ministry else FALSE
        yield from self._cites(node, *flow.words)

    # ------------------------------------------------------------ citation

    def _mentions(self) -> Iterator[tuple[Term, Term, Term]]:
        for number, mention in enumerate(self._record.mentions, 1):
            node = self._node(Local("vermelding", str(number)))
            yield node, RDF.type, AVG.Mention
            yield node, AVG.mentionedIn, self._node(mention.node)
            yield node, AVG.mentions, iri(mention.thing)
            yield node, AVG.matchedLabel, literal(mention.label)
            yield from self._cites(node, mention.words)

    def _extra(self) -> Iterator[tuple[Term, Term, Term]]:
        for number, extra in enumerate(self._record.description.extra, 1):
            if self._private or not extra.private:
                node = self._node(Local("veld", str(number)))
                yield self._subject, AVG.hasRegisterField, node
                yield node, RDF.type, AVG.RegisterField
                yield node, AVG.key, literal(".".join(extra.path))
                yield from self._says(node, RDF.value, extra.words)

    def _document(self) -> Iterator[tuple[Term, Term, Term]]:
        source = self._record.source
        node = self._naming.source(source.sha256)
        yield node, RDF.type, AVG.SourceDocument
        yield node, AVG.fileName, literal(source.path)
        yield node, AVG.layout, literal(self._record.description.layout)
        yield node, AVG.sha256, literal(source.sha256)


def _expand(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _PREFIXES[prefix] + name
