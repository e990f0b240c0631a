"""Where the names that were found stand in a whole document, so that they can be left out there too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avggraph.resolve.persons.cues import PersonCues, person_cues, plain
from avggraph.resolve.persons.mailboxes import MAILBOX
from avggraph.resolve.persons.structure import NameParts, Surname, name_parts
from avggraph.text import Span

_LOOK_BACK = 80
_LAST_WORD = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_][\w'’]*(?:-[^\W\d_]+)*)(?P<dot>\.?)-?\s*$")
_FIRST_WORD = re.compile(r"(?:\s+|-)(?P<word>[^\W\d_]+)")
_BETWEEN = r"(?:\s+|-\s*)"


def redaction_spans(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """Find every occurrence of persons' names in a document, in order and disjoint; white space in them may differ.

    A name is found whole; its surname with a title, initials or a given name beside it; its surname alone with a
    capital, unless that is also a common word ("Bakker", "de Boer"); and in the name of a mailbox. What names a body
    or a street ("Jansen & Pietersen", "Van den Burg Stichting") stays.

    >>> text = "Vragen aan mevrouw Van den Burg (j.vandenburg@cak.nl); de heer Bakker uit Den Burg."
    >>> [text[slice(*span)] for span in redaction_spans(text, ["Jacqueline van den Burg"])]
    ['mevrouw Van den Burg', 'j.vandenburg']
    """
    cues = person_cues()
    names = sorted({name for name in names if name.strip()})
    if not names:
        return ()
    folded = plain(text)
    boxes = [
        (Span(*found.span("local")), re.sub(r"[\W\d_]+", "", found["local"])) for found in MAILBOX.finditer(folded)
    ]
    found: list[Span] = []
    for name in names:
        parts = name_parts(name, cues)
        if parts.full or not (parts.surnames or parts.given):
            found += _whole(folded, name)
        elif not parts.surnames:
            found += [
                span
                for span in _whole(folded, name)
                if not cues.given.get(parts.given[0], False) and text[span.start].isupper()
            ]
        for surname in parts.surnames:
            found += _surname(text, folded, surname, cues)
        found += _mailboxes(boxes, parts, cues)
    return _merged(found)


def _whole(folded: str, name: str) -> Iterator[Span]:
    words = [re.escape(word).replace(r"\-", r"-\s*") for word in plain(name).split()]
    pattern = r"\s+".join(words)
    for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", folded):
        yield Span(*found.span())


def _surname(text: str, folded: str, surname: Surname, cues: PersonCues) -> Iterator[Span]:
    core = _BETWEEN.join(map(re.escape, surname.core))
    particles = "".join(rf"{re.escape(particle)}\s*" for particle in surname.particles)
    common = surname.is_common(cues)
    for found in re.finditer(rf"(?<!\w)(?P<particles>{particles})(?P<core>{core})(?!\w)", folded):
        if not text[found.start("core")].isupper():
            continue
        start = _with_what_stands_before(text, found.start(), cues)
        if start < found.start() or not (common or _names_a_body(folded, Span(*found.span()), cues)):
            yield Span(start, found.end())
    for found in re.finditer(rf"(?<!\w){core}(?=,)", folded):
        after = cues.after_comma.match(folded, found.end())
        if after and text[found.start()].isupper() and (after["given"] is None or after["given"] in cues.given):
            yield Span(found.start(), after.end())


def _with_what_stands_before(text: str, start: int, cues: PersonCues) -> int:
    """Give where a name begins whose surname begins at `start`: titles, initials and given names belong to it."""
    while True:
        floor = max(0, start - _LOOK_BACK)
        found = _LAST_WORD.search(text[floor:start])
        if found is None or not _leads_a_name(found, cues):
            return start
        start = floor + found.start()
        for long in cues.long_address.finditer(plain(text[floor : floor + found.end()])):
            if long.start() + floor < start < long.end() + floor:
                start = floor + long.start()


def _leads_a_name(found: re.Match[str], cues: PersonCues) -> bool:
    word, dotted = plain(found["word"]), bool(found["dot"])
    if word in cues.forms_of_address.words or word in cues.titles.words:
        return True
    if dotted:
        return len(word) == 1 or word in cues.abbreviated_given.words
    capital = found["word"][0].isupper()
    return capital and (len(word) == 1 or word in cues.given or word.split("-")[0] in cues.given)


def _names_a_body(folded: str, span: Span, cues: PersonCues) -> bool:
    before, after = folded[max(0, span.start - _LOOK_BACK) : span.start], folded[span.end : span.end + _LOOK_BACK]
    if re.search(r"&\s*$", before) or re.match(r"\s*&", after):
        return True
    last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    bodies = (cues.named_bodies, cues.streets)
    return any(
        word is not None and any(word["word"] in entries.words or entries.ends(word["word"]) for entries in bodies)
        for word in (last, first)
    )


def _mailboxes(boxes: Iterable[tuple[Span, str]], parts: NameParts, cues: PersonCues) -> Iterator[Span]:
    """Find the mailboxes whose name holds a surname, with an initial or a given name of the person beside it.

    `boxes` are the names of all mailboxes: where each stands, and its letters.
    """
    for span, local in boxes:
        for surname in parts.surnames:
            compact = "".join(re.sub(r"\W", "", word) for word in (*surname.particles, *surname.core))
            rest = local.replace(compact, "", 1)
            if rest == local or not compact:
                continue
            if (not rest and not surname.is_common(cues)) or rest[:1] in parts.initials or rest in parts.given:
                yield span


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
