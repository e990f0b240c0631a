"""Where data come from: the field "Bron" (GDPR art. 14(2)(f))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from avggraph.resolve.organisations import OrganisationMatch, Organisations
from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.enumerations import enumerated, sentences
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import end_of, starts, strip, without_article
from avggraph.text import Span

# "Zorgkantoren Belastingdienst": several are not the one that follows.
_PLURAL = ("en", "s")

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
    parts = [part for sentence in sentences(passage, whole) for part in enumerated(passage, sentence)]
    found = tuple(reading for part in parts for reading in _read_source(passage, part))
    yes = cues.source_yes.fullmatch(text, *parts[0]) if parts else None
    if yes is None or any(reading.kind == "data-subject" for reading in found):
        return found
    # "Ja, en van de werkgever"
    return (SourceReading(parts[0], "data-subject", None, None, "a bare yes"), *found)


def _read_source(passage: Passage, part: Span) -> Iterator[SourceReading]:
    """Read one source by the first word in it that tells what it is; a register in brackets is one beside it."""
    cues, text = party_cues(), passage.text
    if starts(cues.source_denial, text, part):
        but = cues.source_but.search(text, *part)
        if but is None:
            return
        part = strip(text, Span(but.end(), part.end))
    words = passage.with_whole_names(without_article(text, Span(end_of(cues.source_lead, text, part), part.end)))
    system = passage.system(words)
    agent = next(iter(passage.within(words)), None)
    bracket = text.find("(", *words)
    if system is not None and agent is not None and agent.span.end <= bracket < system.span.start:
        yield from _read_source(passage, Span(words.start, bracket))
        slug = system.system.slug
        yield SourceReading(system.span, "register", None, slug, f"register: {system.label}")
        return
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
    if not told:
        return
    _, _, kind, word = min(told)
    named = agent if kind in {"organisation", "register"} else None
    yield SourceReading(words, kind, named, None if system is None else system.system.slug, f"{kind}: {word}")
