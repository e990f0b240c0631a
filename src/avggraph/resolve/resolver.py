"""From a description's words to what they name: the links of one record, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from avggraph.description import Answer, ControllerEntry, DataRecord, Description
from avggraph.extract.lines import is_unfinished
from avggraph.resolve.concepts import Recognition
from avggraph.resolve.flows import flows_of
from avggraph.resolve.knowledge import DATA_SUBJECTS, PERSONAL_DATA, PURPOSES, Knowledge
from avggraph.resolve.organisations import Organisation, OrganisationMatch, System
from avggraph.resolve.parties import (
    LEGAL_PERSON_OF_UNIT,
    RecipientReading,
    SourceReading,
    controllers,
    named_system,
    recipients,
    source_parties,
)
from avggraph.resolve.record import (
    Block,
    Controller,
    Group,
    Local,
    Mention,
    Party,
    Record,
    SourceParty,
    Subject,
    distinct,
)
from avggraph.resolve.retention import read_retention
from avggraph.text import Quote, SourceText, Span, part, quote

_DPV = "https://w3id.org/dpv#"
# Where data come from, by kind of source (DPV 2.3, data sources); what a register holds is not public by being one.
_SOURCE_KINDS = {
    "organisation": _DPV + "ThirdPartyDataSource",
    "register": _DPV + "NonPublicDataSource",
    "group": _DPV + "ThirdPartyDataSource",
    "controller": _DPV + "DataControllerDataSource",
}

_RANGE = re.compile(r"(\d+)(?:\s?(?:[-–]|t/m)\s?M?\s?(\d+))?")
# So many words in a row say something; fewer introduce a party ("De ontvangers zijn") or join two.
_A_STATEMENT = 8
_SAID = re.compile(r"\w.*\w", re.DOTALL)
# "M1-M99999" is a slip of the pen, not a hundred thousand records.
_LONGEST_RANGE = 100


def resolve(description: Description, source: SourceText, key: str, knowledge: Knowledge) -> Record:
    """Resolve one description; `key` is the last part of its IRIs."""
    return _Resolver(description, source, key, knowledge).record()


def natural_persons(description: Description, knowledge: Knowledge) -> tuple[str, ...]:
    """Give the names of natural persons that stand under "Verantwoordelijken"."""
    names = []
    for entry in description.controllers:
        if entry.name:
            person = controllers(entry.name.text, knowledge.organisations, knowledge.on).person
            if person:
                names.append(entry.name.text[person.start : person.end])
    return tuple(names)


class _Resolver:
    """Resolves one record; gathers what its parts name on the way."""

    def __init__(self, description: Description, source: SourceText, key: str, knowledge: Knowledge) -> None:
        self._description = description
        self._source = source
        self._key = key
        self._knowledge = knowledge
        self._mentions: list[Mention] = []
        self._organisations: dict[str, Organisation] = {}
        self._systems: dict[str, System] = {}
        self._subjects: dict[str, Subject] = {}
        self._groups: dict[str, Group] = {}
        self._source_parties: dict[str, SourceParty] = {}
        self._unread_recipients: list[Quote] = []

    def record(self) -> Record:
        description = self._description
        listed = [self._path(words) for words in description.organisations]
        entries = tuple(
            self._controller(Local("verantwoordelijke", str(number)), entry)
            for number, entry in enumerate(description.controllers, 1)
        )
        holders = distinct(iri for entry in entries for iri in entry.organisations)
        # Where no controller could be read, flows start at the legal person of the organisation the page lists.
        owners = holders or distinct(self._legal_person(path[-1]) for path in listed if path)
        purposes = tuple(
            self._concepts(PURPOSES, Local("doel", str(number)), purpose.description)
            for number, purpose in enumerate(description.purposes, 1)
        )
        collected = tuple(
            self._concepts(PURPOSES, Local("doel", f"g{number}"), record.collection_purpose)
            for number, record in enumerate(description.data_records, 1)
        )
        blocks = tuple(self._block(number, record) for number, record in enumerate(description.data_records, 1))
        self._tick_special_categories()
        own = frozenset(
            (*owners, *(one for path in listed for one in path), *(e.unit for e in entries if e.unit), *holders)
        )
        parties = (*self._parties(own), *map(self._listed_processor, description.processors))
        for words in description.systems:
            self._listed_system(words)
        transfer = self._third_country()
        return Record(
            key=self._key,
            source=self._source,
            description=description,
            purposes=purposes,
            collection_purposes=collected,
            subjects=tuple(self._subjects.values()),
            blocks=blocks,
            source_parties=tuple(self._source_parties.values()),
            controllers=entries,
            ministries=distinct(filter(None, map(self._ministry, owners))),
            department=self._department(listed),
            parties=parties,
            unread_recipients=tuple(self._unread_recipients),
            related=tuple(_related(description.related)),
            groups=tuple(self._groups.values()),
            flows=flows_of(owners, blocks, tuple(self._source_parties.values()), parties, transfer, self._ministry),
            mentions=tuple(self._mentions),
            organisations=tuple(self._with_parents()),
            systems=tuple(self._systems[iri] for iri in sorted(self._systems)),
        )

    # ------------------------------------------------------------ concepts

    def _concepts(self, scheme: str, node: Local, words: Quote | None) -> tuple[str, ...]:
        return self._recognised(self._recognise(scheme, words), node, words) if words else ()

    def _recognise(self, scheme: str, words: Quote) -> Recognition:
        return self._knowledge.recognisers[scheme].recognise(words.text)

    def _recognised(self, recognition: Recognition, node: Local, words: Quote) -> tuple[str, ...]:
        for match in recognition.found:
            self._mention(node, match.concept, words, match.span, match.label)
        return distinct(match.concept for match in recognition.found)

    def _mention(self, node: Local, thing: str, words: Quote, span: Span, label: str) -> Quote | None:
        quoted = part(self._source.text, words, span.start, span.end)
        if quoted:
            self._mentions.append(Mention(node, thing, quoted, label))
        return quoted

    # ------------------------------------------------------------ data blocks

    def _block(self, number: int, record: DataRecord) -> Block:
        node = Local("gegevens", str(number))
        data: tuple[str, ...] = ()
        unmapped: list[Quote] = []
        if record.personal_data:
            recognition = self._recognise(PERSONAL_DATA, record.personal_data)
            data = self._recognised(recognition, node, record.personal_data)
            for span in recognition.unmatched:
                rest = part(self._source.text, record.personal_data, span.start, span.end)
                unmapped += [rest] if rest else []
        readings = self._source_readings(record.source)
        return Block(
            data=data,
            unmapped=tuple(unmapped),
            subject=self._subject(record.data_subject),
            retention=read_retention(record.retention.text) if record.retention else None,
            from_data_subject=tuple(
                quoted
                for reading in readings
                if reading.kind == "data-subject" and record.source
                for quoted in [part(self._source.text, record.source, *reading.words)]
                if quoted
            ),
            sources=tuple(self._sources(record.source, readings)),
            words=record,
        )

    def _subject(self, words: Quote | None) -> Local | None:
        if words is None:
            return None
        key = words.text.casefold()
        if key not in self._subjects:
            node = Local("betrokkene", str(len(self._subjects) + 1))
            self._subjects[key] = Subject(node, words, self._concepts(DATA_SUBJECTS, node, words))
        return self._subjects[key].node

    def _tick_special_categories(self) -> None:
        """Put the special categories a layout ticks on their data subject."""
        for entry in self._description.special_categories:
            node = self._subject(entry.data_subject)
            if node is None or entry.data_subject is None:
                continue
            key = entry.data_subject.text.casefold()
            found = [concept for words in entry.categories for concept in self._concepts(PERSONAL_DATA, node, words)]
            self._subjects[key] = replace(
                self._subjects[key],
                special=distinct(found),
                special_words=entry.categories,
                ticked=Answer.YES if entry.categories else Answer.NO,
            )

    def _source_readings(self, words: Quote | None) -> tuple[SourceReading, ...]:
        if words is None:
            return ()
        return source_parties(words.text, self._knowledge.organisations, self._knowledge.on)

    def _sources(self, words: Quote | None, readings: Sequence[SourceReading]) -> Iterator[Local]:
        if words is None:
            return
        for reading in readings:
            if reading.kind != "data-subject":
                yield self._source_party(words, reading)
        if not readings:
            key = words.text.casefold()
            if key not in self._source_parties:
                node = Local("bron", str(len(self._source_parties) + 1))
                self._source_parties[key] = SourceParty(node, words)
            yield self._source_parties[key].node

    def _source_party(self, words: Quote, reading: SourceReading) -> Local:
        said = words.text[reading.words.start : reading.words.end]
        key = said.casefold()
        if key not in self._source_parties:
            node = Local("bron", str(len(self._source_parties) + 1))
            quoted = part(self._source.text, words, *reading.words) or words
            organisation = self._named(node, words, reading.organisation)
            system = self._system(node, words, reading.words, reading.system)
            self._source_parties[key] = SourceParty(
                node, quoted, _SOURCE_KINDS[reading.kind], organisation=organisation, system=system
            )
        return self._source_parties[key].node

    # ------------------------------------------------------------ parties

    def _path(self, words: Quote) -> tuple[str, ...]:
        """Resolve an "Organisatie" line: from the outermost organisation to the most specific unit."""
        matches = self._knowledge.organisations.resolve(words.text, self._knowledge.on)
        node = Local("verwerking", "")
        return tuple(iri for match in matches if (iri := self._named(node, words, match)))

    def _named(self, node: Local, words: Quote, match: OrganisationMatch | None) -> str | None:
        if match is None:
            return None
        self._organisations[match.organisation.iri] = match.organisation
        self._mention(node, match.organisation.iri, words, match.span, match.label)
        return match.organisation.iri

    def _system(self, node: Local, words: Quote, within: Span, name: str | None) -> str | None:
        """Link the system a party's words name: one that is known, else one the words themselves call a system."""
        for match in self._knowledge.organisations.find_systems(words.text) if name else ():
            if match.system.slug == name:
                return self._linked_system(node, words, match.system, match.span, match.label)
        called = named_system(words.text[within.start : within.end])
        if called is None:
            return None
        span = Span(within.start + called.start, within.start + called.end)
        system = self._knowledge.organisations.system(words.text[span.start : span.end])
        return self._linked_system(node, words, system, span, system.name)

    def _linked_system(self, node: Local, words: Quote, system: System, span: Span, label: str) -> str:
        self._systems[system.iri] = system
        self._mention(node, system.iri, words, span, label)
        return system.iri

    def _controller(self, node: Local, entry: ControllerEntry) -> Controller:
        if entry.name is None:
            return Controller()
        reading = controllers(entry.name.text, self._knowledge.organisations, self._knowledge.on)
        return Controller(
            organisations=distinct(self._legally_named(node, entry.name, match) for match in reading.organisations),
            office=part(self._source.text, entry.name, *reading.office_span) if reading.office_span else None,
            unit=self._named(node, entry.name, reading.responsible),
        )

    def _legally_named(self, node: Local, words: Quote, match: OrganisationMatch) -> str:
        """Link a legal person; one that is only inferred from its unit is not mentioned by the unit's name."""
        iri = match.organisation.iri
        if match.rule == LEGAL_PERSON_OF_UNIT:
            self._organisations[iri] = match.organisation
        else:
            self._named(node, words, match)
        return iri

    def _department(self, listed: Sequence[tuple[str, ...]]) -> str | None:
        """Resolve the department: a unit of the first organisation the page lists."""
        words = self._description.department
        path = next((path for path in listed if path), None)
        if words is None or path is None:
            return None
        known = self._knowledge.organisations.resolve(words.text, self._knowledge.on)
        if known:
            return self._named(Local("verwerking", ""), words, known[-1])
        unit = self._knowledge.organisations.unit(words.text, self._organisations[path[-1]])
        self._organisations[unit.iri] = unit
        return unit.iri

    def _parties(self, own: frozenset[str]) -> Iterator[Party]:
        words = self._description.recipients
        if words is None:
            return
        knowledge = self._knowledge
        text = self._by_item(words)
        readings = recipients(text, knowledge.organisations, knowledge.on, controllers=own)
        for start, end in _gaps(text, [reading.words for reading in readings]):
            rest = part(self._source.text, words, start, end)
            self._unread_recipients += [rest] if rest else []
        for reading in readings:
            if reading.role != "none":
                yield self._party(words, reading)

    def _by_item(self, words: Quote) -> str:
        """Give a section's words, of the same length, with the lines that begin another item on lines of their own.

        A list of recipients has one party on each line; a line that only wrapped goes on with the one above.
        """
        named = [match.span for match in self._knowledge.organisations.find(words.text, self._knowledge.on)]
        signs = list(words.text)
        for count in range(1, len(words.spans)):
            above = quote(self._source.text, words.spans[:count])
            if above is None or not words.text.startswith(f"{above.text} "):
                continue
            place = len(above.text)
            inside = any(span.start < place < span.end for span in named)
            if words.text[place + 1].isupper() and not inside and not is_unfinished(above.text):
                signs[place] = "\n"
        return "".join(signs)

    def _listed_processor(self, words: Quote) -> Party:
        """Link an entry of the source's own list of processors."""
        node = Local("verwerking", "")
        matches = self._knowledge.organisations.resolve(words.text, self._knowledge.on)
        match = (
            matches[-1]
            if matches
            else next(iter(self._knowledge.organisations.find(words.text, self._knowledge.on)), None)
        )
        return Party(self._named(node, words, match) or self._group(words, None), "processor", words)

    def _listed_system(self, words: Quote) -> None:
        """Link an entry of the source's own list of systems."""
        node = Local("verwerking", "")
        known = self._knowledge.organisations.find_systems(words.text)
        for match in known:
            self._linked_system(node, words, match.system, match.span, match.label)
        if not known:
            system = self._knowledge.organisations.system(words.text)
            self._linked_system(node, words, system, Span(0, len(words.text)), system.name)

    def _party(self, words: Quote, reading: RecipientReading) -> Party:
        quoted = part(self._source.text, words, *reading.words) or words
        organisation = reading.organisation
        thing: str | Local
        if organisation is not None and (reading.role != "internal" or _names_only(words, reading, organisation)):
            thing = organisation.organisation.iri
            self._organisations[thing] = organisation.organisation
            node = Local("verwerking", "")
        else:
            node = thing = self._group(quoted, organisation)
        self._named(node, words, organisation)
        return Party(
            thing,
            reading.role,
            quoted,
            on_behalf_of=self._named(node, words, reading.on_behalf_of),
            system=self._system(Local("verwerking", ""), words, reading.words, reading.system),
        )

    def _group(self, quoted: Quote, organisation: OrganisationMatch | None) -> Local:
        key = quoted.text.casefold()
        if key not in self._groups:
            node = Local("ontvanger", str(len(self._groups) + 1))
            self._groups[key] = Group(node, quoted, organisation.organisation.iri if organisation else None)
        return self._groups[key].node

    def _third_country(self) -> Party | None:
        statement = self._description.transfer_outside_eu
        if statement.answer.as_bool() and statement.words:
            return Party(self._group(statement.words, None), "third-country", statement.words)
        return None

    def _legal_person(self, iri: str) -> str:
        return self._knowledge.organisations.legal_person(iri, self._knowledge.on)

    def _ministry(self, iri: str) -> str | None:
        return self._knowledge.organisations.ministry_of(iri, self._knowledge.on)

    def _with_parents(self) -> Iterator[Organisation]:
        """Give the organisations that were named, those they are part of, and the ministries that answer for them."""
        todo = sorted(self._organisations)
        seen = set(todo)
        while todo:
            iri = todo.pop()
            organisation = self._organisations.get(iri) or self._knowledge.organisations.get(iri, self._knowledge.on)
            if organisation is None:
                continue
            yield organisation
            for other in (organisation.parent, self._ministry(iri)):
                if other and other not in seen:
                    seen.add(other)
                    todo.append(other)


def _gaps(text: str, read: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Give the stretches of a section that named nobody; what only introduces or joins parties is too short for one."""
    start = 0
    for span in (*sorted(read), Span(len(text), len(text))):
        said = _SAID.search(text, start, span.start)
        if said and len(said[0].split()) >= _A_STATEMENT:
            yield said.span()
        start = max(start, span.end)


def _names_only(words: Quote, reading: RecipientReading, organisation: OrganisationMatch) -> bool:
    """Say whether a party's words are an organisation's name and no people of it ("de Dienst Toeslagen")."""
    around = words.text[reading.words.start : organisation.span.start]
    after = words.text[organisation.span.end : reading.words.end]
    return not after.strip(" .;") and around.strip().casefold() in ("", "de", "het")


def _related(quotes: Iterable[Quote]) -> Iterator[str]:
    """Give the keys of the records that references name; a range names each of its numbers."""
    for words in quotes:
        match = _RANGE.search(words.text)
        if match:
            first, last = int(match[1]), int(match[2] or match[1])
            if first <= last <= first + _LONGEST_RANGE:
                yield from (f"m{number}" for number in range(first, last + 1))
