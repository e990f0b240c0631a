"""What each party of the section "Ontvangers" is: processor, own staff, recipient, data subject (GDPR art. 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from avggraph.resolve.organisations import OrganisationMatch
from avggraph.resolve.parties.cues import RecipientRole, party_cues, role_said
from avggraph.resolve.parties.enumerations import enumerated
from avggraph.resolve.parties.left_out import affirmed, is_left_out, leaves_out
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import end_of, overlaps, starts, strip, text_at, without_article
from avggraph.text import Span

# No preposition with its article is longer, in signs.
_NEAR = 16

# Nor are the words between "niet" and what it denies, in signs.
_CLAUSE = 80

# Why a party is a processor of which the text says only whom it engages.
ENGAGES = "engages a sub-processor"


@dataclass(frozen=True, slots=True)
class RecipientReading:
    """A party the section "Ontvangers" names (GDPR art. 4(9)), or that it says there is none; `system` is a slug."""

    words: Span
    role: RecipientRole
    organisation: OrganisationMatch | None
    on_behalf_of: OrganisationMatch | None
    system: str | None
    rule: str


def read_parties(passage: Passage, span: Span, role: RecipientRole | None) -> Iterator[RecipientReading]:
    """Read an enumeration of parties; `role` is what the sentence says they all are, if it does.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "gemeenten, SSC-ICT en P-Direkt (beide verwerker)"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> [reading.role for reading in read_parties(passage, Span(0, len(text)), None)]
    ['recipient', 'processor', 'processor']
    """
    for part in affirmed(passage, span):
        yield from _read_list(passage, part, role)


def _read_list(passage: Passage, span: Span, role: RecipientRole | None) -> Iterator[RecipientReading]:
    cues, text = party_cues(), passage.text
    shared = None if role else cues.role_shared.search(text, *span)
    denials = [one.start() for one in cues.not_processor.finditer(text, *span) if shared and one.end() > shared.start()]
    if shared and denials:
        head = text[span.start : min(denials[0], shared.start())].rstrip(" ,(")
        for party in enumerated(passage, Span(span.start, span.start + len(head))):
            yield from _read_party(passage, party, None)
        return
    engaged = cues.engaging.search(text, *span)
    if (
        shared is None
        or not _is_shared(passage, span, shared)
        or (engaged and passage.within(Span(span.start, engaged.start())))
    ):
        listed = list(enumerated(passage, span))
        for party, following in zip_longest(listed, listed[1:]):
            yield from _read_party(passage, party, role or _shared_with_next(passage, following))
        return
    parties = list(enumerated(passage, Span(span.start, shared.start())))
    said = shared["role"] or shared["plural"]
    given: RecipientRole = role_said(said)
    if not parties:
        yield from _read_party(passage, strip(text, span), role)
    first = len(parties) - 2 if shared["both"] else _first_named(passage, parties) if shared["plural"] else 0
    for number, party in enumerate(parties):
        takes = number >= first and (shared["both"] is not None or not _is_own_staff(passage, party))
        yield from _read_party(passage, party, given if takes else None)


def _is_shared(passage: Passage, span: Span, shared: re.Match[str]) -> bool:
    """Say whether a role at the end is said of those before it; "gemeenten en hun verwerkers" are two parties."""
    before = passage.text[shared.start() : shared.start("plural")] if shared["plural"] else "("
    if "," in before and "(" not in before:
        return all(passage.within(party) for party in enumerated(passage, Span(span.start, shared.start())))
    return before.strip() != ""


def _first_named(passage: Passage, parties: list[Span]) -> int:
    """Give the first of the organisations a list ends with; of groups alone, the first party."""
    first = len(parties)
    while first and passage.within(parties[first - 1]):
        first -= 1
    return first if first < len(parties) else 0


def _shared_with_next(passage: Passage, following: Span | None) -> RecipientRole | None:
    """Give the role that the next party shares with this one: "VFS Global en TLScontact (beide verwerker), de IND"."""
    shared = None if following is None else party_cues().role_shared.search(passage.text, *following)
    if shared is None or not (shared["both"] or shared["plural"]) or following is None:
        return None
    named = passage.within(following)
    if not named or named[-1].span.end > shared.start():
        return None
    said = shared["role"] or shared["plural"]
    return role_said(said)


def _is_own_staff(passage: Passage, party: Span) -> bool:
    return party_cues().staff.search(passage.text, *party) is not None and not passage.within(party)


def _read_party(passage: Passage, party: Span, given: RecipientRole | None) -> Iterator[RecipientReading]:
    """Read one party; with it those it acts for or engages, where the text gives these a role of their own."""
    if leaves_out(passage, party):
        return
    cues, text = party_cues(), passage.text
    system = passage.system(party)
    slug = None if system is None else system.system.slug
    mentions = [match for match in passage.within(party) if not is_left_out(passage, party, match)]
    engaged = cues.engaging.search(text, *party)
    if engaged and given in {None, "processor"} and mentions and mentions[0].span.end <= engaged.start():
        yield from _read_engaged(passage, party, Span(*engaged.span()), mentions[0])
        return
    served = _served(passage, party, mentions)
    if served is not None:
        head, server, role = served
        yield from _read_party(passage, head, given)
        yield RecipientReading(server.span, role, server, mentions[0], None, "acts for the party before it")
        return
    behalf = cues.on_behalf_of.search(text, *party)
    principal = next((match for match in mentions if behalf and match.span.start >= behalf.end()), None)
    agents = [match for match in mentions if behalf is None or match.span.end <= behalf.start()]
    agent = next((match for match in agents if passage.depth(party.start, match.span.start) == 0), None)
    agent = agent or next(iter(agents), None)
    if agent is not None and _is_in_clause_of_group(passage, party, agent):
        agent = None
    if behalf is not None and principal is not None:
        processing = cues.processor.search(text, principal.span.end, party.end)
        stated = cues.processor.search(text, party.start, behalf.start() + 1)
        stated = stated or cues.processor.match(text, behalf.start(), party.end)
        below = cues.subprocessor.search(text, *party) or processing
        sub = below is not None or (stated is None and not passage.is_own(principal))
        yield RecipientReading(
            party, "subprocessor" if sub else "processor", agent, principal, slug, f"on behalf of: {principal.label}"
        )
        if processing:
            words = strip(text, Span(principal.span.start, party.end))
            yield RecipientReading(words, "processor", principal, None, None, f"role: {processing[0].lower()}")
        return
    acting = _acting(text, Span(behalf.end(), party.end)) if behalf and given is None else None
    said: tuple[RecipientRole, str] | None = (given, "the sentence says so") if given else None
    if behalf and acting:
        said = acting, f"acts for the controller or its processor: {behalf[0].lower()}"
    own = _explicit_role(passage, party) if given in {"internal", "recipient"} else None
    told, rule = own or said or _role(passage, party, agent)
    yield RecipientReading(party, told, agent, None, slug, rule)


def _is_in_clause_of_group(passage: Passage, party: Span, agent: OrganisationMatch) -> bool:
    """Say whether an organisation is named where a group is described ("gemeenten die aan het UWV leveren")."""
    cues, text = party_cues(), passage.text
    begin = end_of(cues.determiners, text, party)
    group = any(
        words.match(text, at, party.end) for words in (cues.group, cues.data_subject) for at in {begin, party.start}
    )
    return group and clause_start(passage, party) < agent.span.start


def _served(
    passage: Passage, party: Span, mentions: list[OrganisationMatch]
) -> tuple[Span, OrganisationMatch, RecipientRole] | None:
    """Read "Rijkswaterstaat, waarbij Capgemini als verwerker optreedt" and "… via Capgemini (verwerker)"."""
    cues, text = party_cues(), passage.text
    if len(mentions) < 2 or cues.not_processor.search(text, *party):
        return None
    first, server = mentions[0].span, mentions[1]
    serving = cues.serving.search(text, first.end, party.end)
    behind = strip(text, Span(server.span.end, party.end))
    role = cues.engaged_as.match(text, *behind) if serving and serving.end() <= server.span.start else None
    if role is None and cues.through.search(text, first.end, server.span.start):
        label = cues.labelled.match(text, server.span.end, party.end)
        role = None if label is None else cues.engaged_as.search(text, *label.span())
    if role is None:
        return None
    said: RecipientRole = role_said(role["role"])
    return Span(party.start, first.end), server, said


def _acting(text: str, principal: Span) -> RecipientRole | None:
    """Give the role of who acts for a principal without a name: the controller, or "the processor"."""
    cues = party_cues()
    words = strip(text, principal)
    if cues.own.match(text, *words):
        return "processor"
    words = without_article(text, words)
    return "subprocessor" if cues.processor.match(text, *words) else None


def _read_engaged(passage: Passage, party: Span, engaged: Span, agent: OrganisationMatch) -> Iterator[RecipientReading]:
    """Read "DICTU, die KPN inschakelt als subverwerker": who engages a sub-processor is a processor."""
    cues, text = party_cues(), passage.text
    head = strip(text, Span(party.start, engaged.start))
    yield RecipientReading(head, "processor", agent, None, None, ENGAGES)
    others = [match for match in passage.within(Span(engaged.start, party.end)) if match.span != agent.span]
    word = next(cues.subprocessor.finditer(text, *engaged))
    for match in others:
        yield RecipientReading(match.span, "subprocessor", match, agent, None, f"role: {word[0].lower()}")
    if not others:
        rest = strip(text, Span(engaged.start, party.end))
        yield RecipientReading(rest, "subprocessor", None, agent, None, f"role: {word[0].lower()}")


def _role(passage: Passage, party: Span, agent: OrganisationMatch | None) -> tuple[RecipientRole, str]:
    """Give the role a party's own words say or show it has, and which words."""
    return _stated_role(passage, party) or _shown_role(passage, party, agent)


def _explicit_role(passage: Passage, party: Span) -> tuple[RecipientRole, str] | None:
    """Give the role that a party's own words say in so many words, against what the heading says of all."""
    cues, text = party_cues(), passage.text
    said = cues.explicit.search(text, *party) or any(
        starts(role, text, party) for role in (cues.processor, cues.subprocessor)
    )
    return _stated_role(passage, party) if said else None


def _stated_role(passage: Passage, party: Span) -> tuple[RecipientRole, str] | None:
    cues, text = party_cues(), passage.text
    if cues.not_processor.search(text, *party):
        return None
    clause = clause_start(passage, party)
    roles: tuple[tuple[RecipientRole, re.Pattern[str]], ...] = (
        ("subprocessor", cues.subprocessor), ("processor", cues.processor),
    )  # fmt: skip
    for role, pattern in roles:
        for word in pattern.finditer(text, *party):
            # "medewerkers die contact hebben met de verwerker" are none.
            if word.start() < clause or not cues.role_object.search(
                text, max(party.start, word.start() - _NEAR), word.start()
            ):
                return role, f"role: {word[0].lower()}"
    return None


def _shown_role(passage: Passage, party: Span, agent: OrganisationMatch | None) -> tuple[RecipientRole, str]:
    """Tell what a party is from the first of these that holds; who is none of them is a recipient."""
    cues, text = party_cues(), passage.text
    head = Span(party.start, clause_start(passage, party))
    begin = end_of(cues.determiners, text, party)
    staff = cues.staff.search(text, *(head if agent is None else party))
    subject = cues.data_subject.match(text, *head) or cues.data_subject.match(text, begin, max(begin, head.end))
    if subject and staff and staff.start() <= subject.start() and not cues.data_subject.fullmatch(text, *head):
        subject = None
    everybody = everybody_in(passage, head) if agent is None and staff is None else None
    group = cues.group.search(text, *head)
    outside = agent is None and (group or cues.external.match(text, *head))
    unit = cues.own_unit.match(text, begin, party.end)
    told: tuple[tuple[RecipientRole, str, str | None], ...] = (
        ("data-subject", "data subject", subject and subject[0].lower()),
        ("public", "everybody", everybody and text_at(text, everybody).lower()),
        ("internal", "staff", staff[0].lower() if staff and not outside and passage.is_own(agent) else None),
        ("internal", "part of the controller", agent.label if agent and _is_part(passage, agent) else None),
        ("recipient", "organisation", agent.label if agent else None),
        ("internal", "unit", unit[0].lower() if unit and not outside else None),
        ("recipient", "group", group and group[0].lower()),
    )
    return next(((role, f"{why}: {words}") for role, why, words in told if words), ("recipient", "named as recipient"))


def _is_part(passage: Passage, agent: OrganisationMatch) -> bool:
    return bool(passage.controllers) and passage.is_own(agent)


def clause_start(passage: Passage, party: Span) -> int:
    """Give where the words that describe a party, and name no other, begin; its end, where none do."""
    cues = party_cues()
    places = [found.start() for words in (cues.clause, cues.example) if (found := passage.outside_names(words, party))]
    # A circumstance behind a comma ("DJI, als een gijzeling wordt uitgevoerd") is no statement of its own.
    places += [found.start() for found in cues.adjunct.finditer(passage.text, *party) if _after_comma(passage, found)]
    return min(places, default=party.end)


def _after_comma(passage: Passage, found: re.Match[str]) -> bool:
    return passage.text[max(0, found.start() - 4) : found.start()].rstrip().endswith(",")


def everybody_in(passage: Passage, sentence: Span) -> Span | None:
    """Find the words that say that everybody may see the data, outside names, brackets and what a "niet" denies."""
    cues = party_cues()
    other = [Span(*found.span()) for found in cues.not_everybody.finditer(passage.text, *sentence)]
    for found in cues.everybody.finditer(passage.text, *sentence):
        span = Span(*found.span())
        denied = any(overlaps(span, one) for one in other) or _is_denied(passage, span)
        if not denied and not passage.is_inside(*span, sentence.start):
            # What is published without personal data gives none to anybody.
            return None if cues.anonymous.search(passage.text, *sentence) else span
    return None


def _is_denied(passage: Passage, words: Span) -> bool:
    """Say whether a "niet" or "geen" is said of words ("niet voor iedereen", "publicatie op internet vindt niet …")."""
    cues, text = party_cues(), passage.text
    before = cues.not_near.search(text, max(0, words.start - _CLAUSE), words.start)
    behind = cues.not_behind.match(text, words.end) or cues.withheld.match(text, words.end)
    return before is not None or behind is not None
