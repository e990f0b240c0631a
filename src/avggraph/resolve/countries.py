"""Countries in running text, and on which side of the border of GDPR chapter V each lies.

`data/countries.csv`: ISO 3166-1 alpha-2 codes, Dutch names, and the area. The GDPR holds in the European Economic Area
(EEA Joint Committee decision 154/2018), so a transfer to "eer" is none to a third country. "adequaat" are countries
with an adequacy decision under art. 45(3); some of those hold for some sectors only (Canada, the United States).
What is overseas and belongs to a member state is in the EU where TFEU art. 349 and 355(1) and (4) say so (French
Guiana, Åland), and a third country where TFEU annex II lists it (French Polynesia).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.matching import is_whole
from avggraph.text import Span

# "Zuid-Frankrijk" is in France; "Brits-Guyana" is not Guyana. What has another name there is in the table itself.
_DIRECTIONS = frozenset(["noord", "noordoost", "noordwest", "oost", "zuid", "zuidoost", "zuidwest", "west", "midden"])
_HYPHENS = "-\u2010\u2011"
_BEFORE = re.compile(rf"(\w+)[{_HYPHENS}]\Z")
_BEHIND = re.compile(rf"[{_HYPHENS}](\w+)")
# No word that a hyphen joins to a country's name is longer, in signs.
_NEAR = 40

_COLUMNS = ("code", "name", "other_names", "area")
AREAS = ("eu", "eer", "adequaat", "")


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its ISO code, our IRI for it, its Dutch name, and its area (one of `AREAS`)."""

    code: str
    iri: str
    name: str
    area: str

    @property
    def is_third(self) -> bool:
        """Say whether it is a third country: outside the EU and the EEA."""
        return self.area not in ("eu", "eer")


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country and the words that name it."""

    country: Country
    span: Span
    label: str


class Countries:
    """The table of countries, and the finding of them in text."""

    def __init__(self, names: dict[str, Country]) -> None:
        self._names = names
        self._patterns = tuple(names)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> tuple[CountryMatch, ...]:
        """Find the countries a text names, in order; a country's name has its capitals.

        >>> countries = load_countries(base="https://avggraph.example/")
        >>> [match.country.code for match in countries.find("Servers in de VS en in Ierland; geen derde land.")]
        ['US', 'IE']
        """
        return tuple(self._matches(text))

    def _matches(self, text: str) -> Iterator[CountryMatch]:
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if is_whole(text, start, end) and not self._is_part(text, start, end):
                label = self._patterns[index]
                yield CountryMatch(self._names[label], Span(start, end), label)

    def _is_part(self, text: str, start: int, end: int) -> bool:
        """Say whether a hyphen makes a name part of another name ("Brits-Guyana"), which is of another country."""
        before = _BEFORE.search(text, max(0, start - _NEAR), start)
        behind = _BEHIND.match(text, end)
        return (before is not None and self._makes_a_name(before[1])) or (
            # "Ierland-route" is about Ireland.
            behind is not None and behind[1][0].isupper() and self._makes_a_name(behind[1])
        )

    def _makes_a_name(self, word: str) -> bool:
        """Say whether a word makes another name with a country's: not in "Zuid-Italië", "EU-VS", "Nederland-België"."""
        return not (word.casefold() in _DIRECTIONS or word.isupper() or word in self._names)


@cache
def load_countries(path: Path | None = None, *, base: str) -> Countries:
    """Load the table of countries; `base` begins their IRIs. A table that cannot be read raises `KnowledgeError`."""
    path = path or resources.data("countries.csv")
    names: dict[str, Country] = {}
    for where, row in resources.rows(path, *_COLUMNS):
        country = Country(row["code"], f"{base}id/land/{row['code'].lower()}", row["name"], row["area"])
        if country.area not in AREAS:
            raise KnowledgeError(f"{country.area!r} is no area.", where=where, advice="Use eu, eer or adequaat.")
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            if names.setdefault(name, country) != country:
                raise KnowledgeError(f"The name {name!r} is of two countries.", where=where)
    return Countries(names)
