"""Which words of a sentence name its parties, and the role the sentence gives them all."""

from __future__ import annotations

import re

from avggraph.resolve.parties.cues import RecipientRole, party_cues, role_said
from avggraph.resolve.parties.enumerations import before_circumstance, begins_party, begins_unit
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.roles import clause_start
from avggraph.resolve.parties.spans import end_of, strip, text_at
from avggraph.text import Span

# Between a party and what it acts as: "treedt hierbij op als verwerker".
_WORDS_BETWEEN = 3


def parties_of(passage: Passage, sentence: Span) -> tuple[RecipientRole | None, Span | None]:
    """Find the words of a sentence that name the parties, and the role it gives them all, if it gives one."""
    cues, text = party_cues(), passage.text
    said = _said_role(passage, sentence) or _hosted(passage, sentence)
    if said is not None:
        return said
    parties = _introduced(passage, sentence)
    if parties is not None:
        return None, _before_receiving(passage, parties)
    told = _acting_as(passage, sentence) or _headed_without_colon(passage, sentence)
    if told is not None:
        return told
    head = text.find(":", *sentence)
    if head >= 0 and not passage.is_inside(head, head, sentence.start):
        return _under_heading(passage, sentence, head)
    closing = _outside_brackets(passage, cues.closing, sentence) or _access(passage, sentence)
    closing = closing or _outside_brackets(passage, cues.own_access, sentence)
    if closing is not None:
        own = cues.own_data.search(text, closing.start(), sentence.end)
        role = "data-subject" if own else _role_behind(passage, Span(closing.end(), sentence.end))
        # "Gegevens worden ontvangen van het UWV"
        named = cues.data_received.match(text, *sentence) is None
        return role, Span(sentence.start, closing.start()) if named else None
    # "HumanTotalCare niet"
    denied = cues.denying.fullmatch(text, text.rfind(" ", *sentence) + 1, sentence.end) is not None
    acts = cues.on_behalf_of.search(text, *sentence) is not None and begins_party(passage, sentence)
    named = acts or not has_main_verb(passage, before_circumstance(passage, sentence))
    return None, None if denied else sentence if named else labelled(passage, sentence)


def _acting_as(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "het CJIB verwerkt als verwerker de boetes": one party, a verb, and what it acts as."""
    cues, text = party_cues(), passage.text
    begin = end_of(cues.determiners, text, sentence)
    named = passage.within(Span(begin, sentence.end))
    if not named or named[0].span.start != begin or not has_main_verb(passage, sentence):
        return None
    role = cues.engaged_as.search(text, named[0].span.end, sentence.end)
    if role is None or not role["as"] or (len(named) > 1 and named[1].span.start < role.start()):
        return None
    # Much between a party and a role is about somebody else ("sluit overeenkomsten met haar leverancier als …").
    near = len(text[named[0].span.end : role.start()].split()) <= _WORDS_BETWEEN
    near = near and cues.not_processor.search(text, named[0].span.end, role.end()) is None
    told = _role_behind(passage, Span(role.start(), sentence.end)) if near else None
    return None if told is None else (told, Span(sentence.start, named[0].span.end))


def _role_behind(passage: Passage, span: Span) -> RecipientRole | None:
    """Give the role that the words say somebody acts in ("als verwerker")."""
    cues = party_cues()
    acting = cues.engaged_as.search(passage.text, *span)
    if acting is None or not acting["as"] or cues.not_processor.search(passage.text, *span):
        return None
    return role_said(acting["role"])


def labelled(passage: Passage, sentence: Span) -> Span | None:
    """Give the names with a role in brackets in a sentence that says no more of who receives."""
    label = party_cues().labelled
    found = [
        (one.span.start, label_of.end())
        for one in passage.within(sentence)
        if (label_of := label.match(passage.text, one.span.end, sentence.end))
    ]
    return Span(found[0][0], found[-1][1]) if found else None


def _before_receiving(passage: Passage, parties: Span) -> Span:
    """Leave out what the sentence goes on to say is received ("… en ontvangt gegevens van het Kadaster")."""
    receiving = _outside_brackets(passage, party_cues().receiving, parties)
    return parties if receiving is None else Span(parties.start, receiving.start())


def _hosted(passage: Passage, sentence: Span) -> tuple[RecipientRole, Span] | None:
    """Read "de applicatie wordt gehost door X"; behind a party's name it is said of that party."""
    hosted = _outside_brackets(passage, party_cues().hosted, sentence)
    if hosted is None or passage.within(Span(sentence.start, hosted.start())):
        return None
    return "processor", Span(hosted.end(), sentence.end)


def _said_role(passage: Passage, sentence: Span) -> tuple[RecipientRole | None, Span] | None:
    """Read "de verwerker is X" and "X is verwerker"."""
    cues, text = party_cues(), passage.text
    if cues.not_processor.search(text, *sentence):
        return None
    for pattern in (cues.role_first, cues.role_last):
        said = pattern.match(text, *sentence)
        if said is None:
            continue
        behalf = cues.on_behalf_of.match(text, said.start("role"), sentence.end)
        if behalf and pattern is cues.role_last and len(passage.within(Span(sentence.start, behalf.start()))) == 1:
            principal = end_of(cues.determiners, text, strip(text, Span(behalf.end(), sentence.end)))
            if passage.begins(Span(principal, principal)):
                # Whom it acts for tells more: it may be a processor itself.
                return None, sentence
        parties = _named_last(passage, _before_explanation(passage, Span(*said.span("parties"))))
        named = text[parties.start].isupper() or begins_party(passage, parties)
        if named and not cues.pronoun.fullmatch(text, *parties):
            return role_said(said["role"]), parties
    return None


def _introduced(passage: Passage, sentence: Span) -> Span | None:
    """Give the parties after an opening ("verstrekt aan …") or within one ("worden aan … verstrekt")."""
    cues, text = party_cues(), passage.text
    opening = cues.opening.match(text, *sentence) or cues.handing_over.search(text, *sentence)
    if opening and not cues.not_done.search(text, sentence.start, opening.start()):
        return Span(opening.end(), sentence.end)
    giving = _outside_brackets(passage, cues.giving, sentence)
    if giving:
        return Span(giving.end(), sentence.end)
    around = _between(passage, cues.around, sentence)
    if around is not None:
        return around
    weak = _between(passage, cues.around_party, sentence)
    at_head = begins_party(passage, sentence)
    return weak if weak and not at_head and (begins_party(passage, weak) or begins_unit(passage, weak)) else None


def _between(passage: Passage, around: re.Pattern[str], sentence: Span) -> Span | None:
    """Give the words between the two of a pair, up to a verb; what no party begins with is not it."""
    cues, text = party_cues(), passage.text
    for found in around.finditer(text, *sentence):
        parties = Span(*next(found.span(group) for group in range(1, around.groups + 1) if found[group]))
        if cues.not_done.search(text, sentence.start, found.start()):
            but = _outside_brackets(passage, cues.but, parties)
            if but is None:
                continue
            parties = Span(but.end(), parties.end)
        if not cues.no_party.match(text, *parties):
            verb = _outside_brackets(passage, cues.verbs, parties)
            return parties if verb is None or verb.start() == parties.start else Span(parties.start, verb.start())
    return None


def _access(passage: Passage, sentence: Span) -> re.Match[str] | None:
    """Find "… hebben via het portaal inzage" behind a party; who has none is not one."""
    cues, text = party_cues(), passage.text
    found = _outside_brackets(passage, cues.access, sentence)
    if found is None or cues.denying.search(text, *found.span()):
        return None
    return found if begins_party(passage, sentence) or begins_unit(passage, sentence) else None


def _under_heading(passage: Passage, sentence: Span, head: int) -> tuple[RecipientRole | None, Span | None]:
    """Read "Intern: …" (the parties follow), "Logius: …" (the party is explained) and "Voorheen: …" (none are)."""
    heading = strip(passage.text, Span(sentence.start, head))
    behind = Span(head + 1, sentence.end)
    role = heading_role(passage, heading)
    if role is not None:
        return role, behind
    if party_cues().left_out.fullmatch(f"{text_at(passage.text, heading)} "):
        return None, None
    if party_cues().determiners.fullmatch(f"{text_at(passage.text, heading)} "):
        return None, behind
    if passage.within(behind) and not has_main_verb(passage, behind):
        return None, behind
    return None, heading


def heading_role(passage: Passage, heading: Span) -> RecipientRole | None:
    """Give the role a heading says: "Verwerkers", "Extern", "Binnen JenV" for whom that is its own."""
    cues, text = party_cues(), passage.text
    told = next((role for role, pattern in cues.labels if pattern.fullmatch(text, *heading)), None)
    side = None if told else cues.side.match(text, *heading)
    named = passage.within(heading) if side else []
    if side and named and passage.controllers and passage.is_own(named[0]):
        return "internal" if side["inside"] else "recipient"
    return told


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
    return named[-1].span if named and has_main_verb(passage, Span(parties.start, named[-1].span.start)) else parties


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


def has_main_verb(passage: Passage, sentence: Span) -> bool:
    """Say whether a verb stands before any relative clause: the words are then a sentence, not names."""
    clause = clause_start(passage, sentence)
    head = Span(sentence.start, clause if clause > sentence.start else sentence.end)
    return _outside_brackets(passage, party_cues().verbs, head) is not None
