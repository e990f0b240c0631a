"""A resolved description as quads, straight from the model of docs/graph-model.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from avggraph.description import Answer, DataRecord, Purpose, Statement
from avggraph.extract.contract import reference_number
from avggraph.graph.citations import law_reference_triples, mention_triples
from avggraph.graph.listed import listed_triples
from avggraph.graph.naming import Naming
from avggraph.graph.storage import storage_triples
from avggraph.graph.terms import AVG, DCAT, DCT, DPCAT, DPV, ORG, PROV, RDF, SKOS, Quad, Term, iri, literal
from avggraph.graph.writer import NodeWriter, Triple
from avggraph.resolve.record import Block, Controller, Flow, Local, Recognised, Record, Ticks
from avggraph.text import Quote, fold

# "niet verplicht" is dpv:Optional; dpv:NotRequired means that the data are not needed (model.md).
_NECESSITY: dict[Answer, Term] = {Answer.YES: DPV.Required, Answer.NO: DPV.Optional}

# DPV has a class for a sub-processor (GDPR art. 28(4)) and no property.
_PROCESSORS: dict[str, tuple[Term, Term]] = {
    "processor": (DPV.hasDataProcessor, DPV.DataProcessor),
    "subprocessor": (AVG.hasSubProcessor, DPV.DataSubProcessor),
}

_PREFIXES = {"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#"}

TRUE = literal("true", datatype="http://www.w3.org/2001/XMLSchema#boolean")
FALSE = literal("false", datatype="http://www.w3.org/2001/XMLSchema#boolean")


def record_quads(record: Record, naming: Naming, *, on: date | None = None, private: bool = False) -> Iterator[Quad]:
    """Give the quads of one description: its own graph, and its flows in the graph of flows.

    Laws are cited as they were `on` the register's day. `private` gives the values about natural persons too. The same
    quad may come more than once; order carries no meaning.
    """
    return _RecordWriter(record, naming, on, private=private).quads()


class _RecordWriter:
    """Writes one record. Each method yields (subject, predicate, object) of one part of the model."""

    def __init__(self, record: Record, naming: Naming, on: date | None, *, private: bool) -> None:
        self._record = record
        self._on = on
        self._private = private
        self._naming = naming
        self._writer = writer = NodeWriter(record, naming)
        self._subject, self._node, self._thing = writer.record, writer.node, writer.thing
        self._says, self._cites = writer.says, writer.cites

    def quads(self) -> Iterator[Quad]:
        graph = self._naming.record_graph(self._record.key)
        for part in (
            self._header(),
            self._answers(),
            self._purposes(),
            self._same_purposes(),
            self._blocks(),
            self._subjects(),
            self._sources(),
            self._controllers(),
            self._parties(),
            self._transfer(),
            mention_triples(self._writer, self._record.mentions),
            law_reference_triples(self._writer, self._record.law_references, self._on),
            listed_triples(self._writer, self._record),
            self._extra(),
            self._document(),
        ):
            for subject, predicate, value in part:
                yield subject, predicate, value, graph
        flows = self._naming.graph("stromen")
        for number, flow in enumerate(self._record.flows, 1):
            for subject, predicate, value in self._flow(self._node(Local("stroom", str(number))), flow):
                yield subject, predicate, value, flows

    # ------------------------------------------------------------ the record itself

    def _header(self) -> Iterator[Triple]:
        record, subject = self._record, self._subject
        description = record.description
        kind_of_record = AVG[f"{description.kind.value}Record"]
        for kind in (DPCAT.ROPARecord, kind_of_record, DCAT.Dataset, DPV.PersonalDataProcess):
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
        for words in description.recipient_articles:
            yield from self._says(subject, AVG.recipientArticleText, words)
        yield subject, AVG.disclosure, AVG[record.disclosure.value]
        yield from _unmapped(subject, record.unread_recipients)
        for operation in record.operations:
            yield subject, DPV.hasProcessing, iri(operation)
        yield from self._says(subject, AVG.responsibilityDivisionText, description.responsibility_division)
        yield subject, PROV.wasDerivedFrom, self._writer.source

    def _answers(self) -> Iterator[Triple]:
        description, subject = self._record.description, self._subject
        for predicate, text, statement in (
            (AVG.automatedDecisionMaking, AVG.automatedDecisionMakingText, description.automated_decision_making),
            (AVG.transferOutsideEU, AVG.transferText, description.transfer_outside_eu),
            (AVG.relatedProcessing, AVG.relatedProcessingText, description.related_processing),
        ):
            yield from self._answer(subject, predicate, text, statement)
        for reference in self._record.related:
            yield subject, DCT.relation, self._writer.other_record(reference)

    def _answer(self, subject: Term, predicate: Term, text: Term, statement: Statement) -> Iterator[Triple]:
        yield subject, predicate, AVG[statement.answer.value]
        yield from self._says(subject, text, statement.words)

    # ------------------------------------------------------------ purposes and data blocks

    def _purposes(self) -> Iterator[Triple]:
        for (node, purpose), resolved in zip(self._purpose_nodes(), self._record.purposes, strict=True):
            yield self._subject, DPV.hasPurpose, node
            yield from self._purpose(node, purpose.description, resolved.words)
            yield from self._says(node, AVG.legalBasisText, purpose.legal_basis_text)
            stated = [_expand(purpose.legal_basis)] if purpose.legal_basis else []
            for basis in (*stated, *resolved.grounds):
                yield node, DPV.hasLegalBasis, iri(basis)
                yield self._subject, DPV.hasLegalBasis, iri(basis)

    def _purpose_nodes(self) -> Iterator[tuple[Term, Purpose]]:
        for number, purpose in self._record.description.numbered_purposes():
            yield self._node(Local("doel", number)), purpose

    def _same_purposes(self) -> Iterator[Triple]:
        """Link each purpose to the first with the same words, and back: from any of them the link leads to all."""
        first: dict[str, Term] = {}
        for node, purpose in self._purpose_nodes():
            said = _normal_form(purpose.description.text) if purpose.description else ""
            known = first.setdefault(said, node)
            if said and known != node:
                yield known, AVG.samePurposeAs, node
                yield node, AVG.samePurposeAs, known

    def _purpose(self, node: Term, words: Quote | None, meaning: Recognised) -> Iterator[Triple]:
        yield node, RDF.type, DPV.Purpose
        yield from self._says(node, DCT.description, words)
        yield from self._means(node, meaning)

    def _means(self, node: Term, meaning: Recognised) -> Iterator[Triple]:
        """Link a node to the concepts its words name, and keep the words that none covers."""
        for concept in meaning.concepts:
            yield node, SKOS.broader, iri(concept)
        yield from _unmapped(node, meaning.unmapped)

    def _blocks(self) -> Iterator[Triple]:
        for number, (block, meaning) in enumerate(
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
                yield from self._purpose(purpose, words.collection_purpose, meaning)
            yield from self._says(node, AVG.retentionText, words.retention)
            for period, triples in storage_triples(self._writer, number, block.storage):
                yield node, DPV.hasStorageCondition, period
                yield from triples
            yield from self._obligation(node, number, words)

    def _block_data(self, node: Term, block: Block) -> Iterator[Triple]:
        words = block.words
        yield from self._says(node, AVG.personalDataText, words.personal_data)
        if not (words.personal_data or words.source or words.mandatory.words):
            yield from self._cites(node, words.data_subject, words.collection_purpose, words.retention)
        for concept in block.data.concepts:
            yield node, DPV.hasPersonalData, iri(concept)
            yield self._subject, DPV.hasPersonalData, iri(concept)
        yield from _unmapped(node, block.data.unmapped)
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

    def _obligation(self, node: Term, number: int, words: DataRecord) -> Iterator[Triple]:
        yield from self._answer(node, AVG.obligationToProvide, AVG.obligationText, words.mandatory)
        if words.mandatory.answer in _NECESSITY:
            yield node, DPV.hasNecessity, _NECESSITY[words.mandatory.answer]
        if words.consequence:
            consequence = self._node(Local("gevolg", str(number)))
            yield node, DPV.hasConsequence, consequence
            yield consequence, RDF.type, DPV.ConsequenceOfFailure
            yield from self._says(consequence, DCT.description, words.consequence)

    def _subjects(self) -> Iterator[Triple]:
        for subject in self._record.subjects:
            node = self._node(subject.node)
            yield node, RDF.type, DPV.DataSubject
            yield from self._says(node, SKOS.prefLabel, subject.words)
            yield from self._means(node, subject.meaning)
            yield from self._ticks(node, subject.ticks)
        yield from self._ticks(self._subject, self._record.ticks)

    def _ticks(self, node: Term, ticks: Ticks) -> Iterator[Triple]:
        if ticks.answer is not Answer.NOT_STATED:
            yield node, AVG.specialCategories, AVG[ticks.answer.value]
        for words in ticks.words:
            yield from self._says(node, AVG.specialCategoryText, words)
        for concept in ticks.concepts:
            yield from ((holder, DPV.hasPersonalData, iri(concept)) for holder in (node, self._subject))

    def _sources(self) -> Iterator[Triple]:
        for source in self._record.source_parties:
            node = self._node(source.node)
            yield node, RDF.type, DPV.DataSource
            yield from self._says(node, SKOS.prefLabel, source.words)
            for kind in source.kinds:
                yield node, SKOS.broader, iri(kind)
            for thing in (source.organisation, source.system):
                if thing:
                    yield node, AVG.mentions, iri(thing)

    # ------------------------------------------------------------ parties

    def _controllers(self) -> Iterator[Triple]:
        entries = zip(self._record.description.controllers, self._record.controllers, strict=True)
        for number, (words, controller) in enumerate(entries, 1):
            node = self._node(Local("verantwoordelijke", str(number)))
            yield self._subject, AVG.hasControllerEntry, node
            yield node, RDF.type, AVG.ControllerEntry
            yield from self._says(node, AVG.controllerText, words.name)
            yield from self._says(node, AVG.visitingAddressText, words.visiting_address)
            yield from self._says(node, AVG.postalAddressText, words.postal_address)
            yield from self._controller(node, controller)
        yield from self._joint_controllers()

    def _joint_controllers(self) -> Iterator[Triple]:
        """Write that the controllers are so jointly (GDPR art. 26), where the words say it."""
        joint = self._record.joint
        if not joint.words:
            return
        node = self._node(Local("gezamenlijk", ""))
        yield self._subject, DPV.hasJointDataControllers, node
        yield node, RDF.type, DPV.JointDataControllers
        for organisation in joint.organisations:
            yield node, DPV.hasDataController, iri(organisation)
        for words in joint.words:
            yield from self._says(node, DCT.description, words)

    def _controller(self, node: Term, controller: Controller) -> Iterator[Triple]:
        for organisation in controller.organisations:
            yield iri(organisation), RDF.type, DPV.DataController
            yield node, DPV.hasDataController, iri(organisation)
            yield self._subject, DPV.hasDataController, iri(organisation)
        if controller.office:
            yield node, AVG.office, literal(controller.office.text, lang="nl")
        if controller.unit:
            yield node, DPV.hasResponsibleEntity, iri(controller.unit)
            yield self._subject, DPV.hasResponsibleEntity, iri(controller.unit)

    def _parties(self) -> Iterator[Triple]:
        record, subject = self._record, self._subject
        for party in record.parties:
            yield subject, DPV.hasRecipient, self._thing(party.thing)
            if party.role in _PROCESSORS and not isinstance(party.thing, Local):
                predicate, kind = _PROCESSORS[party.role]
                yield subject, predicate, self._thing(party.thing)
                yield self._thing(party.thing), RDF.type, kind
            if party.system:
                yield subject, DPV.isImplementedUsingTechnology, iri(party.system)
        for group in record.groups:
            node = self._node(group.node)
            yield node, RDF.type, DPV.Recipient
            yield node, RDF.type, AVG.Group
            yield from self._says(node, SKOS.prefLabel, group.words)
            if group.unit_of:
                yield node, ORG.unitOf, iri(group.unit_of)
            for concept in group.concepts:
                yield node, SKOS.broader, iri(concept)

    def _transfer(self) -> Iterator[Triple]:
        """Write a transfer outside the EU as an operation of its own, with the countries and grounds the words name."""
        transfer = self._record.transfer
        if transfer is None:
            return
        node = self._node(Local("doorgifte", ""))
        yield self._subject, DPV.hasProcessing, node
        for kind in (DPV.Processing, DPV.Transfer):
            yield node, RDF.type, kind
        yield from self._says(node, DCT.description, transfer.words)
        for country in transfer.countries:
            yield node, DPV.hasLocation, iri(country.iri)
            yield self._subject, DPV.hasThirdCountry, iri(country.iri)
        for ground in transfer.grounds:
            yield node, DPV.hasLegalBasis, iri(ground)

    def _flow(self, node: Term, flow: Flow) -> Iterator[Triple]:
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
        yield node, AVG.matchedBy, literal(flow.rule)
        if flow.from_ministry:
            yield node, AVG.fromMinistry, iri(flow.from_ministry)
        if flow.to_ministry:
            yield node, AVG.toMinistry, iri(flow.to_ministry)
        if flow.from_ministry and flow.to_ministry:
            yield node, AVG.crossesMinistry, TRUE if flow.from_ministry != flow.to_ministry else FALSE
        if flow.crosses_eu_border is not None:
            yield node, AVG.crossesEUBorder, TRUE if flow.crosses_eu_border else FALSE
        yield from self._cites(node, *flow.words)

    # ------------------------------------------------------------ the source

    def _extra(self) -> Iterator[Triple]:
        for number, extra in enumerate(self._record.description.extra, 1):
            if self._private or not extra.private:
                node = self._node(Local("veld", str(number)))
                yield self._subject, AVG.hasRegisterField, node
                yield node, RDF.type, AVG.RegisterField
                yield node, AVG.key, literal(".".join(extra.path))
                yield from self._says(node, RDF.value, extra.words)

    def _document(self) -> Iterator[Triple]:
        source = self._record.source
        node = self._writer.source
        yield node, RDF.type, AVG.SourceDocument
        yield node, AVG.fileName, literal(source.path)
        yield node, AVG.layout, literal(self._record.description.layout)
        yield node, AVG.sha256, literal(source.sha256)


def _normal_form(text: str) -> str:
    """Write a purpose so that case, white space and the sign at its end do not count.

    >>> _normal_form("Bezwaar  behandelen.") == _normal_form("bezwaar behandelen")
    True
    """
    return fold(text).casefold().rstrip(".,:;!? ")


def _unmapped(node: Term, words: Iterable[Quote]) -> Iterator[Triple]:
    """Keep the words that no concept covers."""
    yield from ((node, AVG.unmappedText, literal(rest.text, lang="nl")) for rest in words)


def _expand(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return _PREFIXES[prefix] + name
