"""Where data come from: the field "Bron" (GDPR art. 14(2)(f)). Who is denied to be a source is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from avggraph.resolve.organisations import OrganisationMatch, Organisations
from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.enumerations import enumerated, sentences
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import end_of, strip, without_article
from avggraph.text import Span

# "Zorgkantoren Belastingdienst": several are not the one that follows.
_PLURAL = ("en", "s")
# Where the clause of a denial ends, beside at "maar".
_CLAUSE_END = re.compile(r"[,;()]")
_SENTENCE_END = re.compile(r"[.;\n]")
# How far, in signs, a circumstance, the rest of a sentence, and a word that joins are looked for.
_CIRCUMSTANCE, _SENTENCE, _JOINT = 40, 200, 16

SourceKind = Literal["data-subject", "organisation", "register", "group", "controller"]


@dataclass(frozen=True, slots=True)
class SourceReading:
    """Where the field "Bron" says data come from (GDPR art. 14(2)(f)); `system` is a slug."""

    words: Span
    kind: SourceKind
    organisation: OrganisationMatch | None
    system: str | None
    rule: str


# Registers name the same parties again and again.
@lru_cache(maxsize=1024)
def source_parties(text: str, organisations: Organisations, on: date | None = None) -> tuple[SourceReading, ...]:
    """Read the field "Bron" into the parties, groups and registers data come from.

    A bare "Ja" means the data subject (an early layout asked whether it was). Words that name none give no reading.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> [reading.kind for reading in source_parties("Werkgever, de BRP, het UWV en van betrokkene zelf", organisations)]
    ['group', 'register', 'organisation', 'data-subject']
    """
    cues = party_cues()
    passage = Passage.of(text, organisations, on)
    whole = strip(text, Span(0, len(text)))
    if cues.source_yes.fullmatch(text, *whole):
        return (SourceReading(whole, "data-subject", None, None, "a bare yes"),)
    parts = [
        part
        for sentence in sentences(passage, whole)
        for part in _without_denied_behind(
            passage, sentence, tuple(_without_alternatives(passage, tuple(enumerated(passage, sentence))))
        )
    ]
    found = tuple(
        reading for part in parts for stated in _stated(passage, part) for reading in _read_source(passage, stated)
    )
    yes = cues.source_yes.fullmatch(text, *parts[0]) if parts else None
    if yes is None or any(reading.kind == "data-subject" for reading in found):
        return found
    # "Ja, en van de werkgever"
    return (SourceReading(parts[0], "data-subject", None, None, "a bare yes"), *found)


def _read_source(passage: Passage, part: Span) -> Iterator[SourceReading]:
    """Read one source by the first word in it that tells what it is; a register in brackets is one beside it."""
    cues, text = party_cues(), passage.text
    part = strip(text, Span(end_of(cues.source_but, text, part), part.end))
    part = _behind_description(text, part)
    words = passage.with_whole_names(without_article(text, Span(end_of(cues.source_lead, text, part), part.end)))
    system = passage.system(words)
    agent = next(iter(passage.within(words)), None)
    bracket = text.find("(", *words)
    if system is not None and agent is not None and agent.span.end <= bracket < system.span.start:
        yield from _read_source(passage, Span(words.start, bracket))
        slug = system.system.slug
        yield SourceReading(system.span, "register", None, slug, f"register: {system.label}")
        return
    told = _told(passage, words)
    if not told:
        return
    place, _, kind, word = min(told)
    if cues.source_given_to.search(text, max(words.start, place - _CIRCUMSTANCE), place):
        return
    named = agent if kind in {"organisation", "register"} else None
    yield SourceReading(words, kind, named, None if system is None else system.system.slug, f"{kind}: {word}")


def _behind_description(text: str, part: Span) -> Span:
    """Leave out which data are meant, or when.

    "gegevens die niet in de BRP staan komen van de IND", "indien betrokkene niet reageert: de werkgever"
    """
    cues = party_cues()
    described = cues.source_circumstance.search(text, *part)
    if described is None:
        return part
    come = cues.source_come.search(text, described.end(), part.end)
    if come is not None:
        return strip(text, Span(come.end(), part.end))
    colon = text.find(":", described.end(), part.end)
    return strip(text, Span(colon + 1, part.end)) if described.start() == part.start and colon > 0 else part


def _told(passage: Passage, words: Span) -> list[tuple[int, int, SourceKind, str]]:
    """Give what tells what a source is: the place, the rank among those at one place, the kind and the word."""
    cues, text = party_cues(), passage.text
    system, agent = passage.system(words), next(iter(passage.within(words)), None)
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
    staff = cues.staff.search(text, *words) if agent is None else None
    if staff is not None:
        told.append((staff.start(), 5, "group", staff[0].lower()))
    if agent is not None:
        # "wervingsbureau Randstad": the group is what the organisation is.
        before = text[words.start : agent.span.start].rstrip().lower()
        told = [one for one in told if one[2] != "group" or one[3].endswith(_PLURAL) or not before.endswith(one[3])]
        held = (
            cues.source_register.match(text, agent.span.end + 1, words.end)
            if text.startswith("-", agent.span.end)
            else None
        )
        if held:
            # "CAK-systemen"
            told.append((agent.span.start, 0, "register", held[0].lower()))
    return told


def _stated(passage: Passage, part: Span) -> tuple[Span, ...]:
    """Give what is left of a part without the sources that it denies; the part itself, where it denies none.

    A denial before ("niet de betrokkene maar de werkgever") reaches to the end of its clause, one behind ("van
    betrokkene worden geen gegevens verkregen") denies the whole clause.
    """
    cues, text, since = party_cues(), passage.text, part.start
    left: list[Span] = []
    denials = sorted(_denials(passage, part))
    # Each denial has a clause of its own.
    for denial, following in zip_longest(denials, denials[1:], fillvalue=Span(part.end, part.end)):
        clause, rest = _clause(text, Span(denial.end, following.start))
        if _told(passage, clause):
            if not cues.neither.fullmatch(text, *denial):
                left.append(Span(since, denial.start))
            since = rest.start
    left = [_behind_denied(passage, piece) for piece in (*left, Span(since, part.end))]
    return (part,) if left == [part] else tuple(words for piece in left if (words := _unjoined(text, piece)))


def _behind_denied(passage: Passage, piece: Span) -> Span:
    """Leave out the clauses that a piece begins with and denies afterwards."""
    cues, text = party_cues(), passage.text
    while True:
        clause, rest = _clause(text, piece)
        told = _told(passage, clause)
        denied = cues.source_denied_behind.match(text, min(told)[0], clause.end) if told else None
        if denied is None or cues.source_circumstance.search(text, *denied.span()):
            return piece
        piece = rest


def _denials(passage: Passage, part: Span) -> Iterator[Span]:
    """Find the words that deny what follows them in a part: no circumstance, and no exception to a denial."""
    cues, text = party_cues(), passage.text
    for found in cues.source_denial.finditer(text, *part):
        near = max(part.start, found.start() - _CIRCUMSTANCE)
        before = [one.end() for one in cues.source_circumstance.finditer(text, near, found.start())]
        if not before or len(text[before[-1] : found.start()].split()) > 1:
            yield Span(*found.span())
    for found in cues.source_exception.finditer(text, *part):
        sentence = text[max(0, found.start() - _SENTENCE) : found.start()]
        if not (
            cues.source_denial.search(_SENTENCE_END.split(sentence)[-1])
            or cues.source_added.search(text, found.end(), min(part.end, found.end() + _SENTENCE))
        ):
            yield Span(*found.span())


def _clause(text: str, span: Span) -> tuple[Span, Span]:
    """Give the clause with which a stretch begins, and what follows it."""
    patterns = (party_cues().source_but, _CLAUSE_END)
    ends = [Span(*found.span()) for pattern in patterns if (found := pattern.search(text, *span))]
    end = min(ends, default=Span(span.end, span.end))
    return Span(span.start, end.start), Span(end.end, span.end)


def _unjoined(text: str, span: Span) -> Span | None:
    """Give a stretch without what joined it to what stood beside it; None: it has no words."""
    end = strip(text, span).end
    loose = party_cues().loose_separator.search(text, max(span.start, end - _JOINT), end)
    words = strip(text, Span(span.start, loose.start() if loose else end))
    while words.start < words.end and text[words.end - 1] == "(":
        words = strip(text, Span(words.start, words.end - 1))
    while words.start < words.end and text[words.start] == ")":
        words = strip(text, Span(words.start + 1, words.end))
    return words if words.start < words.end else None


def _without_denied_behind(passage: Passage, sentence: Span, parts: Sequence[Span]) -> Iterator[Span]:
    """Leave out the parts that share a denial behind the last ("van A en B worden geen gegevens verkregen")."""
    cues, text = party_cues(), passage.text
    opens = end_of(cues.source_lead, text, sentence) > sentence.start
    denied: list[bool] = []
    for index in range(len(parts) - 1, -1, -1):
        joint = Span(parts[index].end, parts[index + 1].start) if index + 1 < len(parts) else Span(0, 0)
        is_joined = bool(denied) and denied[-1] and ("," not in text[slice(*joint)] or opens)
        denied.append(is_joined or _is_denied_by_verb(passage, parts[index]))
    yield from (part for part, out in zip(parts, reversed(denied), strict=True) if not out)


def _is_denied_by_verb(passage: Passage, part: Span) -> bool:
    """Say whether all of a part is denied behind, by a verb of its sentence."""
    denied = party_cues().source_denied_behind.match(passage.text, *part)
    return denied is not None and denied["obtained"] is not None and not _stated(passage, part)


def _without_alternatives(passage: Passage, parts: Sequence[Span]) -> Iterator[Span]:
    """Leave out the parts that a denial before them goes on to ("niet het UWV, de SVB of gemeenten")."""
    cues, text = party_cues(), passage.text
    until = 0
    for index, part in enumerate(parts):
        if index < until:
            continue
        yield part
        if _stated(passage, part) == (part,) or cues.source_but.search(text, *part):
            continue
        excepted = cues.source_exception.search(text, *part)
        for following in range(index + 1, len(parts)):
            joint = Span(parts[following - 1].end, parts[following].start)
            if any(
                pattern.search(text, joint.start, parts[following].end)
                for pattern in (cues.source_but, cues.source_denial, cues.source_exception)
            ):
                break
            if excepted or cues.source_alternative.search(text, *joint):
                until = following + 1
            elif "," not in text[joint.start : joint.end]:
                break
