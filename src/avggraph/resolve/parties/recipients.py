"""Who receives data, and in what role: the section "Ontvangers" (GDPR art. 4(8), 4(9) and 30(1)(d))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from avggraph.resolve.matching import is_within
from avggraph.resolve.organisations import Organisations
from avggraph.resolve.parties.cues import RecipientRole, party_cues
from avggraph.resolve.parties.denials import before_denial, denial_of_all, read_denial, read_refusal
from avggraph.resolve.parties.engagements import read_engagement
from avggraph.resolve.parties.enumerations import begins_party, sentences
from avggraph.resolve.parties.introductions import has_main_verb, heading_role, parties_of
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.roles import ENGAGES, RecipientReading, everybody_in, read_parties
from avggraph.resolve.parties.spans import between, starts, strip, text_at
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
            given, bulleted = heading_role(passage, sentence), None
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
    return not has_main_verb(passage, sentence) and ":" not in text_at(passage.text, sentence)


def _has_bullet(text: str, sentence: Span) -> bool:
    before = text[max(0, sentence.start - 4) : sentence.start].rstrip()
    return bool(before) and not before[-1].isalnum() and before[-1] not in ".:;,"


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
    if starts(cues.reference, text, sentence) or cues.no_processor.fullmatch(text, *strip(text, sentence)):
        return
    listed = _answered(passage, sentence) or _beside(passage, sentence)
    if listed is not None:
        for party in listed:
            yield from read_parties(passage, party, None)
        return
    denial = denial_of_all(passage, sentence)
    refusal = None if denial else passage.outside_names(cues.refusal, sentence)
    denied = denial or refusal
    if denied:
        told = before_denial(passage, sentence, denied.start())
        clause = Span(told.end, sentence.end)
        if told.start < told.end:
            yield from _read_sentence(passage, told)
        yield from read_denial(passage, clause, Span(*denial.span())) if denial else ()
        yield from read_refusal(passage, clause, refusal) if refusal else ()
        return
    if any(passage.outside_names(cue, sentence) for cue in (cues.neither, cues.asked)):
        return
    engagement, rest = read_engagement(passage, sentence)
    yield from engagement
    if engagement and not (cues.giving.search(text, *rest) or cues.handing_over.search(text, *rest)):
        return
    for part in _lists(passage, rest):
        yield from _read_list(passage, part)


def _answered(passage: Passage, sentence: Span) -> tuple[Span, ...] | None:
    """Give who receives where that is answered for each party of a list ("UWV wel, SVB niet"); else None."""
    cues, text = party_cues(), passage.text
    if _answer(text, sentence) is None:
        return None
    cuts = [Span(*cut.span()) for cut in passage.all_outside_names(cues.separator, sentence)]
    parts = list(between(text, cuts, sentence))
    answers = [answer for part in parts if (answer := _answer(text, part)) and begins_party(passage, answer[0])]
    if len(answers) < max(len(parts), 2):
        return None
    return tuple(party for party, is_granted in answers if is_granted)


def _answer(text: str, part: Span) -> tuple[Span, bool] | None:
    """Give the words before the answer that a part ends with, and whether it is a yes."""
    cues = party_cues()
    last = Span(text.rfind(" ", *part) + 1, part.end)
    is_granted = cues.granted.fullmatch(text, *last) is not None
    if last.start <= part.start or not (is_granted or cues.refused.fullmatch(text, *last)):
        return None
    return strip(text, Span(part.start, last.start)), is_granted


def _beside(passage: Passage, sentence: Span) -> tuple[Span, ...] | None:
    """Give who receives beside another, and that one ("behalve het UWV ontvangt ook de SVB gegevens"); else None."""
    said = party_cues().beside_first.fullmatch(passage.text, *sentence)
    parties = (Span(*said.span("first")), Span(*said.span("last"))) if said else ()
    return parties if parties and all(begins_party(passage, party) for party in parties) else None


def _read_list(passage: Passage, sentence: Span) -> Iterator[RecipientReading]:
    """Read a sentence with one list of parties, or with everybody."""
    text = passage.text
    role, parties = parties_of(passage, sentence)
    if parties is not None and party_cues().nothing.fullmatch(text, *strip(text, parties)):
        # "Derden: geen"; that there is no processor says nothing of who receives.
        if role in {None, "recipient"}:
            yield RecipientReading(sentence, "none", None, None, None, f"nobody: {text_at(text, sentence).lower()}")
        return
    found: list[RecipientReading] = []
    everybody = everybody_in(passage, sentence)
    if everybody is not None and (parties is None or not is_within(everybody, parties)):
        words = sentence if parties is None else everybody
        found.append(
            RecipientReading(words, "public", None, None, None, f"everybody: {text_at(text, everybody).lower()}")
        )
    found += [] if parties is None else read_parties(passage, parties, role)
    yield from sorted(found, key=lambda reading: reading.words.start)


def _last_headed(passage: Passage, sentence: Span) -> Span | None:
    """Find what parts a list from its last parties, which have a heading: "de aanvrager, en bij controle: het UWV"."""
    cues, text = party_cues(), passage.text
    heading = Span(sentence.start, max(text.find(":", *sentence), sentence.start))
    if not begins_party(passage, heading) or not passage.within(Span(heading.end, sentence.end)):
        return None
    cuts = [
        Span(*cut.span())
        for cut in cues.separator.finditer(text, *heading)
        if not passage.depth(heading.start, cut.start())
    ]
    return cuts[-1] if cuts and not has_main_verb(passage, heading) else None


def _role_marks(passage: Passage, sentence: Span) -> Iterator[int]:
    """Give where a role is said of a name ("A treedt op als verwerker en B als subverwerker"), if it is of several."""
    roles = [role for role in party_cues().engaged_as.finditer(passage.text, *sentence) if role["as"]]
    if len(roles) < 2:
        return
    yield roles[0].start()
    named = {match.span.end: match.span.start for match in passage.within(sentence)}
    for role in roles[1:]:
        if role.start() - 1 in named:
            yield named[role.start() - 1]


def _lists(passage: Passage, sentence: Span) -> Iterator[Span]:
    """Part a sentence where a second verb begins a list of its own ("ingezien door A en verstrekt aan B")."""
    cues, text = party_cues(), passage.text
    headed = _last_headed(passage, sentence)
    if headed is not None:
        yield Span(sentence.start, headed.start)
        yield strip(text, Span(headed.end, sentence.end))
        return
    verbs = (cues.handing_over, cues.around)
    marks = [found.start() for verb in verbs for found in verb.finditer(text, *sentence)]
    marks = sorted([*marks, *_role_marks(passage, sentence)])
    start, first = sentence.start, None
    for mark in marks:
        joined = None if first is None else cues.again.search(text, first, mark)
        if joined is not None and passage.depth(start, mark) == 0:
            yield strip(text, Span(start, joined.start()))
            start = mark
        first = mark
    yield Span(start, sentence.end)
