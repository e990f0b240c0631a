"""The words of a citation, loaded once from `data/law-citations.toml`, and the pattern that reads a text into them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from avggraph import resources
from avggraph.resolve.alternation import either


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
    union: re.Pattern[str]
    around: frozenset[str]
    stops: frozenset[str]
    not_second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words, by what they are, and the patterns of one token and of the word "artikel"."""

    token: re.Pattern[str]
    article: re.Pattern[str]
    kinds: dict[str, Kind]
    plurals: frozenset[str]
    books: frozenset[str]
    compound: re.Pattern[str]
    other_documents: frozenset[str]
    opening: re.Pattern[str]
    definition: re.Pattern[str]
    ordinals: dict[str, int]
    unlisted: Unlisted


_PHRASE = r"(?<!\w)(?:{words})(?![^\W\d_])"

# Longer phrases first; a point may close an abbreviation; "artikel6" is written too.
_TOKEN = r"""
    (?P<phrase>{phrase})\.?
  | (?P<number>(?<![\d€])\d+(?:[a-z](?=[.:]\d))?(?:[.:]\d+)*
      (?:\.[a-z](?!\w)|(?:bis|ter|quater|quinquies|ste|[a-z]{{1,2}}))?(?!\w))[°º]?
  | (?P<roman>(?-i:[IVXLC]+)(?![^\W_]))
  | (?P<word>[^\W\d_]+)
  | (?P<stop>[.!?]+(?=\s+(?-i:[^\W\d_a-z])|\s*\Z)|\n)
  | (?P<sign>\S)
"""

# "Verordening (EU) nr. 910/2014", "Richtlijn 2006/24/EG".
_UNION_ACT = (
    r"(?<![\w-])(?i:{words})\s+(?:\((?:EU|EG|EEG|Euratom)(?:,\s*Euratom)?\)\s*)?(?:EU\s+)?(?:nr\.?\s*|No\.?\s*)?"
    r"\d{{1,4}}/\d{{1,4}}(?:/[A-Z]{{2,4}})?(?![\w/])"
)

# An abbreviation in brackets behind a title, for the text that follows.
_OPENING = r"\s*\(\s*(?P<told>(?:{words})\s*:?\s*)?(?:de\s+|het\s+)?[\"'“”„‘’«]?"
_DEFINITION = _OPENING + (r"(?P<name>[^\W\d_a-z][\w.-]{{1,13}}(?:\s(?:19|20)\d\d)?)[\"'“”‘’»]?\s*\)")


@cache
def wording() -> Wording:
    """Load the words."""
    with resources.table(resources.data("law-citations.toml")) as table:
        words: dict[str, list[str]] = table["words"]
        ordinals: dict[str, int] = table["ordinals"]
        unlisted: dict[str, list[str]] = table["unlisted"]
        kinds = {word: kind for kind in Kind for word in words.get(kind.value, ())}
        kinds |= dict.fromkeys(ordinals, Kind.ORDINAL)
        return Wording(
            token=re.compile(_TOKEN.format(phrase=_PHRASE.format(words=either(kinds))), re.VERBOSE | re.IGNORECASE),
            article=re.compile(_PHRASE.format(words=either(words["article"])), re.VERBOSE | re.IGNORECASE),
            kinds=kinds,
            plurals=frozenset((*words["articles"], *words["paragraphs"])),
            books=frozenset(words["book"]),
            compound=re.compile(rf"[ \u00a0](?:{either(words['compound'], ' ')})(?!\w)", re.IGNORECASE),
            other_documents=frozenset(words["other"]),
            opening=re.compile(_OPENING.format(words=either(words["definition"]))),
            definition=re.compile(_DEFINITION.format(words=either(words["definition"]))),
            ordinals=ordinals,
            unlisted=Unlisted(
                anywhere=_title(unlisted["openings"], unlisted["endings"]),
                inner=_title(unlisted["inner_openings"], unlisted["inner_endings"]),
                union=re.compile(_UNION_ACT.format(words=either(unlisted["union"], " "))),
                around=frozenset(unlisted["around"]),
                stops=frozenset(unlisted["stops"]),
                not_second=frozenset(unlisted["not_second"]),
            ),
        )


def _title(openings: list[str], endings: list[str]) -> re.Pattern[str]:
    """Make the pattern of how a title begins: "Wet op", or one word such as "Toegangswet"."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<opening>{either(openings, ' ')})(?=\s[^\W_])"
        rf"|[^\W\d_a-z][^\W\d_]{{2,40}}(?:{either(endings, ' ')})(?:\s(?:19|20)\d\d)?)(?![\w-])"
    )
