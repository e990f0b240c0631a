"""The data blocks of a record: whose data, which, how long, from where (section "Betrokkenen en gegevens")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from avggraph.description import Answer, DataRecord, SpecialCategories
from avggraph.resolve.knowledge import DATA_SUBJECTS, PERSONAL_DATA, PURPOSES, SOURCES, Knowledge
from avggraph.resolve.notes import RECORD, Notes
from avggraph.resolve.parties import SourceReading, source_parties
from avggraph.resolve.record import Block, Local, Recognised, SourceParty, StoragePeriod, Subject, Ticks, distinct
from avggraph.resolve.related import record_keys
from avggraph.resolve.retention import read_retention
from avggraph.text import Quote

_DPV = "https://w3id.org/dpv#"
# Where data come from, by kind of source (DPV 2.3, data sources); what a register holds is not public by being one.
_SOURCE_KINDS = {
    "organisation": _DPV + "ThirdPartyDataSource",
    "register": _DPV + "NonPublicDataSource",
    "group": _DPV + "ThirdPartyDataSource",
    "controller": _DPV + "DataControllerDataSource",
}


class BlockResolver:
    """Resolves the data blocks of one record; the same data subject or source in two blocks is one node."""

    def __init__(self, notes: Notes, knowledge: Knowledge) -> None:
        self._notes = notes
        self._knowledge = knowledge
        self._subjects: dict[str, Subject] = {}
        self._sources: dict[str, SourceParty] = {}
        self.ticks = Ticks()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The data subjects met so far, in document order."""
        return tuple(self._subjects.values())

    @property
    def sources(self) -> tuple[SourceParty, ...]:
        """The sources other than the data subject met so far, in document order."""
        return tuple(self._sources.values())

    def block(self, number: int, record: DataRecord) -> Block:
        """Resolve one block."""
        readings = self._readings(record.source)
        said = [reading.words for reading in readings if reading.kind == "data-subject"]
        return Block(
            data=self._notes.concepts(PERSONAL_DATA, Local("gegevens", str(number)), record.personal_data),
            subject=self._subject(record.data_subject),
            storage=tuple(self._storage(record.retention)),
            from_data_subject=tuple(self._notes.located(record.source, said).values()) if record.source else (),
            sources=tuple(self._source_nodes(record.source, readings)),
            words=record,
        )

    def collection_purpose(self, number: int, record: DataRecord) -> Recognised:
        """Resolve what a block's data are collected for (Verzameldoel)."""
        return self._notes.concepts(PURPOSES, Local("doel", f"g{number}"), record.collection_purpose)

    def tick(self, entry: SpecialCategories) -> None:
        """Put the special categories a form ticks on their data subject, or on the record where it names none."""
        node = self._subject(entry.data_subject) or RECORD
        ticked = [self._notes.concepts(PERSONAL_DATA, node, words).concepts for words in entry.categories]
        ticks = Ticks(
            Answer.YES if entry.categories else Answer.NO,
            distinct(concept for concepts in ticked for concept in concepts),
            entry.categories,
        )
        if entry.data_subject is None:
            self.ticks = ticks
        else:
            key = entry.data_subject.text.casefold()
            self._subjects[key] = replace(self._subjects[key], ticks=ticks)

    def _subject(self, words: Quote | None) -> Local | None:
        if words is None:
            return None
        key = words.text.casefold()
        if key not in self._subjects:
            node = Local("betrokkene", str(len(self._subjects) + 1))
            self._subjects[key] = Subject(node, words, self._notes.concepts(DATA_SUBJECTS, node, words))
        return self._subjects[key].node

    def _storage(self, words: Quote | None) -> Iterator[StoragePeriod]:
        if words is None:
            return
        branches = read_retention(words.text).branches
        places = self._notes.located(
            words, (span for branch in branches for span in (branch.words, branch.event, branch.condition) if span)
        )
        for branch in branches:
            # One branch is the whole text; of several each has its own words.
            yield StoragePeriod(
                branch,
                words if len(branches) == 1 else places.get(branch.words, words),
                places.get(branch.event) if branch.event else None,
                places.get(branch.condition) if branch.condition else None,
                distinct(key for reference in branch.references for key in record_keys(reference)),
            )

    # ------------------------------------------------------------ sources

    def _readings(self, words: Quote | None) -> tuple[SourceReading, ...]:
        if words is None:
            return ()
        return source_parties(words.text, self._knowledge.organisations, self._knowledge.on)

    def _source_nodes(self, words: Quote | None, readings: Sequence[SourceReading]) -> Iterator[Local]:
        """Give the nodes of a block's sources; words that name no kind of source are a source all the same."""
        if words is None:
            return
        for reading in readings:
            if reading.kind != "data-subject":
                yield self._source(words, reading)
        if not readings:
            key = words.text.casefold()
            if key not in self._sources:
                node = self._next_source()
                self._sources[key] = SourceParty(node, words, self._notes.concepts(SOURCES, node, words).concepts)
            yield self._sources[key].node

    def _source(self, words: Quote, reading: SourceReading) -> Local:
        said = words.text[reading.words.start : reading.words.end]
        key = said.casefold()
        if key not in self._sources:
            node = self._next_source()
            quoted = self._notes.part(words, reading.words) or words
            concepts = self._notes.concepts(SOURCES, node, quoted).concepts
            self._sources[key] = SourceParty(
                node,
                quoted,
                (_SOURCE_KINDS[reading.kind], *concepts),
                organisation=self._notes.organisation(node, words, reading.organisation),
                system=self._notes.party_system(node, words, reading.words, reading.system),
            )
        return self._sources[key].node

    def _next_source(self) -> Local:
        return Local("bron", str(len(self._sources) + 1))
