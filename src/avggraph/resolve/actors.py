"""Who is who in a record: organisations, controllers, recipients, processors, systems, and the countries data go to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from avggraph.description import ControllerEntry, Description, RecordKind
from avggraph.extract.lines import is_unfinished
from avggraph.resolve.concepts.negation import denied
from avggraph.resolve.countries import Country, CountryMatch
from avggraph.resolve.knowledge import ROLES, TRANSFER, Knowledge
from avggraph.resolve.notes import RECORD, Notes
from avggraph.resolve.organisations import Organisation, OrganisationMatch
from avggraph.resolve.parties import (
    LEGAL_PERSON_OF_UNIT,
    RecipientReading,
    controllers,
    denies_party,
    legal_persons,
    recipients,
    stated_jointly,
)
from avggraph.resolve.record import Controller, Group, JointControllers, Local, Party, Transfer, distinct
from avggraph.text import Quote, SourceText, Span, quote

# So many words in a row say something; fewer introduce a party ("De ontvangers zijn") or join two.
_A_STATEMENT = 8
_SAID = re.compile(r"\w.*\w", re.DOTALL)


class ActorResolver:
    """Resolves the parties of one record; the same words are one group."""

    def __init__(self, description: Description, source: SourceText, notes: Notes, knowledge: Knowledge) -> None:
        self._description = description
        self._source = source
        self._notes = notes
        self._knowledge = knowledge
        self._groups: dict[str, Group] = {}
        self.unread_recipients: list[Quote] = []

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups met so far, in document order."""
        return tuple(self._groups.values())

    # ------------------------------------------------------------ whose record it is

    def path(self, words: Quote) -> tuple[str, ...]:
        """Resolve an "Organisatie" line: from the outermost organisation to the most specific unit."""
        matches = self._knowledge.organisations.resolve(words.text, self._knowledge.on)
        if not matches:
            self._notes.unknown_name(words)
        return tuple(iri for match in matches if (iri := self._notes.organisation(RECORD, words, match)))

    def controller(self, node: Local, entry: ControllerEntry) -> Controller:
        """Resolve an entry under "Verantwoordelijken"."""
        if entry.name is None:
            return Controller()
        reading = controllers(entry.name.text, self._knowledge.organisations, self._knowledge.on)
        if not reading.organisations:
            self._notes.unknown_name(entry.name)
        named = (self._notes.organisation(node, entry.name, match) for match in reading.organisations)
        return Controller(
            organisations=distinct(iri for iri in named if iri),
            office=self._notes.part(entry.name, reading.office_span),
            unit=self._notes.organisation(node, entry.name, reading.responsible),
        )

    def department(self, listed: Sequence[tuple[str, ...]]) -> str | None:
        """Resolve the department: a unit of the first organisation the page lists."""
        words = self._description.department
        path = next((path for path in listed if path), None)
        if words is None or path is None:
            return None
        known = self._knowledge.organisations.resolve(words.text, self._knowledge.on)
        if known:
            return self._notes.organisation(RECORD, words, known[-1])
        unit = self._knowledge.organisations.unit(words.text, self._notes.organisations[path[-1]])
        self._notes.organisations[unit.iri] = unit
        return unit.iri

    def joint(self, holders: Iterable[str]) -> JointControllers:
        """Give the words that say the controllers are so jointly; two names alone do not say it.

        `holders` are the controllers under "Verantwoordelijken"; who the sentence names before those words is one too.
        """
        form = self._description
        fields = (*(entry.name for entry in form.controllers), form.responsibility_division, form.recipients)
        said = [(words, span) for words in fields if words and (span := stated_jointly(words.text))]
        if not said:
            return JointControllers()
        named = chain.from_iterable(self._named_before(words, span) for words, span in said)
        quotes = (self._notes.part(words, span) for words, span in said)
        return JointControllers(tuple(filter(None, quotes)), distinct((*holders, *named)))

    def _named_before(self, words: Quote, span: Span) -> Iterator[str]:
        """Give the legal persons that the sentence names before a place in it."""
        begin = max(words.text.rfind(sign, 0, span.start) for sign in (". ", "; ", "\n")) + 1
        organisations, on = self._knowledge.organisations, self._knowledge.on
        named = [one for one in organisations.find(words.text[: span.start], on) if one.span.start >= begin]
        persons = legal_persons(named, organisations, on)
        for match in (*named, *(person for person in persons if person.rule == LEGAL_PERSON_OF_UNIT)):
            self._notes.organisation(RECORD, words, match)
        yield from (person.organisation.iri for person in persons)

    # ------------------------------------------------------------ who receives data

    def parties(self, own: frozenset[str], processors: Sequence[str] = ()) -> Iterator[Party]:
        """Resolve the section "Ontvangers" and the source's own list of processors.

        `own` are the IRIs of who holds the register; `processors` are they where they do so as processors.
        """
        words = self._description.recipients
        if words:
            text = self._by_item(words)
            readings = recipients(text, self._knowledge.organisations, self._knowledge.on, controllers=own)
            gaps = self._unread(text, [reading.words for reading in readings])
            self.unread_recipients += self._notes.located(words, gaps).values()
            yield from (self._party(words, reading) for reading in readings)
        yield from (self._listed_processor(one, processors) for one in self._description.processors)

    def _unread(self, text: str, read: Iterable[Span]) -> list[Span]:
        """Give the stretches of a section that named nobody and say something: in many words, or to deny a party."""
        organisations, on = self._knowledge.organisations, self._knowledge.on
        return [
            gap
            for gap in _gaps(text, read)
            if len(text[slice(*gap)].split()) >= _A_STATEMENT or denies_party(text[slice(*gap)], organisations, on)
        ]

    def own_processors(self, listed: Sequence[tuple[str, ...]]) -> Iterator[Party]:
        """Give the organisations a processor's record lists as its own: they process on behalf of its controllers."""
        if self._description.kind is RecordKind.PROCESSOR:
            for words, path in zip(self._description.organisations, listed, strict=True):
                if path:
                    yield Party(path[-1], "processor", words, rule="the organisation of a processor's record")

    def unread_processors(self, processors: Sequence[str]) -> tuple[Quote, ...]:
        """Give the words that name whose processor's record it is, where none of them named an organisation."""
        description = self._description
        if description.kind is not RecordKind.PROCESSOR or processors:
            return ()
        return description.organisations or tuple(filter(None, (description.department,)))

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

    def _party(self, words: Quote, reading: RecipientReading) -> Party:
        quoted = self._notes.part(words, reading.words) or words
        organisation = reading.organisation
        thing: str | Local
        if organisation is not None and (reading.role != "internal" or _names_only(words, reading, organisation)):
            thing = organisation.organisation.iri
            node = RECORD
        else:
            node = thing = self._group(quoted, organisation)
            if organisation is None:
                self._notes.unknown_name(quoted)
        self._notes.organisation(node, words, organisation)
        return Party(
            thing,
            reading.role,
            quoted,
            on_behalf_of=self._notes.organisation(node, words, reading.on_behalf_of),
            system=self._notes.party_system(RECORD, words, reading.words, reading.system),
            rule=reading.rule,
        )

    def _listed_processor(self, words: Quote, processors: Sequence[str]) -> Party:
        """Link an entry of the source's own list of processors: in a processor's register, of its sub-processors."""
        organisations, on = self._knowledge.organisations, self._knowledge.on
        matches = organisations.resolve(words.text, on)[-1:] or organisations.find(words.text, on)[:1]
        known = self._notes.organisation(RECORD, words, matches[0]) if matches else None
        thing = known or self._group(words, None)
        if self._description.kind is RecordKind.PROCESSOR:
            engaging = next(iter(processors), None)
            return Party(thing, "subprocessor", words, engaging, rule="a processor's list of its processors")
        return Party(thing, "processor", words, rule="the register's list of processors")

    def _group(self, quoted: Quote, organisation: OrganisationMatch | None, *, of_a_kind: bool = True) -> Local:
        """Give the node of a group; the form's own sentence on transfers tells no kind of recipient."""
        key = quoted.text.casefold()
        if key not in self._groups:
            node = Local("ontvanger", str(len(self._groups) + 1))
            unit_of = organisation.organisation.iri if organisation else None
            kinds = self._notes.concepts(ROLES, node, quoted).concepts if of_a_kind else ()
            self._groups[key] = Group(node, quoted, unit_of, kinds)
        return self._groups[key].node

    # ------------------------------------------------------------ systems and countries

    def list_systems(self) -> None:
        """Take down the entries of the source's own list of systems."""
        for words in self._description.systems:
            known = self._knowledge.organisations.find_systems(words.text)
            for match in known:
                self._notes.system(RECORD, words, match.span, match.system, match.label)
            if not known:
                named = self._knowledge.organisations.system(words.text)
                self._notes.system(RECORD, words, Span(0, len(words.text)), named)

    def transfer(self) -> Transfer | None:
        """Resolve a transfer outside the EU that the record says there is: whereto, on which ground of chapter V."""
        statement = self._description.transfer_outside_eu
        if not statement.answer.as_bool() or statement.words is None:
            return None
        words = statement.words
        matches = self._countries(words)
        third = {match.country.iri: match.country for match in matches if match.country.is_third}
        for match in matches:
            self._notes.country(words, match)
        return Transfer(
            words,
            tuple(third) or (self._group(words, None, of_a_kind=False),),
            tuple(third.values()),
            distinct(
                ground
                for concept in self._notes.concepts(TRANSFER, RECORD, words).concepts
                for ground in self._knowledge.transfer_grounds[concept]
            ),
        )

    def third_countries(self, transfer: Transfer | None) -> tuple[Country, ...]:
        """Give the third countries of the transfer, and take down those that recipients and processors are in.

        Where the record says that there is no transfer, the words of that answer may name one all the same.
        """
        form = self._description
        found = list(transfer.countries) if transfer else []
        answer = form.transfer_outside_eu.words if transfer is None else None
        for words in filter(None, (form.recipients, *form.processors, answer)):
            for match in self._countries(words):
                if match.country.is_third:
                    self._notes.country(words, match)
                    found.append(match.country)
        return tuple(dict.fromkeys(found))

    def _countries(self, words: Quote) -> list[CountryMatch]:
        """Find the countries that words name and do not deny."""
        named = self._knowledge.countries.find(words.text)
        refused = denied(words.text, [match.span for match in named])
        return [match for match in named if match.span not in refused]

    # ------------------------------------------------------------ the organisations around

    def ministry(self, iri: str) -> str | None:
        """Give the ministry that answers for an organisation on the day of the register."""
        return self._knowledge.organisations.ministry_of(iri, self._knowledge.on)

    def legal_person(self, iri: str) -> str:
        """Give the legal person an organisation is, or is part of."""
        return self._knowledge.organisations.legal_person(iri, self._knowledge.on)

    def with_parents(self) -> Iterator[Organisation]:
        """Give the organisations that were named, those they are part of, and the ministries that answer for them."""
        todo = sorted(self._notes.organisations)
        seen = set(todo)
        while todo:
            iri = todo.pop()
            organisation = self._notes.organisations.get(iri)
            organisation = organisation or self._knowledge.organisations.get(iri, self._knowledge.on)
            if organisation is None:
                continue
            yield organisation
            for other in (organisation.parent, self.ministry(iri)):
                if other and other not in seen:
                    seen.add(other)
                    todo.append(other)


def _gaps(text: str, read: Iterable[Span]) -> Iterator[Span]:
    """Give the words of a section that named nobody."""
    start = 0
    for span in (*sorted(read), Span(len(text), len(text))):
        said = _SAID.search(text, start, span.start)
        if said:
            yield Span(*said.span())
        start = max(start, span.end)


def _names_only(words: Quote, reading: RecipientReading, organisation: OrganisationMatch) -> bool:
    """Say whether a party's words are an organisation's name and no people of it ("de Dienst Toeslagen")."""
    around = words.text[reading.words.start : organisation.span.start]
    after = words.text[organisation.span.end : reading.words.end]
    return not after.strip(" .;") and around.strip().casefold() in ("", "de", "het")
