"""The words a retention period is written with: `data/retention.toml`, read once into tries of folded words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from avggraph import resources
from avggraph.resolve.retention.tokens import Token, tokens

V = TypeVar("V")

# No word in the data is longer; a longer word of a text is compared in full only.
_LONGEST_PART = 40


@dataclass(slots=True)
class _Node(Generic[V]):
    after: dict[str, _Node[V]] = field(default_factory=dict)
    beginning: dict[str, _Node[V]] = field(default_factory=dict)
    ending: dict[str, _Node[V]] = field(default_factory=dict)
    value: V | None = None


class Phrases(Generic[V]):
    """Phrases with a value each, found by the longest match at a token.

    A word of a phrase may leave its begin or end open ("*wet").

    >>> phrases = Phrases({"zo kort mogelijk": 1, "zo": 2, "*wet": 3})
    >>> phrases.at(list(tokens("Zo kort als het kan")), 0)
    (2, 1)
    >>> phrases.at(list(tokens("Archiefwet")), 0)
    (3, 1)
    """

    def __init__(self, phrases: Mapping[str, V]) -> None:
        self._root: _Node[V] = _Node()
        for phrase, value in phrases.items():
            node = self._root
            for key, table in _keys(phrase):
                branches: dict[str, _Node[V]] = getattr(node, table)
                node = branches.setdefault(key, _Node())
            node.value = value

    def at(self, words: Sequence[Token], index: int) -> tuple[V, int] | None:
        """Give the value of the longest phrase that starts at a token, and where it ends."""
        found: tuple[V, int] | None = None
        node: _Node[V] | None = self._root
        while index < len(words) and (node := _next(node, words[index].key)) is not None:
            index += 1
            if node.value is not None:
                found = (node.value, index)
        return found


def _keys(phrase: str) -> Iterable[tuple[str, str]]:
    """Give the folded words of a phrase and the table each stands in, an open begin or end being a sign of its own."""
    parts = phrase.split()
    for part in parts:
        if part.startswith("*") and len(part) > 1:
            yield _key(part[1:]), "ending"
        elif part.endswith("*") and len(part) > 1:
            yield _key(part[:-1]), "beginning"
        else:
            yield from ((token.key, "after") for token in tokens(part))


def _key(word: str) -> str:
    first = next(tokens(word), None)
    if first is None:
        raise ValueError(f"“{word}” is no word")
    return first.key


def _next(node: _Node[V] | None, key: str) -> _Node[V] | None:
    if node is None:
        return None
    if key in node.after:
        return node.after[key]
    if len(key) <= _LONGEST_PART:
        for length in range(len(key), 2, -1) if node.ending or node.beginning else ():
            open_word = node.ending.get(key[-length:]) or node.beginning.get(key[:length])
            if open_word is not None:
                return open_word
    return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What `data/retention.toml` knows."""

    words: Phrases[str]
    units: Phrases[str]
    numbers: Phrases[Fraction]
    added: Phrases[Fraction]
    whole: Phrases[str]
    ranges: Phrases[str]
    contrasts: Phrases[str]
    contrast_words: frozenset[str]
    blanks: Phrases[str]
    measure_after: Phrases[str]
    elapsed: Phrases[str]
    before: Phrases[str]
    code_classes: Phrases[str]
    designators: frozenset[str]
    endings: frozenset[str]
    end_nouns: frozenset[str]
    law_openers: frozenset[str]
    record_nouns: frozenset[str]
    abbreviations: frozenset[str]
    months: frozenset[str]
    before_year: Phrases[str]
    record_letter: str
    destroy_code: str
    keep_code: str
    strong: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Give the words of `data/retention.toml`.

    >>> lexicon().units.at(list(tokens("mnd.")), 0)
    ('M', 1)
    """
    return parse_lexicon(resources.data("retention.toml"))


def parse_lexicon(path: Path) -> Lexicon:
    """Read a file of words; one that cannot be read, lacks a table or gives a phrase two roles is an error."""
    with resources.table(path) as table:
        return _compiled(table)


# Lists that are looked up at a certain place only; their words may have another role elsewhere.
_LOCAL = (
    "range",
    "contrast",
    "blank",
    "measure_after",
    "designator",
    "elapsed",
    "before",
    "ending",
    "law_opener",
    "record_noun",
    "end_noun",
    "code_class",
    "abbreviation",
)


def _compiled(table: Mapping[str, Any]) -> Lexicon:
    words: Mapping[str, list[str]] = table["words"]
    numbers, dates, codes = table["numbers"], table["dates"], table["codes"]
    known = _number_words(numbers)
    return Lexicon(
        words=Phrases(_roles({role: phrases for role, phrases in words.items() if role not in _LOCAL})),
        units=Phrases(_roles(table["units"])),
        numbers=Phrases(known),
        added=Phrases({word: Fraction(*parts) for word, parts in numbers["added"].items()}),
        whole=Phrases({**numbers["whole"], **_glued(known, table["units"]["Y"])}),
        ranges=Phrases(dict.fromkeys(words["range"], "range")),
        contrasts=Phrases(dict.fromkeys(words["contrast"], "contrast")),
        contrast_words=frozenset(words["contrast"]),
        blanks=Phrases(dict.fromkeys(words["blank"], "blank")),
        measure_after=Phrases(dict.fromkeys(words["measure_after"], "measure_after")),
        elapsed=Phrases(dict.fromkeys(words["elapsed"], "link")),
        before=Phrases(dict.fromkeys(words["before"], "before")),
        code_classes=Phrases(dict.fromkeys(words["code_class"], "code_class")),
        designators=frozenset(_key(word) for word in words["designator"]),
        endings=frozenset(words["ending"]),
        end_nouns=frozenset(words["end_noun"]),
        law_openers=frozenset(words["law_opener"]),
        record_nouns=frozenset(words["record_noun"]),
        abbreviations=frozenset(_key(word) for word in (*words["designator"], *words["abbreviation"])),
        months=frozenset(dates["months"]),
        before_year=Phrases(dict.fromkeys(dates["before_year"], "before_year")),
        record_letter=codes["record"],
        destroy_code=codes["destroy"],
        keep_code=codes["keep"],
        strong=frozenset(table["signs"]["strong"]),
    )


def _roles(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    roles: dict[str, str] = {}
    for role, phrases in lists.items():
        for phrase in phrases:
            if roles.setdefault(phrase, role) != role:
                raise ValueError(f"“{phrase}” is both {roles[phrase]} and {role}")
    return roles


def _glued(numbers: Mapping[str, Fraction], units: Iterable[str]) -> dict[str, str]:
    """Join number words and units that are written as one ("vijfjarige bewaartermijn")."""
    return {
        f"{word}{unit}": f"P{number}Y"
        for word, number in numbers.items()
        for unit in units
        if " " in unit and " " not in word and number.denominator == 1
    }


def _number_words(numbers: Mapping[str, Any]) -> dict[str, Fraction]:
    """Join number words: "vijfentwintig", "honderdtien", "tweehonderd"; "tweeënhalf" is a word too."""
    ones: Mapping[str, int] = numbers["ones"]
    tens: Mapping[str, int] = numbers["tens"]
    hundreds: Mapping[str, int] = numbers["hundreds"]
    digits = {word: number for word, number in ones.items() if 0 < number < 10}
    below = {**ones, **tens, **{f"{one}en{ten}": digits[one] + tens[ten] for one in digits for ten in tens}}
    words = dict(below)
    for hundred, size in hundreds.items():
        words |= {f"{one}{hundred}": number * size for one, number in digits.items() if number > 1}
        words |= {f"{hundred}{word}": size + number for word, number in below.items() if number}
        words[hundred] = size
    halves = {f"{one}en{half}": Fraction(2 * digits[one] + 1, 2) for one in digits for half in ("half", "halve")}
    parts = {word: Fraction(*part) for word, part in numbers["parts"].items()}
    return {**{word: Fraction(number) for word, number in words.items()}, **halves, **parts}
