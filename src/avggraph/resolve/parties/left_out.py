"""Which parties the words of a list leave out: "UWV, maar niet de SVB", "gemeenten, behalve Utrecht"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from avggraph.resolve.organisations import OrganisationMatch, Organisations
from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.enumerations import begins_party, begins_unit
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import end_of
from avggraph.text import Span

# The words between two parties are no longer, in signs.
_NEAR = 40


def affirmed(passage: Passage, span: Span) -> Iterator[Span]:
    """Give the stretches of a list that leave nobody out; who is left out is so up to a "maar" or the end.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "gemeenten, niet het UWV en de SVB, maar wel de IND"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> [text[slice(*part)] for part in affirmed(passage, Span(0, len(text)))]
    ['gemeenten', ' de IND']
    """
    cues, text = party_cues(), passage.text
    start = span.start
    for denial in passage.all_outside_names(cues.left_out, span):
        if denial.start() < start or passage.depth(start, denial.start()) or denial.end() >= span.end:
            continue
        rest = Span(denial.end(), span.end)
        if cues.not_processor.match(text, denial.start(), span.end):
            continue
        end = _parted(passage, Span(start, denial.start())) if denial["denied"] else denial.start()
        bare = end == start and denial[0].strip().casefold() == "geen"
        if end is None or not (bare or _begins(passage, rest)):
            continue
        if end > start:
            yield Span(start, end)
        but = passage.outside_names(cues.but, rest)
        start = span.end if but is None else but.end()
    if start < span.end:
        yield Span(start, span.end)


def leaves_out(passage: Passage, party: Span) -> bool:
    """Say whether the words of a list's item say when or for whom it does not hold ("behalve bij bezwaar")."""
    denial = party_cues().left_out.match(passage.text, *party)
    return denial is not None and not denial["denied"]


def denies_party(words: str, organisations: Organisations, on: date | None = None) -> bool:
    """Say whether words name an organisation or a group behind a word that denies or leaves out.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> organisations = load_organisations(base="https://avggraph.example/")
    >>> denies_party("maar niet aan de SVB", organisations), denies_party("verstrekt aan de SVB", organisations)
    (True, False)
    """
    cues = party_cues()
    if not any(cue.search(words) for cue in (cues.denying, cues.left_out, cues.unless)):
        return False
    return cues.group.search(words) is not None or bool(organisations.find(words, on))


def is_left_out(passage: Passage, party: Span, match: OrganisationMatch) -> bool:
    """Say whether a party's words leave out an organisation that they name ("gemeenten (niet Utrecht)")."""
    cues, text = party_cues(), passage.text
    denials = cues.left_out.finditer(text, max(party.start, match.span.start - _NEAR), match.span.start)
    return any(
        end_of(cues.determiners, text, Span(denial.end(), match.span.start)) == match.span.start for denial in denials
    )


def _parted(passage: Passage, before: Span) -> int | None:
    """Give where the party before a "niet" ends, if one ends there: at a comma, at "en" or "maar", or at the start."""
    text = passage.text
    if not text[before.start : before.end].strip():
        return before.start
    parting = party_cues().parting.search(text, max(before.start, before.end - _NEAR), before.end)
    return None if parting is None else parting.start()


def _begins(passage: Passage, rest: Span) -> bool:
    cues, text = party_cues(), passage.text
    if cues.giving_to.match(text, *rest):
        return True
    begin = end_of(cues.leads, text, rest)
    return any(begins_party(passage, words) or begins_unit(passage, words) for words in (rest, Span(begin, rest.end)))
