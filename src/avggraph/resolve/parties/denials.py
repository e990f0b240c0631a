"""Sentences that deny: that nobody receives data, or that a party does not; and whom they except from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.enumerations import begins_party
from avggraph.resolve.parties.introductions import has_main_verb, labelled, parties_of
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.roles import RecipientReading, read_parties
from avggraph.resolve.parties.spans import end_of, strip, text_at
from avggraph.text import Span

# No preposition with its determiners is longer, in signs.
_NEAR = 40

# Nor is a name, in signs.
_NAME = 200


def read_denial(passage: Passage, sentence: Span, denial: Span) -> Iterator[RecipientReading]:
    """Read a sentence that denies, the parties it excepts, and those named before a comma.

    That one party gets nothing does not say that nobody does; a sentence with "tenzij" does not say so either.
    """
    cues, text = party_cues(), passage.text
    used_by = cues.used_by.match(text, denial.end, sentence.end) if cues.internal_use.fullmatch(text, *denial) else None
    if used_by is not None:
        yield from _read_internal_use(passage, Span(used_by.end(), sentence.end))
        return
    first = _excepted_first(passage, sentence, denial.start)
    if first is not None:
        yield from read_parties(passage, first, None)
        return
    comma = text.rfind(",", sentence.start, denial.start)
    before = strip(text, Span(sentence.start, max(comma, sentence.start)))
    named = before.start < before.end and begins_party(passage, before) and not has_main_verb(passage, before)
    if named:
        yield from read_parties(passage, before, None)
    said = strip(text, Span(comma + 1 if named else sentence.start, sentence.end))
    behind = Span(denial.start, sentence.end)
    excepted = _read_excepted(passage, behind, denial.end)
    if excepted is not None:
        yield from excepted
    elif not _is_of_one(passage, said):
        yield RecipientReading(said, "none", None, None, None, f"nobody: {text_at(text, denial).lower()}")


def denial_of_all(passage: Passage, sentence: Span) -> re.Match[str] | None:
    """Find the words that say that nobody receives data; a bare "geen" does where an exception comes behind it."""
    cues, text = party_cues(), passage.text
    bare = cues.nothing.match(text, *sentence)
    if bare is not None:
        behind = strip(text, Span(bare.end(), sentence.end))
        if any(cue.match(text, *behind) for cue in (cues.exception, cues.unless, cues.but)):
            return bare
    return cues.nobody.search(text, *sentence)


def before_denial(passage: Passage, sentence: Span, denied: int) -> Span:
    """Give the words before the clause with a denial at a place: those that say of others what they receive.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "Het UWV ontvangt de gegevens, de SVB krijgt geen inzage"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> text_at(text, before_denial(passage, Span(0, len(text)), text.index("krijgt")))
    'Het UWV ontvangt de gegevens'
    """
    cues, text = party_cues(), passage.text
    head = Span(sentence.start, denied)
    verbs = (cues.closing, cues.handing_over, cues.giving, cues.around)
    told = min((found.end() for verb in verbs for found in verb.finditer(text, *head)), default=head.end)
    cuts = [
        cut.start()
        for pattern in (cues.separator, cues.but)
        for cut in pattern.finditer(text, told, head.end)
        if not passage.is_inside(cut.start(), cut.end(), sentence.start)
    ]
    return Span(sentence.start, strip(text, Span(sentence.start, max(cuts, default=sentence.start))).end)


def read_refusal(passage: Passage, clause: Span, refusal: re.Match[str]) -> Iterator[RecipientReading]:
    """Read a clause that says that a party gets nothing, and what the sentence goes on with of others.

    Where it is whoever else there is that gets nothing, nobody does ("derden ontvangen geen gegevens").
    """
    cues, text = party_cues(), passage.text
    behind = Span(refusal.end(), clause.end)
    first = _excepted_first(passage, clause, refusal.start())
    excepted = _read_excepted(passage, behind, behind.start) if first is None else read_parties(passage, first, None)
    if excepted is not None:
        yield from excepted
        return
    subject = Span(clause.start, refusal.start()) if refusal["before"] else behind
    role_said_of = labelled(passage, subject)
    if role_said_of is not None:
        # That a processor has no access does not say that it is none.
        yield from read_parties(passage, role_said_of, None)
    others = cues.others.search(text, *subject)
    if others and not passage.within(subject):
        yield RecipientReading(strip(text, clause), "none", None, None, None, f"nobody: {others[0].lower()}")


def _read_excepted(passage: Passage, span: Span, denied: int) -> Iterator[RecipientReading] | None:
    """Read for whom a denial that ends at `denied` does not hold; none where this stretch excepts nobody."""
    cues, text = party_cues(), passage.text
    exception = passage.outside_names(cues.exception, span)
    if exception is not None:
        rest = strip(text, Span(exception.end(), span.end))
        if cues.clause.match(text, *rest) or cues.adjunct.match(text, *rest):
            # "behalve wanneer dit wettelijk verplicht is"
            return _read_unless(passage, rest)
        end = cues.handed.search(text, exception.end(), span.end)
        return read_parties(passage, Span(exception.end(), end.start() if end else span.end), None)
    unless = passage.outside_names(cues.unless, span)
    if unless is not None:
        return _read_unless(passage, Span(unless.end(), span.end))
    beside = _beside(passage, Span(denied, span.end))
    if beside is not None:
        return read_parties(passage, beside, None)
    return _read_but(passage, span)


def _read_but(passage: Passage, span: Span) -> Iterator[RecipientReading] | None:
    """Read who receives data all the same ("maar wel aan de SVB", "…, het UWV wel")."""
    cues, text = party_cues(), passage.text
    but = passage.outside_names(cues.but, span)
    if but is None:
        return None
    rest = strip(text, Span(but.end(), span.end))
    if rest.start == rest.end:
        cut = cues.separator.search(text, span.start, but.start())
        return None if cut is None else read_parties(passage, Span(cut.end(), but.start()), None)
    role, parties = parties_of(passage, rest)
    named = parties is not None and begins_party(passage, Span(end_of(cues.leads, text, parties), parties.end))
    return read_parties(passage, parties, role) if parties is not None and named else None


def _read_unless(passage: Passage, condition: Span) -> Iterator[RecipientReading]:
    """Read whom a condition says data are given to, or who asks for them ("tenzij de politie daarom vraagt")."""
    cues, text = party_cues(), passage.text
    asked = cues.asks.search(text, *condition)
    begin = end_of(cues.determiners, text, strip(text, condition))
    for match in passage.within(condition):
        asks = asked is not None and match.span.start == begin
        if asks or cues.given_to.search(text, max(condition.start, match.span.start - _NEAR), match.span.start):
            yield from read_parties(passage, match.span, None)


def _beside(passage: Passage, span: Span) -> Span | None:
    """Give the parties "buiten" or "naast" whom nobody gets data; that they do not leave the controller is not it."""
    cues, text = party_cues(), passage.text
    handed = cues.handed.search(text, *span)
    end = handed.start() if handed else span.end
    for found in passage.all_outside_names(cues.beside, Span(span.start, end)):
        rest = strip(text, Span(found.end(), end))
        begin = end_of(cues.determiners, text, rest)
        named = passage.within(Span(begin, min(end, begin + _NAME)))
        own = bool(named and passage.controllers) and passage.is_own(named[0])
        if named and named[0].span.start == begin and not own:
            return rest
    return None


def _excepted_first(passage: Passage, sentence: Span, denied: int) -> Span | None:
    """Give the parties that a sentence excepts before it denies ("Behalve de IND krijgt niemand de gegevens")."""
    cues, text = party_cues(), passage.text
    first = cues.exception.match(text, *sentence) or cues.beside.match(text, *sentence)
    if first is None or first.end() >= denied:
        return None
    words = strip(text, Span(first.end(), denied))
    ends = [
        found.start()
        for pattern in (cues.closing, cues.verbs)
        if (found := passage.outside_names(pattern, words)) is not None
    ]
    return Span(words.start, min(ends, default=words.end)) if begins_party(passage, words) else None


def _is_of_one(passage: Passage, said: Span) -> bool:
    """Say whether a denial is of data to a party it names, not of data to anybody ("niet aan het UWV verstrekt")."""
    cues, text = party_cues(), passage.text
    return any(
        cues.given_to.search(text, max(said.start, match.span.start - _NEAR), match.span.start)
        for match in passage.within(said)
        if not (passage.controllers and passage.is_own(match))
    )


def _read_internal_use(passage: Passage, used_by: Span) -> Iterator[RecipientReading]:
    """Read who uses data that are for internal use, and what the sentence goes on to deny."""
    cues, text = party_cues(), passage.text
    denial = cues.nobody.search(text, *used_by)
    if denial is None:
        yield from read_parties(passage, used_by, "internal")
        return
    cuts = list(cues.separator.finditer(text, used_by.start, denial.start()))
    end, start = cuts[-1].span() if cuts else (denial.start(), denial.start())
    yield from read_parties(passage, Span(used_by.start, end), "internal")
    said = strip(text, Span(start, used_by.end))
    yield RecipientReading(said, "none", None, None, None, f"nobody: {denial[0].lower()}")
