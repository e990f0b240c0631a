"""Hyphens at the end of a line: the word's own, or put there to break it.

Dutch writes a hyphen inside some words (Leidraad, chapter 6: between equal adjectives, after capitals, digits and some
first parts, between vowels that would be read as one). Any other hyphen before a line break is the typesetter's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from avggraph import resources

# The word before the hyphen, the break with the white space around it, the word behind it.
_BREAK = re.compile(r"(?P<first>\w+)(?P<hyphen>-)[ \t]*[\n\f]\s*(?P<second>\w+)")

# A hyphen before one of these stands for a part left out: "in- en uitvoer".
_CONJUNCTIONS = frozenset({"en", "of", "dan", "en/of", "alsmede"})


@dataclass(frozen=True, slots=True)
class _Rules:
    prefixes: frozenset[str]
    endings: tuple[str, ...]
    second_parts: re.Pattern[str]
    second_adjective: re.Pattern[str]
    vowels: frozenset[str]


@cache
def _rules() -> _Rules:
    with resources.table(resources.data("hyphens.toml")) as table:
        return _Rules(
            frozenset(table["prefixes"]),
            tuple(table["adjective_endings"]),
            re.compile(table["second_parts"]),
            re.compile(table["second_adjective"]),
            frozenset(table["clashing_vowels"]),
        )


def typesetters_hyphens(text: str) -> list[tuple[int, int]]:
    """Give where words of `text` were broken: from the hyphen to the first letter on the next line.

    >>> typesetters_hyphens("gege-\\nvens, consulair-\\nmaatschappelijke, in-\\nen uitvoer")
    [(4, 6)]
    """
    if "-" not in text:
        return []
    return [
        (match.start("hyphen"), match.start("second"))
        for match in _BREAK.finditer(text)
        if not _is_own(match["first"], match["second"])
    ]


def _is_own(first: str, second: str) -> bool:
    if second in _CONJUNCTIONS or not first[-1].islower() or not second[0].islower():
        return True
    rules = _rules()
    word = first.casefold()
    if word in rules.prefixes or rules.second_parts.match(second):
        return True
    if len(word) <= 4 and word[-1] + second[0] in rules.vowels:
        return True
    return word.endswith(rules.endings) and rules.second_adjective.match(second) is not None
