"""Who does what, read out of the words of a description: controllers, recipients and sources.

Functions from text and the table of organisations to readings; a reading cites its words by a span of the text given.
The words that carry the knowledge (role words, functions, openings) are in `data/party-cues.toml`. What they do not
say is not guessed: a sentence in which nothing tells who receives data gives no reading.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.organisations import Organisation, OrganisationMatch, Organisations, SystemMatch
from avggraph.text import Span

RecipientRole = Literal["processor", "subprocessor", "internal", "recipient", "data-subject", "public", "none"]
SourceKind = Literal["data-subject", "organisation", "register", "group", "controller"]


@dataclass(frozen=True, slots=True)
class ControllerReading:
    """A name under "Verantwoordelijken".

    `organisations` are the legal persons (GDPR art. 4(7)): a unit or its officer stands for the organisation it is
    part of. `office` is the officer who acts for it, `unit` the words that name the officer's unit and `responsible`
    that unit as an organisation, where it is one. `person` is where a natural person's name stands, so that it can be
    left out; no other field holds it.
    """

    organisations: tuple[OrganisationMatch, ...] = ()
    office: str | None = None
    office_span: Span | None = None
    unit: str | None = None
    unit_span: Span | None = None
    responsible: OrganisationMatch | None = None
    person: Span | None = None


@dataclass(frozen=True, slots=True)
class RecipientReading:
    """A party the section "Ontvangers" names (GDPR art. 4(9)), or that it says there is none; `system` is a slug."""

    words: Span
    role: RecipientRole
    organisation: OrganisationMatch | None
    on_behalf_of: OrganisationMatch | None
    system: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class SourceReading:
    """Where the field "Bron" says data come from (GDPR art. 14(2)(f)); `system` is a slug."""

    words: Span
    kind: SourceKind
    organisation: OrganisationMatch | None
    system: str | None
    rule: str


# ---------------------------------------------------------------- cues


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of `data/party-cues.toml`, compiled."""

    offices: Mapping[str, str]
    office: re.Pattern[str]
    person: re.Pattern[str]
    bare_person: re.Pattern[str]
    body: re.Pattern[str]
    controller_breaks: re.Pattern[str]
    belongs_to: re.Pattern[str]
    nothing: re.Pattern[str]
    nobody: re.Pattern[str]
    exception: re.Pattern[str]
    everybody: re.Pattern[str]
    reference: re.Pattern[str]
    opening: re.Pattern[str]
    handing_over: re.Pattern[str]
    around: re.Pattern[str]
    closing: re.Pattern[str]
    clause: re.Pattern[str]
    adjunct: re.Pattern[str]
    verbs: re.Pattern[str]
    labels: tuple[tuple[RecipientRole, re.Pattern[str]], ...]
    role_first: re.Pattern[str]
    role_last: re.Pattern[str]
    processor: re.Pattern[str]
    subprocessor: re.Pattern[str]
    not_processor: re.Pattern[str]
    on_behalf_of: re.Pattern[str]
    staff: re.Pattern[str]
    data_subject: re.Pattern[str]
    group: re.Pattern[str]
    named_system: re.Pattern[str]
    source_controller: re.Pattern[str]
    source_register: re.Pattern[str]
    source_lead: re.Pattern[str]
    stop: re.Pattern[str]
    pronoun: re.Pattern[str]
    article: re.Pattern[str]
    determiners: re.Pattern[str]
    leads: re.Pattern[str]
    source_yes: re.Pattern[str]


@cache
def _cues() -> _Cues:
    path = resources.data("party-cues.toml")
    try:
        cues = tomllib.loads(path.read_text(encoding="utf-8"))
        return _compiled(cues)
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The cues cannot be read: {error}.", where=Where(path.name)) from error


def _compiled(cues: Mapping[str, Any]) -> _Cues:
    recipients, roles, sources, persons = cues["recipients"], cues["roles"], cues["sources"], cues["persons"]
    role = _either((*roles["subprocessor"], *roles["processor"]))
    copula = _either(roles["copula"])
    labels: Mapping[RecipientRole, list[str]] = recipients["labels"]
    offices: Mapping[str, str] = cues["offices"]
    grammar = cues["grammar"]
    return _Cues(
        offices=offices,
        office=_words(offices),
        person=_titled_name(persons["titles"], persons["particles"]),
        bare_person=re.compile(rf"[^\W\d_a-z]\w+(?:[ -]{_surname(persons['particles'])})+"),
        body=_words(persons["bodies"]),
        controller_breaks=re.compile(
            rf"[,;()]|(?<!\w)(?:{_either(cues['controllers']['on_behalf'])})(?!\w)", re.IGNORECASE
        ),
        belongs_to=_words(cues["controllers"]["belongs_to"]),
        nothing=_words(recipients["nothing"]),
        nobody=_words(recipients["nobody"]),
        exception=_words(recipients["except"]),
        everybody=_words(recipients["everybody"]),
        reference=_words(recipients["reference"]),
        opening=_words(recipients["opening"]),
        handing_over=_words(recipients["handing_over"]),
        around=_around(recipients["around"]),
        closing=_words(recipients["closing"]),
        clause=_words(recipients["clause"]),
        adjunct=_words(recipients["adjunct"]),
        verbs=_words(recipients["verbs"]),
        labels=tuple((name, _words(words)) for name, words in labels.items()),
        role_first=re.compile(
            rf"(?:de |als )?(?P<role>{role})(?: \w+){{0,3}}? (?:{copula}) (?P<parties>.+)", re.IGNORECASE
        ),
        role_last=re.compile(
            rf"(?P<parties>[^.]+?),? (?:{copula}) (?:een |de |daarmee |hierbij |hierin )*(?P<role>{role})\b",
            re.IGNORECASE,
        ),
        processor=_words(roles["processor"]),
        subprocessor=_words(roles["subprocessor"]),
        not_processor=_words(roles["not_processor"]),
        on_behalf_of=_words(roles["on_behalf_of"]),
        staff=_words(roles["staff"]),
        data_subject=_words(roles["data_subject"]),
        group=_words(roles["group"]),
        named_system=re.compile(
            rf"(?i:(?<!\w)(?:{_either(cues['systems']['named_after'])}))\s+(?P<name>[A-Z][\w-]*\w)"
        ),
        source_controller=_words(sources["controller"]),
        source_register=_words(f"*{word}" for word in sources["register"]),
        source_lead=_several(sources["lead"]),
        stop=_stop(grammar["abbreviations"]),
        pronoun=_words(grammar["pronouns"]),
        article=_several(grammar["articles"]),
        determiners=_several((*grammar["articles"], *grammar["determiners"])),
        leads=_several(grammar["leads"]),
        source_yes=_words(sources["yes"]),
    )


def _either(phrases: Iterable[str]) -> str:
    """Write a pattern for any of the phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in ordered)


def _stop(abbreviations: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for a full stop before a capital, but not after an abbreviation or an initial."""
    no_end = "".join(rf"(?<!\b{re.escape(abbreviation)})" for abbreviation in abbreviations)
    return re.compile(rf"(?<!\b\w)(?i:{no_end})\.\s+(?=[A-Z(])")


def _words(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})(?!\w)", re.IGNORECASE)


def _several(words: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for as many of the words in a row as there are; none is enough."""
    return re.compile(rf"(?:(?:{_either(words)})\s+)*", re.IGNORECASE)


def _around(pairs: Iterable[list[str]]) -> re.Pattern[str]:
    sides = "|".join(rf"(?<!\w){re.escape(before)}\s+(.+?)\s+{re.escape(after)}(?!\w)" for before, after in pairs)
    return re.compile(sides, re.IGNORECASE)


def _surname(particles: Iterable[str]) -> str:
    return rf"(?:(?:{_either(particles)})\s+)*[^\W\d_a-z][\w'’-]+"


def _titled_name(titles: Iterable[str], particles: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for a name with a title or initials before it ("mevr. drs. A.B. de Vries")."""
    initials = r"(?:(?!B\.\s?V\.|N\.\s?V\.)(?:[A-Z]h?\.\s?){1,6}(?:\(\w+\)\s?)?)"
    surname = _surname(particles)
    title = rf"(?:(?i:{_either(titles)})\s+)"
    name = rf"(?:{title}+{initials}?\s*{surname}(?:[ -]{surname})*|{initials}\s*{surname}(?:-{surname})*)"
    return re.compile(rf"(?<![\w.]){name}")


# ---------------------------------------------------------------- controllers


def controllers(name_text: str, organisations: Organisations, on: date | None = None) -> ControllerReading:
    """Read a name under "Verantwoordelijken": legal person, officer and unit, and where a person's name stands.

    Of several mandates in a row the last is the office. An office without an organisation ("Directeur Logius") gives
    the legal person its unit is part of. A unit in no list is made one of the organisation named with it.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> reading = controllers("De Minister van Defensie, namens deze, de Directeur Paresto", organisations)
    >>> [match.organisation.name for match in reading.organisations], reading.office
    (['ministerie van Defensie'], 'Directeur Paresto')
    """
    cues = _cues()
    mentions = organisations.find(name_text, on)
    breaks = [Span(*found.span()) for found in cues.controller_breaks.finditer(name_text)]
    person = _person(name_text, _parts(name_text, breaks, mentions), mentions)
    parts = _parts(name_text, breaks if person is None else [*breaks, person], mentions)
    offices = [part for part in parts if _starts(cues.office, name_text, part)]
    if not offices:
        legal = _legal_persons(mentions, organisations, on)
        inner = next((match for match in reversed(mentions) if match.organisation.parent), None)
        return ControllerReading(legal, responsible=inner, person=person)
    office, unit = _office(name_text, offices[-1], mentions)
    named = tuple(match for match in mentions if unit is None or not _within(match.span, unit))
    parent = named[-1].organisation if named else None
    responsible = (
        None if unit is None else _unit(name_text, unit, _unit_kind(name_text, office), parent, (organisations, on))
    )
    # Who is named acts through the office; only a bare office ("Directeur Logius") stands for what it is part of.
    legal = _legal_persons(named or (() if responsible is None else (responsible,)), organisations, on)
    if responsible is not None and responsible.organisation.parent is None:
        unit, responsible = None, None
    words = None if unit is None else _text(name_text, unit)
    return ControllerReading(legal, _text(name_text, office), office, words, unit, responsible, person)


def _parts(text: str, cuts: list[Span], mentions: tuple[OrganisationMatch, ...]) -> list[Span]:
    """Part a name at the cuts that are not inside an organisation's name."""
    free = sorted(cut for cut in cuts if not any(_overlaps(cut, match.span) for match in mentions))
    return [_without_article(text, part) for part in _between(text, free, Span(0, len(text)))]


def _person(text: str, parts: list[Span], mentions: tuple[OrganisationMatch, ...]) -> Span | None:
    """Find a natural person's name: with a title or initials, or right before or after a function."""
    cues = _cues()
    for found in cues.person.finditer(text):
        span = Span(*found.span())
        if not any(_overlaps(span, match.span) for match in mentions):
            return span
    for part, neighbour in (*pairwise(parts), *((after, before) for before, after in pairwise(parts))):
        named = cues.bare_person.fullmatch(text, *part) and not cues.office.search(text, *part)
        known = any(_overlaps(part, match.span) for match in mentions) or cues.body.match(text, *part)
        if named and not known and _starts(cues.office, text, neighbour):
            return part
    return None


def _office(text: str, part: Span, mentions: tuple[OrganisationMatch, ...]) -> tuple[Span, Span | None]:
    """Part an office from the organisation it is held at, and give the words that name its unit."""
    cues = _cues()
    title = cues.office.match(text, *part)
    after = part.start if title is None else title.end()
    end = part.end
    for found in cues.belongs_to.finditer(text, after, part.end):
        holder = _without_article(text, Span(found.end(), part.end))
        if found.start() > after + 1 and any(match.span.start == holder.start for match in mentions):
            end = found.start()
            break
    unit = _without_article(text, _strip(text, Span(after, end)))
    linked = cues.belongs_to.match(text, *unit)
    if linked:
        unit = _without_article(text, _strip(text, Span(linked.end(), unit.end)))
    return _strip(text, Span(part.start, end)), unit if unit.start < unit.end else None


def _unit_kind(text: str, office: Span) -> str:
    """Give what the unit of an office is called ("Directie" for a "Directeur"), or nothing."""
    cues = _cues()
    title = cues.office.match(text, *office)
    return "" if title is None else cues.offices[" ".join(title[0].lower().split())]


def _unit(
    text: str, unit: Span, kind: str, parent: Organisation | None, lists: tuple[Organisations, date | None]
) -> OrganisationMatch | None:
    """Find the unit an officer heads: in the lists by its own name or with its kind before it, else as a new one."""
    organisations, on = lists
    words = _text(text, unit)
    full = words if words.lower().startswith(kind.lower()) else f"{kind} {words}"
    for name in (words, full):
        path = organisations.resolve(name, on)
        if path:
            return OrganisationMatch(path[-1].organisation, unit, path[-1].label, "unit of the office")
    if not kind or parent is None:
        return None
    made = organisations.unit(full, parent)
    return OrganisationMatch(made, unit, made.name, "unit named by the office")


def _legal_persons(
    matches: tuple[OrganisationMatch, ...], organisations: Organisations, on: date | None
) -> tuple[OrganisationMatch, ...]:
    legal: dict[str, OrganisationMatch] = {}
    for match in matches:
        organisation = organisations.get(organisations.legal_person(match.organisation.iri, on), on)
        if organisation is None:
            continue
        same = organisation.iri == match.organisation.iri
        rule = match.rule if same else "legal person of the unit"
        legal.setdefault(organisation.iri, OrganisationMatch(organisation, match.span, match.label, rule))
    return tuple(legal.values())


def named_system(text: str) -> Span | None:
    """Find a system that a description names by calling it one, known or not.

    >>> span = named_system("SSC-ICT (verwerker, beheerder van systeem Noorderlicht)")
    >>> (span.start, span.end)
    (42, 54)
    """
    found = _cues().named_system.search(text)
    return Span(*found.span("name")) if found else None


# ---------------------------------------------------------------- recipients


@dataclass(frozen=True, slots=True)
class _Reader:
    """A text with the organisations and systems it mentions; `controllers` are IRIs."""

    text: str
    mentions: tuple[OrganisationMatch, ...]
    systems: tuple[SystemMatch, ...]
    organisations: Organisations
    controllers: frozenset[str]
    on: date | None

    def within(self, span: Span) -> list[OrganisationMatch]:
        return [match for match in self.mentions if _within(match.span, span)]

    def system(self, span: Span) -> SystemMatch | None:
        return next((match for match in self.systems if _within(match.span, span)), None)

    def is_own(self, match: OrganisationMatch | None) -> bool:
        """Say whether an organisation is the controller or part of it; none named is the controller's own."""
        here = None if match is None else match.organisation.iri
        if here is None or not self.controllers:
            return True
        while here is not None and here not in self.controllers:
            here = self.organisations.parent_of(here, self.on)
        return here is not None


def recipients(
    text: str, organisations: Organisations, on: date | None = None, *, controllers: frozenset[str] = frozenset()
) -> tuple[RecipientReading, ...]:
    """Read the section "Ontvangers" into parties, in the order of the text.

    `controllers` are the IRIs of the record's controllers and their units: staff and parts of these are internal.
    Without it staff is taken to be the controller's own. Who acts "in opdracht van" a party that is no controller, or
    that the text calls a processor, is a sub-processor. A processor is one only if the text says so (GDPR art. 4(8)).

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> text = "De ontvangers zijn medewerkers van het CAK, gemeenten en SSC-ICT (verwerker)."
    >>> for reading in recipients(text, organisations):
    ...     print(reading.role, "|", text[reading.words.start : reading.words.end])
    internal | medewerkers van het CAK
    recipient | gemeenten
    processor | SSC-ICT (verwerker)
    """
    cues = _cues()
    reader = _Reader(
        text, organisations.find(text, on), organisations.find_systems(text), organisations, controllers, on
    )
    whole = _strip(text, Span(0, len(text)))
    if cues.nothing.fullmatch(text, *whole):
        return (RecipientReading(whole, "none", None, None, None, "the field says none"),)
    found = [reading for sentence in _sentences(reader, whole) for reading in _read_sentence(reader, sentence)]
    processors = {one.organisation.organisation.iri for one in found if one.organisation and one.role == "processor"}
    return tuple(_as_subprocessor(one, processors) for one in found)


def _as_subprocessor(reading: RecipientReading, processors: set[str]) -> RecipientReading:
    principal = reading.on_behalf_of
    if reading.role != "processor" or principal is None or principal.organisation.iri not in processors:
        return reading
    return RecipientReading(
        reading.words, "subprocessor", reading.organisation, principal, reading.system, "acts for a processor"
    )


# A bullet, a numbered item, a semicolon or a line before a capital; a hyphen is a bullet at the start of a line.
_ITEM = re.compile(r"(?:^|(?<=\s))(?:[•●▪◦‣·*]|\(?[a-z0-9]\))\s+|(?:^|\n)\s*[\u2013-]\s+|\s*;\s*|\s*\n\s*(?=[A-Z])")

# The bullets of a list whose line ends were folded away: all of it begins with one.
_FOLDED_ITEM = re.compile(r"(?<=\s)[\u2013-]\s+")

# A sentence that begins where the stop before it was lost: a copied page loses line ends.
_LOST_STOP = re.compile(r"(?<=[a-z)])\s+(?=(?:De|Het|Deze|Dit|Er|Een|Gegevens|Alle)\s+[a-z])")


def _sentences(reader: _Reader, span: Span) -> Iterator[Span]:
    patterns = [_ITEM, _cues().stop, _LOST_STOP]
    if _FOLDED_ITEM.match(f" {reader.text.lstrip()}", 1):
        patterns.append(_FOLDED_ITEM)
    breaks = [
        Span(*found.span())
        for pattern in patterns
        for found in pattern.finditer(reader.text, *span)
        if not _is_inside(reader, found.start(), found.end(), span.start)
    ]
    return _between(reader.text, sorted(breaks), span)


def _read_sentence(reader: _Reader, sentence: Span) -> Iterator[RecipientReading]:
    """Read one sentence, item or enumeration."""
    cues, text = _cues(), reader.text
    if _starts(cues.reference, text, sentence):
        return
    denial = cues.nobody.search(text, *sentence)
    if denial:
        exception = cues.exception.search(text, denial.end(), sentence.end)
        if exception is None:
            yield RecipientReading(sentence, "none", None, None, None, f"nobody: {denial[0].lower()}")
        else:
            yield from _read_parties(reader, Span(exception.end(), sentence.end), None)
        return
    everybody = _outside_brackets(reader, cues.everybody, sentence)
    if everybody is not None:
        yield RecipientReading(sentence, "public", None, None, None, f"everybody: {everybody[0].lower()}")
        return
    role, parties = _parties_of(reader, sentence)
    if parties is not None:
        yield from _read_parties(reader, parties, role)


def _parties_of(reader: _Reader, sentence: Span) -> tuple[RecipientRole | None, Span | None]:
    """Find the words of a sentence that name the parties, and the role it gives them all, if it gives one."""
    cues, text = _cues(), reader.text
    said = _said_role(reader, sentence)
    if said is not None:
        return said
    parties = _introduced(reader, sentence)
    if parties is not None:
        return None, parties
    head = text.find(":", *sentence)
    if head >= 0 and not _is_inside(reader, head, head, sentence.start):
        return _under_heading(reader, sentence, head)
    closing = _outside_brackets(reader, cues.closing, sentence)
    if closing is not None:
        return None, Span(sentence.start, closing.start())
    return None, None if _has_main_verb(reader, sentence) else sentence


def _said_role(reader: _Reader, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "de verwerker is X" and "X is verwerker"."""
    cues, text = _cues(), reader.text
    if cues.not_processor.search(text, *sentence):
        return None
    for pattern in (cues.role_first, cues.role_last):
        said = pattern.match(text, *sentence)
        if said is None:
            continue
        parties = _before_explanation(reader, Span(*said.span("parties")))
        named = text[parties.start].isupper() or _begins_party(reader, parties)
        if named and not cues.pronoun.fullmatch(text, *parties):
            return ("subprocessor" if cues.subprocessor.fullmatch(said["role"]) else "processor"), parties
    return None


def _introduced(reader: _Reader, sentence: Span) -> Span | None:
    """Give the parties after an opening ("verstrekt aan …") or within one ("worden aan … verstrekt")."""
    cues, text = _cues(), reader.text
    opening = cues.opening.match(text, *sentence) or cues.handing_over.search(text, *sentence)
    if opening:
        return Span(opening.end(), sentence.end)
    around = cues.around.search(text, *sentence)
    if around:
        return Span(*next(around.span(group) for group in range(1, cues.around.groups + 1) if around[group]))
    return None


def _under_heading(reader: _Reader, sentence: Span, head: int) -> tuple[RecipientRole | None, Span]:
    """Read "Intern: …" (the parties follow) and "Logius: …" (the party is explained)."""
    heading = _strip(reader.text, Span(sentence.start, head))
    for role, pattern in _cues().labels:
        if pattern.fullmatch(reader.text, *heading):
            return role, Span(head + 1, sentence.end)
    return None, heading


def _before_explanation(reader: _Reader, span: Span) -> Span:
    """Keep the name of an item "name: explanation"."""
    head = reader.text.find(":", *span)
    return span if head < 0 else Span(span.start, head)


def _outside_brackets(reader: _Reader, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
    """Give the first cue that stands outside brackets and names."""
    for found in pattern.finditer(reader.text, *span):
        if not _is_inside(reader, found.start(), found.end(), span.start):
            return found
    return None


def _has_main_verb(reader: _Reader, sentence: Span) -> bool:
    """Say whether a verb stands before any relative clause: the words are then a sentence, not names."""
    head = Span(sentence.start, _clause_start(reader, sentence))
    return _outside_brackets(reader, _cues().verbs, head) is not None


def _read_parties(reader: _Reader, span: Span, role: RecipientRole | None) -> Iterator[RecipientReading]:
    for party in _enumerated(reader, span):
        yield _read_party(reader, party, role)


_SEPARATOR = re.compile(r"\s*,\s*(?:en\s+|of\s+)?|\s+(?:en/of|en|of|alsmede|evenals|dan\s+wel)\s+|\s+/\s+")


def _enumerated(reader: _Reader, span: Span) -> Iterator[Span]:
    """Split an enumeration into parties, leaving names, brackets and relative clauses whole."""
    cues, text = _cues(), reader.text
    cuts: list[Span] = []
    since = span.start
    candidates = [Span(*found.span()) for found in _SEPARATOR.finditer(text, *span)]
    candidates += [Span(found.start(), found.start()) for found in _party_words(reader, span)]
    for cut in sorted(candidates):
        rest = Span(cut.end, span.end)
        if cut.start < since or _is_inside(reader, cut.start, cut.end, since) or _is_apposition(reader, rest):
            continue
        if cues.adjunct.match(text, *rest):
            continue
        begins = _begins_party(reader, rest)
        in_clause = cues.clause.search(text, since, cut.start) or cues.clause.match(text, *rest)
        listed = "," in text[cut.start : cut.end] or (cuts and _is_one_name(reader, Span(since, cut.start)))
        if begins or (listed and not in_clause):
            cuts.append(cut)
            since = cut.end
    for part in _between(text, cuts, span):
        party = _without_article(text, Span(_end(cues.leads, text, part), part.end))
        if party.start < party.end:
            yield party


def _is_apposition(reader: _Reader, rest: Span) -> bool:
    """Say whether a role word alone comes next, which is said of the party before it ("Centric, verwerker")."""
    cues, text = _cues(), reader.text
    end = _strip(text, rest).end
    role = cues.subprocessor.match(text, *rest) or cues.processor.match(text, *rest)
    return role is not None and (role.end() >= end or text[role.end()] in ",.")


def _is_one_name(reader: _Reader, part: Span) -> bool:
    """Say whether a part is one word or one organisation's name, as the last but one of "A, B en C" is."""
    words = _without_article(reader.text, part)
    return " " not in _text(reader.text, words) or any(match.span == words for match in reader.mentions)


_LAST_WORD = re.compile(r"(\w*)([)]?)\s+$")


def _party_words(reader: _Reader, span: Span) -> Iterator[re.Match[str]]:
    """Find the capitals with which a party begins whose separator was lost ("CAK medewerkers Klant")."""
    cues, text = _cues(), reader.text
    for pattern in (cues.group, cues.data_subject, cues.staff):
        for found in pattern.finditer(text, *span):
            before = _LAST_WORD.search(text, max(span.start, found.start() - 40), found.start())
            if before is None or not found[0][0].isupper():
                continue
            word = before[1]
            if before[2] or (word[:1].islower() and not cues.determiners.fullmatch(f"{word} ")) or _is_party_word(word):
                yield found


def _is_party_word(word: str) -> bool:
    cues = _cues()
    return any(pattern.fullmatch(word) for pattern in (cues.group, cues.data_subject, cues.staff))


def _begins_party(reader: _Reader, rest: Span) -> bool:
    """Say whether what follows begins with the word that tells what a party is, or with a known organisation."""
    cues, text = _cues(), reader.text
    start = _end(cues.determiners, text, rest)
    if any(match.span.start in {start, rest.start} for match in reader.mentions):
        return True
    words = (cues.staff, cues.group, cues.data_subject, cues.processor, cues.subprocessor)
    return any(pattern.match(text, at, rest.end) for pattern in words for at in (start, rest.start))


def _read_party(reader: _Reader, party: Span, given: RecipientRole | None) -> RecipientReading:
    cues, text = _cues(), reader.text
    system = reader.system(party)
    slug = None if system is None else system.system.slug
    behalf = cues.on_behalf_of.search(text, *party)
    mentions = reader.within(party)
    principal = next((match for match in mentions if behalf and match.span.start >= behalf.end()), None)
    agents = [match for match in mentions if principal is None or match.span.end <= (behalf.start() if behalf else 0)]
    agent = next((match for match in agents if _depth(text, party.start, match.span.start) == 0), None)
    agent = agent or next(iter(agents), None)
    if principal is not None:
        sub = cues.subprocessor.search(text, *party) is not None or not reader.is_own(principal)
        role: RecipientRole = "subprocessor" if sub else "processor"
        return RecipientReading(party, role, agent, principal, slug, f"on behalf of: {principal.label}")
    role, rule = _role(reader, party, agent) if given is None else (given, "the sentence says so")
    return RecipientReading(party, role, agent, None, slug, rule)


def _role(reader: _Reader, party: Span, agent: OrganisationMatch | None) -> tuple[RecipientRole, str]:
    cues, text = _cues(), reader.text
    if not cues.not_processor.search(text, *party):
        said: tuple[tuple[RecipientRole, re.Pattern[str]], ...] = (
            ("subprocessor", cues.subprocessor), ("processor", cues.processor),
        )  # fmt: skip
        for role, pattern in said:
            word = pattern.search(text, *party)
            if word:
                return role, f"role: {word[0].lower()}"
    head = Span(party.start, _clause_start(reader, party))
    staff = cues.staff.search(text, *party) if agent is not None else cues.staff.search(text, *head)
    subject = cues.data_subject.match(text, *head)
    if subject and (staff is None or staff.start() > subject.start() or cues.data_subject.fullmatch(text, *head)):
        return "data-subject", f"data subject: {subject[0].lower()}"
    group = cues.group.search(text, *head)
    if staff and (group is None or agent is not None) and reader.is_own(agent):
        return "internal", f"staff: {staff[0].lower()}"
    if agent is not None and reader.controllers and reader.is_own(agent):
        return "internal", f"part of the controller: {agent.label}"
    if agent is not None:
        return "recipient", f"organisation: {agent.label}"
    return "recipient", f"group: {group[0].lower()}" if group else "named as recipient"


def _clause_start(reader: _Reader, party: Span) -> int:
    clause = _cues().clause.search(reader.text, *party)
    return party.end if clause is None else clause.start()


# ---------------------------------------------------------------- sources


def source_parties(text: str, organisations: Organisations, on: date | None = None) -> tuple[SourceReading, ...]:
    """Read the field "Bron" into the parties, groups and registers data come from.

    A bare "Ja" means the data subject (an early layout asked whether it was). Words that name none give no reading.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> [reading.kind for reading in source_parties("Werkgever, de BRP, het UWV en van betrokkene zelf", organisations)]
    ['group', 'register', 'organisation', 'data-subject']
    """
    cues = _cues()
    reader = _Reader(
        text, organisations.find(text, on), organisations.find_systems(text), organisations, frozenset(), on
    )
    whole = _strip(text, Span(0, len(text)))
    if cues.source_yes.fullmatch(text, *whole):
        return (SourceReading(whole, "data-subject", None, None, "a bare yes"),)
    parts = [part for sentence in _sentences(reader, whole) for part in _enumerated(reader, sentence)]
    return tuple(reading for part in parts if (reading := _read_source(reader, part)) is not None)


def _read_source(reader: _Reader, part: Span) -> SourceReading | None:
    """Read one source by the first word in it that tells what it is."""
    cues, text = _cues(), reader.text
    words = _without_article(text, Span(_end(cues.source_lead, text, part), part.end))
    system = reader.system(words)
    agent = next(iter(reader.within(words)), None)
    patterns: tuple[tuple[SourceKind, re.Pattern[str]], ...] = (
        ("controller", cues.source_controller), ("data-subject", cues.data_subject), ("group", cues.group),
        ("register", cues.source_register),
    )  # fmt: skip
    told: list[tuple[int, int, SourceKind, str]] = [
        (found.start(), 2 + rank, kind, found[0].lower())
        for rank, (kind, pattern) in enumerate(patterns)
        if (found := pattern.search(text, *words))
    ]
    if system is not None:
        told.append((system.span.start, 0, "register", system.label))
    if agent is not None:
        told.append((agent.span.start, 1, "organisation", agent.label))
    if not told:
        return None
    _, _, kind, word = min(told)
    slug = None if system is None else system.system.slug
    return SourceReading(words, kind, agent if kind in {"organisation", "register"} else None, slug, f"{kind}: {word}")


# ---------------------------------------------------------------- spans


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlaps(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _starts(pattern: re.Pattern[str], text: str, span: Span) -> bool:
    return pattern.match(text, *span) is not None


def _strip(text: str, span: Span) -> Span:
    """Leave white space and punctuation out at both ends."""
    start, end = span
    while start < end and text[start] in " \n\t,;:.-":
        start += 1
    while start < end and text[end - 1] in " \n\t,;:.-":
        end -= 1
    return Span(start, end)


def _end(pattern: re.Pattern[str], text: str, span: Span) -> int:
    """Give where a pattern that begins a stretch ends; its start, where it does not."""
    found = pattern.match(text, *span)
    return span.start if found is None else found.end()


def _without_article(text: str, span: Span) -> Span:
    words = _strip(text, span)
    return _strip(text, Span(_end(_cues().article, text, words), words.end))


def _depth(text: str, start: int, end: int) -> int:
    """Count the brackets open at `end`."""
    return max(0, text.count("(", start, end) - text.count(")", start, end))


def _is_inside(reader: _Reader, start: int, end: int, since: int) -> bool:
    """Say whether a place is inside an organisation's name or inside brackets."""
    named = any(match.span.start < max(end, start + 1) and start < match.span.end for match in reader.mentions)
    return named or _depth(reader.text, since, start) > 0


def _between(text: str, cuts: Iterable[Span], span: Span) -> Iterator[Span]:
    """Give the stretches of words between cuts."""
    start = span.start
    for cut in (*cuts, Span(span.end, span.end)):
        part = _strip(text, Span(start, max(start, cut.start)))
        if part.start < part.end:
            yield part
        start = max(start, cut.end)
