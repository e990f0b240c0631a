"""A person's name taken apart: its given names and its surnames with their particles."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.resolve.persons.cues import PersonCues
from avggraph.resolve.persons.words import NAMES, words


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname in plain letters: its particles, and the words after them ("el", "amrani")."""

    particles: tuple[str, ...]
    core: tuple[str, ...]

    def is_common(self, cues: PersonCues) -> bool:
        """Whether the surname alone could be ordinary words or a place: "Bakker", "de Boer", "van de Raad".

        >>> from avggraph.resolve.persons.cues import person_cues
        >>> [Surname(*name).is_common(person_cues()) for name in ((("de",), ("boer",)), (("van", "den"), ("burg",)))]
        [True, False]
        """
        # "van de raad" is Dutch as it is written today, "van den" and "van der" with a capital after them hardly.
        if not cues.strong_particles.words.isdisjoint(self.particles[1:]):
            return False
        return all(_is_common(word, cues) for word in self.core)


def _is_common(word: str, cues: PersonCues) -> bool:
    lists = (cues.words, cues.endings, cues.functions, cues.units, cues.named_bodies, cues.streets, cues.royal)
    ordinary = any(word in entries.words or entries.ends(word) for entries in lists)
    known = cues.surnames.get(word)
    return known is True or (known is None and (ordinary or word in cues.places or word in cues.given or len(word) < 4))


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a person's name in plain letters; `initials` holds the first letters, of given names too."""

    given: tuple[str, ...]
    surnames: tuple[Surname, ...]
    initials: frozenset[str]
    full: bool


def name_parts(name: str, cues: PersonCues) -> NameParts:
    """Take a name apart; a double surname gives the whole and each half. `full`: not a surname or a given name alone.

    >>> from avggraph.resolve.persons.cues import person_cues
    >>> parts = name_parts("drs. Anneke de Vries-van den Berg", person_cues())
    >>> parts.given, [" ".join((*surname.particles, *surname.core)) for surname in parts.surnames]
    (('anneke',), ['de vries', 'van den berg'])
    """
    read = words(name, (), cues)
    letters = list(read.letters)
    opened = letters.index("(") if "(" in letters else len(letters)
    closed = letters.index(")") if ")" in letters else len(letters)
    initials = [number for number, letter in enumerate(letters) if letter in "IJ"]
    named = [number for number, letter in enumerate(letters) if letter in NAMES]
    inside = [number for number in named if opened < number < closed]
    named = [number for number in named if number not in inside]
    comma = letters.index(",") if "," in letters else -1
    if comma >= 0 and any(number > comma for number in (*initials, *named)):
        given = [number for number in named if number > comma]
        surname = range(comma)
        trailing = [number for number in range(comma, len(letters)) if letters[number] == "P"]
    else:
        given = [] if initials else _given(letters, named)
        surname = range(max((*initials, *given), default=-1) + 1, len(letters))
        trailing = []
    surnames = _surnames(read.plain, letters, [*trailing, *surname], set(named))
    names = tuple(read.plain[number] for number in (*given, *inside))
    firsts = frozenset(read.plain[number][:1] for number in (*initials, *given))
    titled = any(letter in "AT" for letter in letters)
    return NameParts(names, surnames, firsts, bool(surnames) and bool(names or initials or titled))


def _given(letters: list[str], named: list[int]) -> list[int]:
    """Give which words are given names: the first, and those joined to it or known as such, but not the last."""
    if (
        not named
        or (len(named) == 1 and letters[named[0]] not in "Gg")
        or ({"A", "T"} & set(letters) and len(named) == 1)
    ):
        return []
    given = [named[0]]
    for number in named[1:]:
        joined = letters[number - 1] == "-" and number - 2 == given[-1]
        if not (joined or (letters[number] == "G" and number - 1 == given[-1] and number != named[-1])):
            break
        given.append(number)
    return given if len(given) < len(named) or len(named) == 1 else given[:1]


def _surnames(plains: tuple[str, ...], letters: list[str], places: list[int], named: set[int]) -> tuple[Surname, ...]:
    found: list[Surname] = []
    particles: list[str] = []
    core: list[str] = []
    for number in places:
        if letters[number] == "P" and not core:
            particles.append(plains[number])
        elif number in named:
            core.append(plains[number])
        elif core and letters[number] in "-=P":
            found.append(Surname(tuple(particles), tuple(core)))
            particles, core = ([plains[number]] if letters[number] == "P" else []), []
    if core:
        found.append(Surname(tuple(particles), tuple(core)))
    return tuple(dict.fromkeys(found))
