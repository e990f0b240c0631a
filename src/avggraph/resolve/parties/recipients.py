"""Who receives data, and in what role: the section "Ontvangers" (GDPR art. 4(8), 4(9) and 30(1)(d))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avggraph.resolve.organisations import OrganisationMatch, Organisations
from avggraph.resolve.parties.cues import RecipientRole, party_cues
from avggraph.resolve.parties.enumerations import begins_party, enumerated, sentences
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import bracket_depth, starts, strip
from avggraph.text import Span


@dataclass(frozen=True, slots=True)
class RecipientReading:
    """A party the section "Ontvangers" names (GDPR art. 4(9)), or that it says there is none; `system` is a slug."""

    words: Span
    role: RecipientRole
    organisation: OrganisationMatch | None
    on_behalf_of: OrganisationMatch | None
    system: str | None
    rule: str


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
    cues = party_cues()
    passage = Passage.of(text, organisations, on, controllers)
    whole = strip(text, Span(0, len(text)))
    if cues.nothing.fullmatch(text, *whole):
        return (RecipientReading(whole, "none", None, None, None, "the field says none"),)
    found = [reading for sentence in sentences(passage, whole) for reading in _read_sentence(passage, sentence)]
    processors = {one.organisation.organisation.iri for one in found if one.organisation and one.role == "processor"}
    return tuple(_as_subprocessor(one, processors) for one in found)


def _as_subprocessor(reading: RecipientReading, processors: set[str]) -> RecipientReading:
    principal = reading.on_behalf_of
    if reading.role != "processor" or principal is None or principal.organisation.iri not in processors:
        return reading
    return RecipientReading(
        reading.words, "subprocessor", reading.organisation, principal, reading.system, "acts for a processor"
    )


def _read_sentence(passage: Passage, sentence: Span) -> Iterator[RecipientReading]:
    """Read one sentence, item or enumeration."""
    cues, text = party_cues(), passage.text
    if starts(cues.reference, text, sentence):
        return
    denial = cues.nobody.search(text, *sentence)
    if denial:
        exception = cues.exception.search(text, denial.end(), sentence.end)
        if exception is None:
            yield RecipientReading(sentence, "none", None, None, None, f"nobody: {denial[0].lower()}")
        else:
            yield from _read_parties(passage, Span(exception.end(), sentence.end), None)
        return
    everybody = _outside_brackets(passage, cues.everybody, sentence)
    if everybody is not None:
        yield RecipientReading(sentence, "public", None, None, None, f"everybody: {everybody[0].lower()}")
        return
    role, parties = _parties_of(passage, sentence)
    if parties is not None:
        yield from _read_parties(passage, parties, role)


def _parties_of(passage: Passage, sentence: Span) -> tuple[RecipientRole | None, Span | None]:
    """Find the words of a sentence that name the parties, and the role it gives them all, if it gives one."""
    cues, text = party_cues(), passage.text
    said = _said_role(passage, sentence)
    if said is not None:
        return said
    parties = _introduced(passage, sentence)
    if parties is not None:
        return None, parties
    head = text.find(":", *sentence)
    if head >= 0 and not passage.is_inside(head, head, sentence.start):
        return _under_heading(passage, sentence, head)
    closing = _outside_brackets(passage, cues.closing, sentence)
    if closing is not None:
        return None, Span(sentence.start, closing.start())
    return None, None if _has_main_verb(passage, sentence) else sentence


def _said_role(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "de verwerker is X" and "X is verwerker"."""
    cues, text = party_cues(), passage.text
    if cues.not_processor.search(text, *sentence):
        return None
    for pattern in (cues.role_first, cues.role_last):
        said = pattern.match(text, *sentence)
        if said is None:
            continue
        parties = _before_explanation(passage, Span(*said.span("parties")))
        named = text[parties.start].isupper() or begins_party(passage, parties)
        if named and not cues.pronoun.fullmatch(text, *parties):
            return ("subprocessor" if cues.subprocessor.fullmatch(said["role"]) else "processor"), parties
    return None


def _introduced(passage: Passage, sentence: Span) -> Span | None:
    """Give the parties after an opening ("verstrekt aan …") or within one ("worden aan … verstrekt")."""
    cues, text = party_cues(), passage.text
    opening = cues.opening.match(text, *sentence) or cues.handing_over.search(text, *sentence)
    if opening:
        return Span(opening.end(), sentence.end)
    around = cues.around.search(text, *sentence)
    if around:
        return Span(*next(around.span(group) for group in range(1, cues.around.groups + 1) if around[group]))
    return None


def _under_heading(passage: Passage, sentence: Span, head: int) -> tuple[RecipientRole | None, Span]:
    """Read "Intern: …" (the parties follow) and "Logius: …" (the party is explained)."""
    heading = strip(passage.text, Span(sentence.start, head))
    for role, pattern in party_cues().labels:
        if pattern.fullmatch(passage.text, *heading):
            return role, Span(head + 1, sentence.end)
    behind = Span(head + 1, sentence.end)
    if passage.within(behind) and not _has_main_verb(passage, behind):
        return None, behind
    return None, heading


def _before_explanation(passage: Passage, span: Span) -> Span:
    """Keep the name of an item "name: explanation"."""
    head = passage.text.find(":", *span)
    return span if head < 0 else Span(span.start, head)


def _outside_brackets(passage: Passage, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
    """Give the first cue that stands outside brackets and names."""
    for found in pattern.finditer(passage.text, *span):
        if not passage.is_inside(found.start(), found.end(), span.start):
            return found
    return None


def _has_main_verb(passage: Passage, sentence: Span) -> bool:
    """Say whether a verb stands before any relative clause: the words are then a sentence, not names."""
    head = Span(sentence.start, _clause_start(passage, sentence))
    return _outside_brackets(passage, party_cues().verbs, head) is not None


def _read_parties(passage: Passage, span: Span, role: RecipientRole | None) -> Iterator[RecipientReading]:
    for party in enumerated(passage, span):
        yield _read_party(passage, party, role)


def _read_party(passage: Passage, party: Span, given: RecipientRole | None) -> RecipientReading:
    cues, text = party_cues(), passage.text
    system = passage.system(party)
    slug = None if system is None else system.system.slug
    behalf = cues.on_behalf_of.search(text, *party)
    mentions = passage.within(party)
    principal = next((match for match in mentions if behalf and match.span.start >= behalf.end()), None)
    agents = [match for match in mentions if principal is None or match.span.end <= (behalf.start() if behalf else 0)]
    agent = next((match for match in agents if bracket_depth(text, party.start, match.span.start) == 0), None)
    agent = agent or next(iter(agents), None)
    if principal is not None:
        sub = cues.subprocessor.search(text, *party) is not None or not passage.is_own(principal)
        role: RecipientRole = "subprocessor" if sub else "processor"
        return RecipientReading(party, role, agent, principal, slug, f"on behalf of: {principal.label}")
    role, rule = _role(passage, party, agent) if given is None else (given, "the sentence says so")
    return RecipientReading(party, role, agent, None, slug, rule)


def _role(passage: Passage, party: Span, agent: OrganisationMatch | None) -> tuple[RecipientRole, str]:
    cues, text = party_cues(), passage.text
    if not cues.not_processor.search(text, *party):
        said: tuple[tuple[RecipientRole, re.Pattern[str]], ...] = (
            ("subprocessor", cues.subprocessor), ("processor", cues.processor),
        )  # fmt: skip
        for role, pattern in said:
            word = pattern.search(text, *party)
            if word:
                return role, f"role: {word[0].lower()}"
    head = Span(party.start, _clause_start(passage, party))
    staff = cues.staff.search(text, *party) if agent is not None else cues.staff.search(text, *head)
    subject = cues.data_subject.match(text, *head)
    if subject and (staff is None or staff.start() > subject.start() or cues.data_subject.fullmatch(text, *head)):
        return "data-subject", f"data subject: {subject[0].lower()}"
    group = cues.group.search(text, *head)
    if staff and (group is None or agent is not None) and passage.is_own(agent):
        return "internal", f"staff: {staff[0].lower()}"
    if agent is not None and passage.controllers and passage.is_own(agent):
        return "internal", f"part of the controller: {agent.label}"
    if agent is not None:
        return "recipient", f"organisation: {agent.label}"
    return "recipient", f"group: {group[0].lower()}" if group else "named as recipient"


def _clause_start(passage: Passage, party: Span) -> int:
    cues = party_cues()
    starts = [clause.start() for clause in [cues.clause.search(passage.text, *party)] if clause]
    # A circumstance behind a comma ("DJI, als een gijzeling wordt uitgevoerd") is no statement of its own.
    starts += [found.start() for found in cues.adjunct.finditer(passage.text, *party) if _after_comma(passage, found)]
    return min(starts, default=party.end)


def _after_comma(passage: Passage, found: re.Match[str]) -> bool:
    return passage.text[: found.start()].rstrip().endswith(",")
