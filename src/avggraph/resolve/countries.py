"""Countries in running text, and on which side of the border of GDPR chapter V each lies.

`data/countries.csv`: ISO 3166-1 alpha-2 codes, Dutch names, and the area. The GDPR holds in the European Economic Area
(EEA Joint Committee decision 154/2018), so a transfer to "eer" is none to a third country. "adequaat" are countries
with an adequacy decision under art. 45(3); some of those hold for some sectors only (Canada, the United States).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.matching import is_whole
from avggraph.text import Span

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
            if is_whole(text, start, end):
                label = self._patterns[index]
                yield CountryMatch(self._names[label], Span(start, end), label)


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
