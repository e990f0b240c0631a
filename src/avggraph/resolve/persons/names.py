"""The natural persons' names in a short text: a field of a form, a line of an address."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from avggraph.resolve.persons.candidates import FORWARD, Candidate, candidates
from avggraph.resolve.persons.cues import PersonCues, person_cues
from avggraph.resolve.persons.evidence import evidence
from avggraph.resolve.persons.mailboxes import MAILBOX, personal_mailboxes
from avggraph.resolve.persons.words import NAMES, Words, words
from avggraph.text import Span

_REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class PersonName:
    """Where a natural person's name stands, with its titles; `rule` lists the signs that told it."""

    span: Span
    rule: str


def person_names(text: str, known: Iterable[Span] = ()) -> tuple[PersonName, ...]:
    """Find the natural persons' names in a short text, in order; `known` are organisations, offices and places.

    What is left out when in doubt is a name, not a function: a stretch is a name when its signs (title, initials,
    given name, particle, surname, place beside a function) weigh enough together. A body or a street that is named
    after a person is none.

    >>> text = "Directeur Logius, mevr. drs. A.B. (Anneke) de Vries-van den Berg MBA"
    >>> [text[slice(*name.span)] for name in person_names(text)]
    ['mevr. drs. A.B. (Anneke) de Vries-van den Berg MBA']
    >>> person_names("Bakkerij Jansen, Willem Witsenplein 6")
    ()
    """
    return _remembered(text, tuple(known))


# A register names the same officers and addresses again and again, and a field is read to redact and to resolve it.
@lru_cache(_REMEMBERED)
def _remembered(text: str, known: tuple[Span, ...]) -> tuple[PersonName, ...]:
    cues = person_cues()
    boxes = [PersonName(span, "mailbox") for span in personal_mailboxes(text, cues)]
    mailboxes = [Span(*found.span()) for found in MAILBOX.finditer(text)]
    read = words(text, (*known, *mailboxes), cues)
    found = _found(read, cues, ())
    if found and len(found) < sum(letter in NAMES for letter in read.letters):
        sides = {side for candidate, _ in found for side in _joined_sides(read, candidate)}
        found = _found(read, cues, sides)
    names = [PersonName(_span(read, candidate), " ".join(signs)) for candidate, signs in found]
    return tuple(sorted((*boxes, *names), key=lambda name: name.span))


def _found(read: Words, cues: PersonCues, beside: Collection[int]) -> list[tuple[Candidate, tuple[str, ...]]]:
    found: list[tuple[Candidate, tuple[str, ...]]] = []
    number = 0
    while number < len(read.letters):
        after = number + 1
        for possible in candidates(read.letters, number):
            candidate = _trimmed(read, possible, cues)
            if candidate is None:
                continue
            told = evidence(read, candidate, cues, beside)
            if told.body:
                after = candidate.end
            elif told.weight >= cues.weights.enough:
                found.append((candidate, told.signs))
                after = candidate.end
                break
        number = after
    return found


def _joined_sides(read: Words, candidate: Candidate) -> list[int]:
    """Give the words beside a name by which another one may be joined to it."""
    sides = (candidate.start - 1, candidate.end)
    return [side for side in sides if 0 <= side < len(read.letters) and read.letters[side] in "E,&/"]


def _trimmed(read: Words, candidate: Candidate, cues: PersonCues) -> Candidate | None:
    """Cut off what belongs to the words around a name; None where nothing that names is left."""
    if candidate.form is not FORWARD:
        return candidate
    letters, (start, end, form) = read.letters, candidate
    before = letters[start - 1 : start]
    while letters[start] == "P" and _is_preposition(read, start, before, cues):
        start += 1
    end = _end_of_surname(read, start, end, cues)
    while end > start and letters[end - 1] in "P-=":
        end -= 1
    return Candidate(start, end, form) if any(letter in NAMES for letter in letters[start:end]) else None


def _is_preposition(read: Words, number: int, before: str, cues: PersonCues) -> bool:
    """Whether a particle at the beginning parts a function from its body, or begins a sentence ("Bij Jansen")."""
    word = read.plain[number]
    capital = read.text[read.spans[number].start].isupper()
    if word in cues.inner_particles.words:
        return True
    if word not in cues.prepositions.words or read.letters[number + 1 : number + 2] == "P":
        return bool(before) and before in "XUBNLKC" and not capital and word in cues.prepositions.words
    if word not in cues.surname_beginnings.words and capital:
        return True
    return bool(before) and before in "XUBNLKCZGgSsW" and not capital


def _end_of_surname(read: Words, start: int, end: int, cues: PersonCues) -> int:
    """Give where a name ends: "Jan de Vries van Logius" ends before "van"."""
    letters = read.letters
    complete = False
    number = start
    while number < end:
        if letters[number] in "Ss" or (letters[number] in "W" and complete):
            complete = True
        opens = letters[number] == "P" and letters[number - 1 : number] not in ("P", "-", "=", "(", ",")
        if complete and opens and number > start:
            rest = number
            while letters[rest] in "P-":
                rest += 1
            single = rest == number + 1
            if single and letters[rest] not in "Ss" and read.plain[number] in cues.prepositions.words:
                return number
        number += 1
    return end


def _span(read: Words, candidate: Candidate) -> Span:
    start, end = read.spans[candidate.start].start, read.spans[candidate.end - 1].end
    last = read.letters[candidate.end - 1]
    if read.text[end - 1] == "." and last in NAMES:
        end -= 1
    return Span(start, end)
