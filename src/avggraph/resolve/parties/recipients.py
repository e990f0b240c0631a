"""Who receives data, and in what role: the section "Ontvangers" (GDPR art. 4(8), 4(9) and 30(1)(d))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from avggraph.resolve.organisations import Organisations
from avggraph.resolve.parties.cues import RecipientRole, party_cues
from avggraph.resolve.parties.engagements import read_engagement
from avggraph.resolve.parties.enumerations import begins_party, begins_unit, sentences
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.roles import ENGAGES, RecipientReading, clause_start, everybody_in, read_parties
from avggraph.resolve.parties.spans import (
    is_within,
    starts,
    strip,
    text_at,
)
from avggraph.text import Span


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
    found = list(_read_section(passage, whole))
    found = [one for one in found if not _is_said_otherwise(one, found)]
    processors = {one.organisation.organisation.iri for one in found if one.organisation and one.role == "processor"}
    return tuple(_as_subprocessor(one, processors) for one in found)


def _read_section(passage: Passage, whole: Span) -> Iterator[RecipientReading]:
    """Read the sentences and items; a role that heads a list ("Verwerkers:") is that of its items.

    A list ends with the next heading or sentence, and one with bullets at what has none.
    """
    given: RecipientRole | None = None
    bulleted: bool | None = None
    for sentence in sentences(passage, whole):
        here = _has_bullet(passage.text, sentence)
        if passage.text.startswith(":", sentence.end):
            given, bulleted = _headed(passage.text, sentence), None
            if given is None:
                yield from _read_sentence(passage, sentence)
            continue
        bulleted = here if bulleted is None else bulleted
        if given is not None and here == bulleted and _is_item(passage, sentence):
            yield from read_parties(passage, sentence, given)
        else:
            given = None
            yield from _read_sentence(passage, sentence)


def _is_item(passage: Passage, sentence: Span) -> bool:
    return not _has_main_verb(passage, sentence) and ":" not in text_at(passage.text, sentence)


def _has_bullet(text: str, sentence: Span) -> bool:
    before = text[max(0, sentence.start - 4) : sentence.start].rstrip()
    return bool(before) and not before[-1].isalnum() and before[-1] not in ".:;,"


def _headed(text: str, sentence: Span) -> RecipientRole | None:
    """Give the role a heading says."""
    return next((role for role, pattern in party_cues().labels if pattern.fullmatch(text, *sentence)), None)


def _is_said_otherwise(reading: RecipientReading, found: list[RecipientReading]) -> bool:
    """Say whether another reading gives the role of a party of which this one says only whom it engages."""
    return reading.rule == ENGAGES and any(
        one.rule != ENGAGES and one.role in {"processor", "subprocessor"} and _iri(one) == _iri(reading)
        for one in found
    )


def _iri(reading: RecipientReading) -> str | None:
    return None if reading.organisation is None else reading.organisation.organisation.iri


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
        yield from _read_denial(passage, sentence, Span(*denial.span()))
        return
    engagement = read_engagement(passage, sentence)
    if engagement:
        yield from engagement
        return
    for part in _lists(passage, sentence):
        yield from _read_list(passage, part)


def _read_list(passage: Passage, sentence: Span) -> Iterator[RecipientReading]:
    """Read a sentence with one list of parties, or with everybody."""
    text = passage.text
    role, parties = _parties_of(passage, sentence)
    found: list[RecipientReading] = []
    everybody = everybody_in(passage, sentence)
    if everybody is not None and (parties is None or not is_within(everybody, parties)):
        words = sentence if parties is None else everybody
        found.append(
            RecipientReading(words, "public", None, None, None, f"everybody: {text_at(text, everybody).lower()}")
        )
    found += [] if parties is None else read_parties(passage, parties, role)
    yield from sorted(found, key=lambda reading: reading.words.start)


def _read_denial(passage: Passage, sentence: Span, denial: Span) -> Iterator[RecipientReading]:
    """Read a sentence that denies, the parties it excepts, and those named before a comma."""
    cues, text = party_cues(), passage.text
    used_by = cues.used_by.match(text, denial.end, sentence.end) if cues.internal_use.fullmatch(text, *denial) else None
    if used_by is not None:
        yield from _read_internal_use(passage, Span(used_by.end(), sentence.end))
        return
    exception = cues.exception.search(text, denial.start, sentence.end)
    comma = text.rfind(",", sentence.start, denial.start)
    before = strip(text, Span(sentence.start, max(comma, sentence.start)))
    named = before.start < before.end and begins_party(passage, before) and not _has_main_verb(passage, before)
    if named:
        yield from read_parties(passage, before, None)
    if exception is None:
        said = strip(text, Span(comma + 1 if named else sentence.start, sentence.end))
        yield RecipientReading(said, "none", None, None, None, f"nobody: {text_at(text, denial).lower()}")
        return
    end = cues.handed.search(text, exception.end(), sentence.end)
    yield from read_parties(passage, Span(exception.end(), end.start() if end else sentence.end), None)


def _read_internal_use(passage: Passage, used_by: Span) -> Iterator[RecipientReading]:
    """Read who uses data that are for internal use, and what the sentence goes on to deny."""
    cues, text = party_cues(), passage.text
    other = cues.nobody.search(text, *used_by)
    cut = None if other is None else cues.separator.search(text, used_by.start, other.start())
    while other is not None and cut is not None:
        later = cues.separator.search(text, cut.end(), other.start())
        if later is None:
            break
        cut = later
    end = used_by.end if other is None else cut.start() if cut else other.start()
    yield from read_parties(passage, Span(used_by.start, end), "internal")
    if other is not None:
        yield from _read_denial(passage, Span(cut.end() if cut else other.start(), used_by.end), Span(*other.span()))


def _lists(passage: Passage, sentence: Span) -> Iterator[Span]:
    """Part a sentence where a second verb begins a list of its own ("ingezien door A en verstrekt aan B")."""
    cues, text = party_cues(), passage.text
    verbs = (cues.handing_over, cues.around)
    marks = sorted(found.start() for verb in verbs for found in verb.finditer(text, *sentence))
    start, first = sentence.start, None
    for mark in marks:
        joined = None if first is None else cues.again.search(text, first, mark)
        if joined is not None and not passage.is_inside(mark, mark, start):
            yield strip(text, Span(start, joined.start()))
            start = mark
        first = mark
    yield Span(start, sentence.end)


def _parties_of(passage: Passage, sentence: Span) -> tuple[RecipientRole | None, Span | None]:
    """Find the words of a sentence that name the parties, and the role it gives them all, if it gives one."""
    cues, text = party_cues(), passage.text
    said = _said_role(passage, sentence) or _hosted(passage, sentence)
    if said is not None:
        return said
    parties = _introduced(passage, sentence)
    if parties is not None:
        return None, parties
    headed = _headed_without_colon(passage, sentence)
    if headed is not None:
        return headed
    head = text.find(":", *sentence)
    if head >= 0 and not passage.is_inside(head, head, sentence.start):
        return _under_heading(passage, sentence, head)
    closing = _outside_brackets(passage, cues.closing, sentence) or _access(passage, sentence)
    if closing is not None:
        own = cues.own_data.search(text, closing.start(), sentence.end)
        acting = cues.engaged_as.search(text, closing.end(), sentence.end)
        role: RecipientRole | None = "data-subject" if own else None
        if acting and acting["as"] and not cues.not_processor.search(text, *sentence):
            role = "subprocessor" if cues.subprocessor.fullmatch(acting["role"]) else "processor"
        return role, Span(sentence.start, closing.start())
    acts = cues.on_behalf_of.search(text, *sentence) is not None and begins_party(passage, sentence)
    return None, sentence if acts or not _has_main_verb(passage, sentence) else None


def _hosted(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "de applicatie wordt gehost door X"; behind a party's name it is said of that party."""
    hosted = _outside_brackets(passage, party_cues().hosted, sentence)
    if hosted is None or passage.within(Span(sentence.start, hosted.start())):
        return None
    return "processor", Span(hosted.end(), sentence.end)


def _said_role(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "de verwerker is X" and "X is verwerker"."""
    cues, text = party_cues(), passage.text
    if cues.not_processor.search(text, *sentence):
        return None
    for pattern in (cues.role_first, cues.role_last):
        said = pattern.match(text, *sentence)
        if said is None:
            continue
        parties = _named_last(passage, _before_explanation(passage, Span(*said.span("parties"))))
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
    giving = _outside_brackets(passage, cues.giving, sentence)
    if giving:
        return Span(giving.end(), sentence.end)
    around = cues.around.search(text, *sentence)
    if around:
        parties = Span(*next(around.span(group) for group in range(1, cues.around.groups + 1) if around[group]))
        verb = _outside_brackets(passage, cues.verbs, parties)
        return parties if verb is None or verb.start() == parties.start else Span(parties.start, verb.start())
    weak = cues.around_party.search(text, *sentence)
    if weak:
        parties = Span(*next(weak.span(group) for group in range(1, cues.around_party.groups + 1) if weak[group]))
        verb = _outside_brackets(passage, cues.verbs, parties)
        if begins_party(passage, parties) or begins_unit(passage, parties):
            return parties if verb is None else Span(parties.start, verb.start())
    return None


def _access(passage: Passage, sentence: Span) -> re.Match[str] | None:
    """Find "… hebben via het portaal inzage" behind a party; who has none is not one."""
    cues, text = party_cues(), passage.text
    found = _outside_brackets(passage, cues.access, sentence)
    if found is None or cues.denying.search(text, *found.span()):
        return None
    return found if begins_party(passage, sentence) or begins_unit(passage, sentence) else None


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


def _headed_without_colon(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "intern alleen de afdeling Inkoop"."""
    cues, text = party_cues(), passage.text
    for role, pattern in cues.labels:
        heading = pattern.match(text, *sentence)
        link = cues.headed.match(text, heading.end(), sentence.end) if heading else None
        if link and role in {"internal", "recipient"}:
            return role, Span(link.end(), sentence.end)
    return None


def _named_last(passage: Passage, parties: Span) -> Span:
    """Give the party a sentence ends with ("Gegevens worden bewaard bij SSC-ICT, die …"); a bare name stays whole."""
    named = passage.within(parties)
    return named[-1].span if named and _has_main_verb(passage, Span(parties.start, named[-1].span.start)) else parties


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
    clause = clause_start(passage, sentence)
    head = Span(sentence.start, clause if clause > sentence.start else sentence.end)
    return _outside_brackets(passage, party_cues().verbs, head) is not None
