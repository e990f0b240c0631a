"""How much says that a stretch of words is a person's name: the weights of `data/persons.toml`, added up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from avggraph.resolve.persons.candidates import (
    BODY_AFTER,
    HOUSE_NUMBER,
    INITIALS_LAST,
    INITIALS_ONLY,
    INVERTED,
    Candidate,
)
from avggraph.resolve.persons.cues import PersonCues
from avggraph.resolve.persons.words import NAMES, Words

_PARTING = frozenset("(),:;.|=~/E")
_NEARBY = 12
_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sum of the weights, and the signs they are of; `body`: the words name a body or a street."""

    weight: float = 0
    signs: tuple[str, ...] = ()
    body: bool = False


def evidence(read: Words, candidate: Candidate, cues: PersonCues, beside: Collection[int] = ()) -> Evidence:
    """Weigh a candidate; `beside` are the words right before and after names that were found.

    >>> from avggraph.resolve.persons.candidates import FORWARD
    >>> from avggraph.resolve.persons.cues import person_cues
    >>> from avggraph.resolve.persons.words import words
    >>> evidence(words("Directeur Pietersen", (), person_cues()), Candidate(1, 2, FORWARD), person_cues()).signs
    ('surname', 'after_function')
    """
    if _names_a_body(read, candidate):
        return Evidence(body=True)
    own = _own_signs(read, candidate, cues)
    near = _signs_beside(read, candidate, cues, beside)
    own_letters, whole = read.letters[candidate.start : candidate.end], len(read.letters)
    if candidate.form is INVERTED and not set(own_letters) & set("ISsP") and len(own_letters) < whole:
        return Evidence()
    if not own and not {"several", "after_rank"} & set(near):
        return Evidence()
    signs = (*own, *near)
    return Evidence(sum(getattr(cues.weights, sign) for sign in signs), signs)


def _names_a_body(read: Words, candidate: Candidate) -> bool:
    """Whether a body or a street is named by the words, or the words by a body before them."""
    letters, (start, end, _) = read.letters, candidate
    own = letters[start:end]
    titled = "A" in own or "T" in own
    after = BODY_AFTER.match(letters, end)
    if after:
        beyond = letters[after.end() : after.end() + 1]
        strong = titled or "I" in own or "G" in own
        # A body that has a name of its own after it is not named by what stands before it.
        if not (strong and beyond and beyond in "WSsCZ"):
            return True
    if titled:
        return False
    if HOUSE_NUMBER.match(letters, end) and "I" not in own and _is_house_number(read, end):
        return True
    before = letters[start - 1 : start]
    if before == "B" and letters[start - 2 : start - 1] != "X":
        return "I" not in own or letters[start - 2 : start - 1] in ("", ",", "(", ":", ";", "|", "E", "/")
    return bool(before) and before in "UF" and "I" not in own


def _is_house_number(read: Words, number: int) -> bool:
    written = read.plain[number]
    return written[0] in "123456789" and len(written) <= 5 and written[:-1].isalnum()


def _own_signs(read: Words, candidate: Candidate, cues: PersonCues) -> list[str]:
    letters, (start, end, form) = read.letters, candidate
    own = letters[start:end]
    signs = [sign for letter, sign in (("A", "address"), ("T", "title"), ("I", "initials")) if letter in own]
    if form is INITIALS_ONLY:
        return signs
    if form is INITIALS_LAST:
        signs = ["bare_initials" if sign == "initials" else sign for sign in signs]
    if "J" in own and "I" not in own:
        signs.append("bare_initials")
    places = [number for number in range(start, end) if letters[number] in NAMES]
    first, *others = places
    kinds = [letters[number] for number in places]
    if form is INVERTED:
        if "I" not in own and "J" not in own:
            others = [] if kinds[0] in "Gg" and "P" not in own else [first]
            signs.append("given" if kinds[-1] == "G" else "given_or_word")
        else:
            others = [first, *others]
    elif (given := next((kind for kind in kinds if kind in "Gg"), None)) and "I" not in own:
        signs.append("given" if "G" in kinds[:2] or given == "G" else "given_or_word")
        others = [number for number in places if letters[number] not in "Gg"] or others
    else:
        others = places
    signs += _surname_signs(read, others, cues)
    particles = {read.plain[number] for number in range(start, end) if letters[number] == "P"}
    if particles:
        signs.append("particle" if particles.isdisjoint(cues.strong_particles.words) else "strong_particle")
    return signs


def _surname_signs(read: Words, places: list[int], cues: PersonCues) -> list[str]:
    kinds = {read.letters[number] for number in places}
    if kinds & set("SG"):
        return ["surname"]
    if kinds & set("sg"):
        return ["surname_or_word"]
    return ["surname_form"] if places and cues.surname_endings.ends(read.plain[places[-1]]) else []


def _signs_beside(read: Words, candidate: Candidate, cues: PersonCues, beside: Collection[int]) -> list[str]:
    letters, (start, end, _) = read.letters, candidate
    own = letters[start:end]
    before, after = letters[start - 1 : start], letters[end : end + 1]
    names = sum(letter in NAMES for letter in own)
    after_function = before == "X" or (before == ":" and letters[start - 2 : start - 1] == "X")
    signs = []
    if 2 <= names <= 4 and before != "X" and ("P" not in own or set(own) & set("Gg")):
        signs.append("several")
    alone = (not before or before in _PARTING) and (not after or after in _PARTING)
    word = read.text[slice(*read.spans[start])]
    if alone and "&" not in (before, after) and not (own in NAMES and word.isupper() and len(word) < _ACRONYM):
        signs.append("alone")
    lead = read.text[max(0, read.spans[start].start - 40) : read.spans[start].start]
    if cues.lead.search(lead.lower()):
        signs.append("lead")
    if after_function and own != "g":
        signs.append("after_rank" if _is_rank(read, start - 1, cues) else "after_function")
    elif (
        not after_function
        and (alone or ((not before or before in _PARTING) and after == "X"))
        and ("X" in letters[max(0, start - _NEARBY) : start] or "X" in letters[end : end + _NEARBY])
    ):
        signs.append("beside_function")
    if start - 1 in beside or end in beside:
        signs.append("beside_name")
    if "&" in (before, after) and not set(own) & set("ATIG"):
        signs.append("ampersand")
    return signs


def _is_rank(read: Words, number: int, cues: PersonCues) -> bool:
    """Whether the function at a word is one that surnames follow ("luitenant-generaal")."""
    while number >= 2 and read.letters[number - 1] == "-":
        number -= 2
    return read.plain[number] in cues.ranks.words
