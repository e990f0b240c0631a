"""Where one party ends and the next begins: the sentences and items of a passage, and the parties each lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from avggraph.resolve.parties.cues import party_cues
from avggraph.resolve.parties.passage import Passage
from avggraph.resolve.parties.spans import between, end_of, strip, text_at, without_article
from avggraph.text import Span

# A bullet, a numbered item, a semicolon or a line before a capital; a hyphen is a bullet at the start of a line.
_ITEM = re.compile(r"(?:^|(?<=\s))(?:[•●▪◦‣·*]|\(?[a-z0-9]\))\s+|(?:^|\n)\s*[\u2013-]\s+|\s*;\s*|\s*\n\s*(?=[A-Z])")

# The bullets of a list whose line ends were folded away: it begins with one, or does so behind a colon.
_FOLDED_LIST = re.compile(r"(?:\A|:)\s*[\u2013-]\s+")
_FOLDED_ITEM = re.compile(r"(?<=\s)[\u2013-]\s+")

# The items of a list that is numbered from one on.
_NUMBERED_LIST = re.compile(r"(?:\A|:)\s*1\.\s+(?=[^\W\d])")
_NUMBER = re.compile(r"(?:\A|(?<=\s))\d{1,2}\.\s+(?=[^\W\d])")

# No word that parts parties is longer, in signs.
_NEAR = 16

# No list of sub-processors is longer, in signs.
_LISTED = 400

# A sentence that begins where the stop before it was lost: a copied page loses line ends.
_LOST_STOP = re.compile(r"(?<=[a-z)])\s+(?=(?:De|Het|Deze|Dit|Er|Een|Gegevens|Alle)\s+[a-z])")

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")

_LAST_WORD = re.compile(r"(\w*)([)]?)\s+$")


def sentences(passage: Passage, span: Span) -> Iterator[Span]:
    """Split a stretch of a passage into sentences, items and headed lists, leaving names and brackets whole.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "De ontvangers zijn gemeenten. Ook: zie art. 4 (o.a. lid 2. En 3); UWV"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> [text_at(text, sentence) for sentence in sentences(passage, Span(0, len(text)))]
    ['De ontvangers zijn gemeenten', 'Ook: zie art. 4 (o.a. lid 2. En 3)', 'UWV']
    """
    patterns = [(pattern, span.start) for pattern in (_ITEM, party_cues().stop, party_cues().heading, _LOST_STOP)]
    folded = _FOLDED_LIST.search(passage.text)
    if folded:
        patterns.append((_FOLDED_ITEM, max(span.start, folded.start())))
    numbered = _NUMBERED_LIST.search(passage.text)
    if numbered:
        patterns.append((_NUMBER, max(span.start, numbered.start())))
    breaks = [
        Span(*found.span())
        for pattern, start in patterns
        for found in pattern.finditer(passage.text, start, span.end)
        if not passage.is_inside(found.start(), found.end(), span.start)
    ]
    return between(passage.text, sorted(breaks), span)


def enumerated(passage: Passage, span: Span) -> Iterator[Span]:
    """Split an enumeration into parties, leaving names, brackets and relative clauses whole.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> text = "medewerkers van het CAK, gemeenten die advies en bijstand vragen en SSC-ICT (verwerker)"
    >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
    >>> [text_at(text, party) for party in enumerated(passage, Span(0, len(text)))]
    ['medewerkers van het CAK', 'gemeenten die advies en bijstand vragen', 'SSC-ICT (verwerker)']
    """
    cues, text = party_cues(), passage.text
    cuts: list[Span] = []
    since = span.start
    openings = {one for one in _openings(passage, span) if begins_party(passage, Span(one.end, span.end))}
    clauses = sorted(
        found.start() for words in (cues.clause, cues.example) for found in passage.all_outside_names(words, span)
    )
    for cut in sorted((*_separators(passage, span, openings), *openings)):
        rest = Span(cut.end, span.end)
        if cut.start < since or _is_apposition(passage, rest):
            continue
        if cut not in openings:
            if passage.is_inside(cut.start, cut.end, since) or _opens_adjunct(passage, cut, rest):
                continue
            in_clause = _has_between(clauses, since, cut.start) or cues.clause.match(text, *rest)
            listed = not in_clause and _is_listed(passage, cut, Span(since, span.end), listed=bool(cuts))
            if not (listed or begins_party(passage, rest)) or not _parts_at(passage, cut, Span(since, span.end)):
                continue
        cuts.append(cut)
        since = cut.end
    for part in between(text, cuts, span):
        end = _before_loose_bracket(text, part)
        loose = cues.loose_separator.search(text, max(part.start, end - _NEAR), end)
        party = without_article(text, Span(end_of(cues.leads, text, part), loose.start() if loose else end))
        if party.start < party.end:
            yield passage.with_whole_names(party)


def _opens_adjunct(passage: Passage, cut: Span, rest: Span) -> bool:
    """Say whether a comma stands before a circumstance ("DJI, als een gijzeling wordt uitgevoerd")."""
    cues, text = party_cues(), passage.text
    if "," not in text[cut.start : cut.end]:
        return False
    restricting = cues.restricting.match(text, *rest)
    if restricting is None:
        return cues.adjunct.match(text, *rest) is not None
    told = strip(text, Span(restricting.end(), rest.end))
    return not (text[told.start : told.end][:1].isupper() or begins_party(passage, told))


def before_circumstance(passage: Passage, span: Span) -> Span:
    """Give the words before the first comma behind which a circumstance stands."""
    for cut in party_cues().separator.finditer(passage.text, *span):
        if _opens_adjunct(passage, Span(*cut.span()), Span(cut.end(), span.end)):
            return Span(span.start, cut.start())
    return span


def _separators(passage: Passage, span: Span, openings: Iterable[Span]) -> Iterator[Span]:
    """Give what may part two parties: signs and words, and the place before a capital whose separator was lost.

    Not where examples begin, nor in the words that say whom a party engages ("die A en B inschakelt als …").
    """
    cues, text = party_cues(), passage.text
    engaged = [_with_listed(passage, Span(*found.span())) for found in cues.engaging.finditer(text, *span)]
    taken = sorted((*engaged, *openings))
    places = [one.start for one in taken]
    both = (Span(*found.span("cut")) for found in cues.both.finditer(text, *span))
    lost = (Span(found.start(), found.start()) for found in _party_words(passage, span))
    for cut in (*(Span(*found.span()) for found in cues.separator.finditer(text, *span)), *both, *lost):
        before = bisect_left(places, max(cut.end, cut.start + 1)) - 1
        if before < 0 or taken[before].end <= cut.start:
            yield cut


def _with_listed(passage: Passage, engaged: Span) -> Span:
    """Widen the words before who is engaged to all of them but the last ("met als subverwerkers A, B en C")."""
    end = engaged.end
    if not passage.text.endswith("s", *engaged):
        return engaged
    for match in passage.within(Span(engaged.end, engaged.end + _LISTED)):
        gap = passage.text[end : match.span.start].strip(" :,")
        if gap and not (end > engaged.end and party_cues().separator.fullmatch(f" {gap} ")):
            break
        end = match.span.end
        if gap:
            break
    return Span(engaged.start, end)


def _is_listed(passage: Passage, cut: Span, around: Span, *, listed: bool) -> bool:
    """Say whether a cut is one of a list, so that any words may follow: at a comma, behind a name, before a unit."""
    if "," in passage.text[cut.start : cut.end] or begins_unit(passage, Span(cut.end, around.end)):
        return True
    return _is_one_name(passage, Span(around.start, cut.start), listed=listed)


def _parts_at(passage: Passage, cut: Span, around: Span) -> bool:
    """Say whether a slash parts two parties ("IND/COA"), not two words for one; other signs always part."""
    if "/" not in passage.text[cut.start : cut.end]:
        return True
    return begins_party(passage, Span(cut.end, around.end)) and _is_party(passage, Span(around.start, cut.start))


def _has_between(places: list[int], start: int, end: int) -> bool:
    """Say whether one of the places, in order, is in a stretch."""
    first = bisect_left(places, start)
    return first < len(places) and places[first] < end


def _openings(passage: Passage, span: Span) -> Iterator[Span]:
    """Find where the examples or the members of a group begin: at "zoals", or at a bracket that lists organisations."""
    cues, text = party_cues(), passage.text
    for found in cues.example.finditer(text, *span):
        if cues.denied_word.search(text, max(span.start, found.start() - _NEAR), found.start()):
            # "niet zijnde een verwerker"
            continue
        start = len(text[span.start : found.start()].rstrip(" ,(")) + span.start
        end = found.end() + len(text[found.end() : span.end]) - len(text[found.end() : span.end].lstrip(" :"))
        if start > span.start and passage.depth(span.start, start) == 0:
            yield Span(start, end)
    for bracket in _BRACKETS.finditer(text, *span):
        inner = Span(*bracket.span(1))
        listed = {match.organisation.iri for match in passage.within(inner)}
        listed |= {match.system.iri for match in passage.systems_within(inner)}
        groups = cues.group.search(text, *inner)
        if not listed or (len(listed) < 2 and (groups is None or not cues.separator.search(text, *inner))):
            continue
        before = Span(_last_separator(text, Span(span.start, bracket.start())), bracket.start())
        named = passage.within(before) or passage.systems_within(before)
        if not named and not cues.processor.search(text, *inner):
            yield Span(bracket.start(), inner.start)


def _last_separator(text: str, span: Span) -> int:
    """Give where the last party of a stretch may begin."""
    return max(span.start, *(text.rfind(sign, *span) for sign in (", ", "; ", " en ")))


def _before_bracket(text: str, part: Span) -> int:
    """Give the end of a part without the brackets it ends with."""
    return text.rfind("(", *part) if text.endswith(")", *part) and "(" in text_at(text, part) else part.end


def _before_loose_bracket(text: str, part: Span) -> int:
    """Give the end of a party without a bracket that is closed in it but was not opened."""
    loose = text.count(")", *part) - text.count("(", *part)
    return text.rfind(")", *part) if loose > 0 and text.endswith(")", *part) else part.end


def begins_party(passage: Passage, rest: Span) -> bool:
    """Say whether what follows begins with the word that tells what a party is, or with a known organisation.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> passage = Passage.of("het UWV en bijstand", load_organisations(base="https://avggraph.example/"))
    >>> begins_party(passage, Span(0, 19)), begins_party(passage, Span(11, 19))
    (True, False)
    """
    cues, text = party_cues(), passage.text
    start = end_of(cues.determiners, text, rest)
    if passage.begins(Span(rest.start, start)):
        return True
    words = (
        cues.staff,
        cues.group,
        cues.data_subject,
        cues.processor,
        cues.subprocessor,
        cues.everybody,
    )
    return any(pattern.match(text, at, rest.end) for pattern in words for at in {start, rest.start})


def begins_unit(passage: Passage, rest: Span) -> bool:
    """Say whether what follows begins with the word of a unit ("de afdeling Inkoop")."""
    cues = party_cues()
    return cues.own_unit.match(passage.text, end_of(cues.determiners, passage.text, rest), rest.end) is not None


def _is_apposition(passage: Passage, rest: Span) -> bool:
    """Say whether a role comes next that is said of the party before it.

    It stands alone ("Centric, verwerker"), says of what ("SSC-ICT, verwerker van het zaaksysteem") or for whom
    ("PostNL, in opdracht van het CIBG"); several processors are parties of their own.
    """
    cues, text = party_cues(), passage.text
    end = strip(text, rest).end
    if cues.on_behalf_of.match(text, *rest):
        return True
    role = cues.subprocessor.match(text, *rest) or cues.processor.match(text, *rest)
    if role is None:
        return False
    return role.end() >= end or text[role.end()] in ",." or text.startswith(" van ", role.end())


def _is_party(passage: Passage, part: Span) -> bool:
    """Say whether a part ends with an organisation's name, or is a group's."""
    cues, words = party_cues(), strip(passage.text, part)
    named = passage.ends_at(words.end)
    return named or any(pattern.search(passage.text, *words) for pattern in (cues.group, cues.staff, cues.data_subject))


def _is_one_name(passage: Passage, part: Span, *, listed: bool) -> bool:
    """Say whether a part is one organisation's name; in a list also one word, as the last but one of "A, B en C" is."""
    words = without_article(passage.text, part)
    # What stands in brackets behind a name is said of it ("Raad voor Rechtsbijstand (RvR)").
    name = strip(passage.text, Span(words.start, _before_bracket(passage.text, words)))
    if passage.is_name(name):
        return True
    return listed and " " not in text_at(passage.text, words)


def _party_words(passage: Passage, span: Span) -> Iterator[re.Match[str]]:
    """Find the capitals with which a party begins whose separator was lost ("CAK medewerkers Klant")."""
    cues, text = party_cues(), passage.text
    for pattern in (cues.group, cues.data_subject, cues.staff):
        for found in pattern.finditer(text, *span):
            before = _LAST_WORD.search(text, max(span.start, found.start() - 40), found.start())
            if before is None or not found[0][0].isupper():
                continue
            word = before[1]
            if cues.own_unit.fullmatch(word):
                # "afdeling Personeel" is one name.
                continue
            if before[2] or (word[:1].islower() and not cues.determiners.fullmatch(f"{word} ")) or _is_party_word(word):
                yield found


def _is_party_word(word: str) -> bool:
    cues = party_cues()
    return any(pattern.fullmatch(word) for pattern in (cues.group, cues.data_subject, cues.staff))
