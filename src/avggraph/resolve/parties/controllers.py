"""Who is responsible: a name under "Verantwoordelijken" to legal person, officer and unit (GDPR art. 4(7))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from avggraph.resolve.matching import is_within
from avggraph.resolve.organisations import Organisation, OrganisationMatch, Organisations, grounds
from avggraph.resolve.organisations.grounds import LEGAL_PERSON_OF_UNIT
from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import between, starts, strip, text_at, without_article
from avggraph.resolve.persons import person_names
from avggraph.text import Span


@dataclass(frozen=True, slots=True)
class ControllerReading:
    """A name under "Verantwoordelijken".

    `organisations` are the legal persons (GDPR art. 4(7)): a unit or its officer stands for the organisation it is
    part of. `office` is the officer who acts for it, `unit` the words that name the officer's unit and `responsible`
    that unit as an organisation, where it is one. `persons` is where natural persons' names stand, so that they can be
    left out; no other field holds them.
    """

    organisations: tuple[OrganisationMatch, ...] = ()
    office: str | None = None
    office_span: Span | None = None
    unit: str | None = None
    unit_span: Span | None = None
    responsible: OrganisationMatch | None = None
    persons: tuple[Span, ...] = ()


# Registers name the same parties again and again.
@lru_cache(maxsize=1024)
def controllers(name_text: str, organisations: Organisations, on: date | None = None) -> ControllerReading:
    """Read a name under "Verantwoordelijken": legal person, officer and unit, and where persons' names stand.

    Of several mandates in a row the last is the office. An office without an organisation ("Directeur Logius") gives
    the legal person its unit is part of. A unit in no list is made one of the organisation named with it.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> reading = controllers("De Minister van Defensie, namens deze, de Directeur Paresto", organisations)
    >>> [match.organisation.name for match in reading.organisations], reading.office
    (['ministerie van Defensie'], 'Directeur Paresto')
    """
    cues = party_cues()
    passage = Passage.of(name_text, organisations, on)
    mentions = passage.mentions
    breaks = [Span(*found.span()) for found in cues.controller_breaks.finditer(name_text)]
    persons = tuple(name.span for name in person_names(name_text, [mention.span for mention in mentions]))
    parts = _parts(passage, [*breaks, *persons])
    offices = [part for part in parts if starts(cues.office, name_text, part)]
    if not offices:
        legal = legal_persons(_principals(name_text, mentions), organisations, on)
        inner = next((match for match in reversed(mentions) if match.organisation.parent), None)
        return ControllerReading(legal, responsible=inner, persons=persons)
    office, unit = _office(passage, offices[-1])
    named = _principals(name_text, tuple(one for one in mentions if unit is None or not is_within(one.span, unit)))
    parent = named[-1].organisation if named else None
    responsible = (
        None if unit is None else _unit(name_text, unit, _unit_kind(name_text, office), parent, (organisations, on))
    )
    # Who is named acts through the office; only a bare office ("Directeur Logius") stands for what it is part of.
    legal = legal_persons(named or (() if responsible is None else (responsible,)), organisations, on)
    if not legal:
        # The words after the office name a body of an organisation ("College van Bestuur Politieacademie").
        legal = legal_persons(mentions, organisations, on)
    if responsible is not None and responsible.organisation.parent is None:
        unit, responsible = None, None
    words = None if unit is None else text_at(name_text, unit)
    return ControllerReading(legal, text_at(name_text, office), office, words, unit, responsible, persons)


def _principals(text: str, mentions: tuple[OrganisationMatch, ...]) -> tuple[OrganisationMatch, ...]:
    """Give those for whom is acted, where the words say so: who acts "namens deze" is named behind them."""
    cues = party_cues()
    these = cues.for_these.search(text)
    before = tuple(match for match in mentions if these and match.span.end <= these.start())
    if before:
        return before
    behalf = cues.on_behalf.search(text) if these is None else None
    behind = tuple(match for match in mentions if behalf and match.span.start >= behalf.end())
    return behind or mentions


def _parts(passage: Passage, cuts: list[Span]) -> list[Span]:
    """Part a name at the cuts that are not inside an organisation's name."""
    free = sorted(cut for cut in cuts if not passage.is_named(*cut))
    whole = Span(0, len(passage.text))
    return [without_article(passage.text, part) for part in between(passage.text, free, whole)]


def _office(passage: Passage, part: Span) -> tuple[Span, Span | None]:
    """Part an office from the organisation it is held at, and give the words that name its unit."""
    cues, text = party_cues(), passage.text
    title = cues.office.match(text, *part)
    after = part.start if title is None else title.end()
    end = part.end
    for found in cues.belongs_to.finditer(text, after, part.end):
        holder = without_article(text, Span(found.end(), part.end))
        if found.start() > after + 1 and passage.begins(Span(holder.start, holder.start)):
            end = found.start()
            break
    unit = without_article(text, strip(text, Span(after, end)))
    linked = cues.belongs_to.match(text, *unit)
    if linked:
        unit = without_article(text, strip(text, Span(linked.end(), unit.end)))
    return strip(text, Span(part.start, end)), unit if unit.start < unit.end else None


def _unit_kind(text: str, office: Span) -> str:
    """Give what the unit of an office is called ("Directie" for a "Directeur"), or nothing."""
    cues = party_cues()
    title = cues.office.match(text, *office)
    return "" if title is None else cues.offices[" ".join(title[0].lower().split())]


def _unit(
    text: str, unit: Span, kind: str, parent: Organisation | None, lists: tuple[Organisations, date | None]
) -> OrganisationMatch | None:
    """Find the unit an officer heads: in the lists by its own name or with its kind before it, else as a new one."""
    organisations, on = lists
    words = text_at(text, unit)
    full = words if words.lower().startswith(kind.lower()) else f"{kind} {words}"
    for name in (words, full):
        path = organisations.resolve(name, on)
        # "Financiën" is a ministry, but the head of it is no minister.
        if path and path[-1].rule != grounds.AMBIGUOUS_FIELD.rule:
            return OrganisationMatch(path[-1].organisation, unit, path[-1].label, *grounds.UNIT_OF_OFFICE)
    known = None if parent is None else organisations.known_unit(words, parent, on)
    if known is not None:
        return OrganisationMatch(known.organisation, unit, known.label, *grounds.UNIT_OF_OFFICE)
    if not kind or parent is None:
        return None
    made = organisations.unit(full, parent)
    return OrganisationMatch(made, unit, made.name, *grounds.UNIT_MADE_OF_OFFICE)


def legal_persons(
    matches: Iterable[OrganisationMatch], organisations: Organisations, on: date | None
) -> tuple[OrganisationMatch, ...]:
    """Give the legal persons of organisations and units that were named, each once, at the words that name them."""
    legal: dict[str, OrganisationMatch] = {}
    for match in matches:
        organisation = organisations.get(organisations.legal_person(match.organisation.iri, on), on)
        if organisation is None:
            continue
        same = organisation.iri == match.organisation.iri
        rule = match.rule if same else LEGAL_PERSON_OF_UNIT
        legal.setdefault(organisation.iri, replace(match, organisation=organisation, rule=rule))
    return tuple(legal.values())
