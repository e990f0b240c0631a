"""The words of a citation, loaded once from `data/law-citations.toml`, and the pattern that reads a text into them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.errors import KnowledgeError, Where


class Kind(Enum):
    """What a token is; the first ones are the keys of `[words]` in the data."""

    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    POINT = "point"
    OPENING = "opening"
    SENTENCE = "sentence"
    LIST = "list"
    RANGE = "range"
    WITH = "with"
    OF = "of"
    DETERMINER = "determiner"
    DIVISION = "division"
    REMARK = "remark"
    INTRODUCTION = "introduction"
    BACK = "back"
    BASIS = "basis"
    UNIT = "unit"
    ORDINAL = "ordinal"
    NUMBER = "number"
    ROMAN = "roman"
    WORD = "word"
    STOP = "stop"
    SIGN = "sign"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """How a law that stands in no table is known by its title."""

    anywhere: re.Pattern[str]
    inner: re.Pattern[str]
    stops: frozenset[str]
    not_second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words, by what they are, and the pattern of one token."""

    token: re.Pattern[str]
    kinds: dict[str, Kind]
    plurals: frozenset[str]
    other_documents: frozenset[str]
    definition: re.Pattern[str]
    ordinals: dict[str, int]
    unlisted: Unlisted


# Longer phrases first; a point may close an abbreviation; "artikel6" is written too.
_TOKEN = r"""
    (?P<phrase>(?<!\w)(?:{phrases})(?![^\W\d_]))\.?
  | (?P<number>(?<![\w€])\d+(?:[.:]\d+)*(?:\.[a-z](?!\w)|(?:bis|ter|quater|quinquies|ste|[a-z]{{1,2}}))?(?!\w))[°º]?
  | (?P<roman>(?-i:[IVXLC]+)(?![^\W_]))
  | (?P<word>[^\W\d_]+)
  | (?P<stop>[.!?]+(?=\s+(?-i:[^\W\d_a-z])|\s*\Z)|\n)
  | (?P<sign>\S)
"""

# An abbreviation in brackets behind a title, for the text that follows.
_DEFINITION = (
    r"\s*\(\s*(?P<told>(?:{words})\s*:?\s*)?(?:de\s+|het\s+)?[\"'“”„‘’«]?"
    r"(?P<name>[^\W\d_a-z][\w.-]{{1,13}}(?:\s(?:19|20)\d\d)?)[\"'“”‘’»]?\s*\)"
)


@cache
def wording() -> Wording:
    """Load the words."""
    path = resources.data("law-citations.toml")
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        words: dict[str, list[str]] = table["words"]
        ordinals: dict[str, int] = table["ordinals"]
        unlisted: dict[str, list[str]] = table["unlisted"]
        kinds = {word: kind for kind in Kind for word in words.get(kind.value, ())}
        kinds |= dict.fromkeys(ordinals, Kind.ORDINAL)
        return Wording(
            token=re.compile(_TOKEN.format(phrases=_any_of(kinds, r"\s+")), re.VERBOSE | re.IGNORECASE),
            kinds=kinds,
            plurals=frozenset((*words["articles"], *words["paragraphs"])),
            other_documents=frozenset(words["other"]),
            definition=re.compile(_DEFINITION.format(words=_any_of(words["definition"], r"\s+"))),
            ordinals=ordinals,
            unlisted=Unlisted(
                anywhere=_title(unlisted["openings"], unlisted["endings"]),
                inner=_title(unlisted["inner_openings"], unlisted["inner_endings"]),
                stops=frozenset(unlisted["stops"]),
                not_second=frozenset(unlisted["not_second"]),
            ),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError, re.error) as error:
        raise KnowledgeError(f"The words of citations cannot be read: {error}.", where=Where(str(path))) from error


def _title(openings: list[str], endings: list[str]) -> re.Pattern[str]:
    """Make the pattern of how a title begins: "Wet op", or one word such as "Toegangswet"."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<opening>{_any_of(openings, ' ')})(?=\s[^\W_])"
        rf"|[^\W\d_a-z][^\W\d_]{{2,40}}(?:{_any_of(endings, ' ')})(?:\s(?:19|20)\d\d)?)(?![\w-])"
    )


def _any_of(phrases: Any, space: str) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", space) for phrase in ordered)
