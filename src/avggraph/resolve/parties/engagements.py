"""Who engages whom as a processor (GDPR art. 28(2) and 28(4)): "ICTU schakelt Solvinity in als subverwerker"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from avggraph.resolve.organisations import OrganisationMatch
from avggraph.resolve.parties.cues import RecipientRole, party_cues, role_said
from avggraph.resolve.parties.enumerations import begins_party, enumerated
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.roles import ENGAGES, RecipientReading
from avggraph.resolve.parties.spans import strip
from avggraph.text import Span


def read_engagement(passage: Passage, sentence: Span) -> tuple[tuple[RecipientReading, ...], Span]:
    """Read a sentence that says whom a party engages, and as what, and give what is left of it; else all of it.

    Who is engaged has the role. Who engages a sub-processor is a processor, if it is no controller; who engages a
    processor need not be anything.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "ICTU schakelt Solvinity in als subverwerker"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> readings, rest = read_engagement(passage, Span(0, len(text)))
    >>> [(text[slice(*one.words)], one.role) for one in readings]
    [('ICTU', 'processor'), ('Solvinity', 'subprocessor')]
    """
    cues, text = party_cues(), passage.text
    if cues.not_processor.search(text, *sentence):
        return (), sentence
    nothing = Span(sentence.end, sentence.end)
    passive = cues.engaged_by.search(text, *sentence)
    if passive:
        agents = passage.within(Span(*passive.span("agent")))
        return _engagement(passage, agents, Span(sentence.start, passive.start()), passive["role"]), nothing
    roles = list(cues.engaged_as.finditer(text, *sentence))
    starts = [role.start() for role in roles]
    for verb in passage.all_outside_names(cues.engages, sentence):
        place = bisect_left(starts, verb.end())
        if place == len(roles):
            break
        role = roles[place]
        parties = _engaged(passage, Span(verb.end(), sentence.end), role)
        if parties is not None:
            agents = passage.within(Span(sentence.start, verb.start()))
            rest = Span(role.end(), sentence.end) if parties.end <= role.start() else nothing
            return _engagement(passage, agents, parties, role["role"]), rest
    return (), sentence


def _engaged(passage: Passage, behind: Span, role: re.Match[str]) -> Span | None:
    """Give the words between verb and role that name who is engaged; else those behind the role."""
    before = strip(passage.text, Span(behind.start, role.start()))
    if before.start < before.end:
        return before if role["as"] and _names(passage, before) else None
    after = strip(passage.text, Span(role.end(), behind.end))
    return after if passage.begins(Span(after.start, after.start)) else None


def _names(passage: Passage, words: Span) -> bool:
    return bool(passage.within(words)) or begins_party(passage, words) or passage.text[words.start].isupper()


def _engagement(
    passage: Passage, agents: list[OrganisationMatch], parties: Span, said: str
) -> tuple[RecipientReading, ...]:
    role: RecipientRole = role_said(said)
    agent = agents[-1] if agents else None
    found = list(_parties(passage, parties, role, agent, said))
    own = agent is not None and agent.organisation.iri in passage.controllers
    if found and agent is not None and role == "subprocessor" and not own:
        found.append(RecipientReading(agent.span, "processor", agent, None, None, ENGAGES))
    return tuple(sorted(found, key=lambda reading: reading.words.start))


def _parties(
    passage: Passage, parties: Span, role: RecipientRole, agent: OrganisationMatch | None, said: str
) -> Iterator[RecipientReading]:
    for party in enumerated(passage, parties):
        named = next(iter(passage.within(party)), None)
        # "voor de hosting KPN": what the party is engaged for stands before it.
        begins = named is None or begins_party(passage, party) or passage.text[party.start].isupper()
        words = party if begins or named is None else named.span
        yield RecipientReading(words, role, named, agent, None, f"role: {said.lower()}")
