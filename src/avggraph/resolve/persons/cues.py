"""The words that tell a person's name: `data/persons.toml`, `given-names.txt` and `surnames.txt`, read once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.alternation import either

# Letters that are no letter with a sign on it, and so stay when the signs are taken off.
_PLAIN = str.maketrans("ıİłŁøØđĐ’‘`´ʼ", "iilloodd'''''")


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[:1].translate(_PLAIN).lower()
    return base if len(base) == 1 else sign


def plain(text: str) -> str:
    """Write a text in small letters without accents, each character where it was.

    >>> plain("Fatima YILMAZ-Yılmaz, Thérèse")
    'fatima yilmaz-yilmaz, therese'
    """
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@dataclass(frozen=True, slots=True)
class WordList:
    """Words that match whole, and endings that longer words match by."""

    words: frozenset[str]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[str]) -> WordList:
        """Read entries; one that begins with `*` is an ending, and a word of its own."""
        folded = [plain(entry) for entry in entries]
        return cls(
            frozenset(entry.removeprefix("*") for entry in folded),
            tuple(sorted(entry[1:] for entry in folded if entry.startswith("*"))),
        )

    def ends(self, word: str) -> bool:
        """Whether a plain word is longer than one of the endings and ends so."""
        return word.endswith(self.endings) and word not in self.endings


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the evidence for a name, and how much is enough."""

    enough: float
    address: float
    title: float
    initials: float
    bare_initials: float
    given: float
    given_or_word: float
    surname: float
    surname_or_word: float
    surname_form: float
    particle: float
    strong_particle: float
    several: float
    alone: float
    lead: float
    after_function: float
    after_rank: float
    beside_function: float
    beside_name: float
    ampersand: float


# There is one, and it is a key of what is remembered of words.
@dataclass(frozen=True, slots=True, eq=False)
class PersonCues:
    """The words of `data/persons.toml` in plain letters, and the lists of names (True: also a word or a place)."""

    weights: Weights
    forms_of_address: WordList
    titles: WordList
    post_nominals: WordList
    particles: WordList
    prepositions: WordList
    surname_beginnings: WordList
    inner_particles: WordList
    strong_particles: WordList
    small_particles: WordList
    abbreviated_given: WordList
    surname_endings: WordList
    functions: WordList
    ranks: WordList
    units: WordList
    named_bodies: WordList
    streets: WordList
    royal: WordList
    words: WordList
    endings: WordList
    joins: WordList
    boxes: WordList
    places: frozenset[str]
    phrases: re.Pattern[str]
    long_address: re.Pattern[str]
    dotted: re.Pattern[str]
    dotted_titles: re.Pattern[str]
    dotted_post_nominals: re.Pattern[str]
    lead: re.Pattern[str]
    after_comma: re.Pattern[str]
    given: Mapping[str, bool]
    surnames: Mapping[str, bool]


@cache
def person_cues() -> PersonCues:
    """Give the cues; a file that cannot be read, or lacks a list, raises KnowledgeError.

    >>> person_cues().given["anneke"], person_cues().given["roos"]
    (False, True)
    """
    with resources.table(resources.data("persons.toml")) as cues:
        return _compiled(cues)


def _compiled(cues: Mapping[str, Any]) -> PersonCues:
    never, position = cues["never"], cues["position"]
    lists = {**cues["names"], **never, **position, "boxes": cues["mail"]["boxes"]}
    return PersonCues(
        weights=Weights(**cues["weights"]),
        places=frozenset(plain(place) for place in never["places"] if re.fullmatch(r"\w+", place)),
        phrases=_phrases((*never["organisations"], *(p for p in never["places"] if not re.fullmatch(r"\w+", p)))),
        long_address=_phrases(words for words in cues["names"]["forms_of_address"] if " " in words),
        dotted=re.compile(
            rf"(?<![\w.])(?:(?P<legal>{_either(position['legal_forms'])})|(?P<other>{_either(position['abbreviations'])}))"
            r"(?:\.|(?!\w))(?!\w)"
        ),
        dotted_titles=_dotted(cues["names"]["titles"]),
        dotted_post_nominals=_dotted(cues["names"]["post_nominals"]),
        lead=re.compile(rf"(?<!\w)(?:{_either(position['leads'])})\.?\s*:?\s*$"),
        # What stands behind the comma of a name that begins with the surname: "J. van den", "Anneke".
        after_comma=re.compile(
            r",\s*(?:(?:[^\W\d_]{1,3}\.\s?){1,6}|(?P<given>[^\W\d_]{2,}))"
            rf"(?:\s+(?:{_either(cues['names']['particles'])})(?!\w)){{0,3}}"
        ),
        given=name_list(resources.data("given-names.txt")),
        surnames=name_list(resources.data("surnames.txt")),
        **{field.name: WordList.of(lists[field.name]) for field in fields(PersonCues) if field.type == "WordList"},
    )


def name_list(path: Path) -> dict[str, bool]:
    """Read a list of names, in plain letters; True for one with a star: also a word or a place."""
    names: dict[str, bool] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"The names cannot be read: {error}.", where=Where(path.name)) from error
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        found = re.fullmatch(r"(?P<name>[^\W\d_][\w'’-]+)(?P<star> \*)?", line)
        if found is None:
            raise KnowledgeError(
                f"{line!r} is no name.", where=Where(path.name, number), advice="Write one name a line."
            )
        name = plain(found["name"])
        names[name] = names.get(name, True) and found["star"] is not None
    return names


def _either(phrases: Iterable[str]) -> str:
    return either(map(plain, phrases))


def _dotted(titles: Iterable[str]) -> re.Pattern[str]:
    """Write a pattern for the titles with a sign in them ("h.c.", "LL.M.", "CIPP/E")."""
    return re.compile(rf"(?<![\w.])(?:{_either(word for word in titles if not word.isalnum())})\.?(?!\w)")


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(phrases)})(?!\w)")
