"""The laws a text may cite: acts, decrees, regulations, Union law and treaties, and the names texts know them by.

A row of `data/laws.csv` is one law under its citation title; a law that was renamed or replaced has a row for each
name, with the days it held (both included) where they are known. `id` is the BWB number or the CELEX number, and empty
where no public text was found that names the law with it. `data/law-names.csv` gives every other name, in a context:

- empty: in upper or lower case;
- `capitals`: what is a capital in the table is one in the text ("Woo", not "woo");
- `article`: moreover only where the words around show that a law is meant: a short or ambiguous abbreviation ("WW",
  "Sr"). Whether they do, `avggraph.resolve.laws.citations` finds out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.matching import has_capitals, is_whole, leftmost_longest
from avggraph.resolve.normal_form import NormalForm, normal_form
from avggraph.text import Span

# "Woo-verzoek", "Woo- en Wob-verzoeken": the name inside a compound names a kind of request and cites nothing.
_LAW_COLUMNS = ("slug", "title", "kind", "id", "valid_from", "valid_to", "source")
_NAME_COLUMNS = ("slug", "name", "context")
# "DICTU.AVG.Domain", "avg_doel": names of things in software.
_IN_IDENTIFIER = re.compile(r"(?<=_)\w|(?<=\w\.)\w+\.\w|\w+_")
_COMPOUND = re.compile(r"[-\u2010\u2011](?=[^\W\d_]|\s+[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Law:
    """One law under one citation title; `valid_from` and `valid_to` only where known."""

    slug: str
    title: str
    kind: str
    id: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_union_law(self) -> bool:
        """Whether it is a regulation or directive of the European Union."""
        return self.kind.startswith("eu-")

    def in_force(self, on: date | None) -> bool:
        """Say whether it held on a day, as far as known; None asks whether it still does."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class Context(Enum):
    """Where a name may be met; see the module."""

    ANYWHERE = ""
    CAPITALS = "capitals"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class LawName:
    """A name of a law as the table has it."""

    label: str
    slug: str
    context: Context


@dataclass(frozen=True, slots=True)
class LawMatch:
    """A law named in a text, and by which name."""

    law: Law
    span: Span
    name: LawName


class Laws:
    """The table, and the finding of its names in text. Loaded by `load_laws`."""

    def __init__(self, laws: Iterable[Law], names: Iterable[LawName]) -> None:
        self._laws = {law.slug: law for law in laws}
        titles = (LawName(law.title, law.slug, Context.ANYWHERE) for law in self._laws.values())
        self._names: dict[str, list[LawName]] = {}
        for name in (*titles, *names):
            self._names.setdefault(normal_form(name.label).text, []).append(name)
        self._patterns = sorted(self._names)
        self._automaton = AhoCorasick(self._patterns)

    def __iter__(self) -> Iterator[Law]:
        return iter(self._laws.values())

    def __len__(self) -> int:
        return len(self._laws)

    def get(self, slug: str) -> Law | None:
        """Give the law of a slug."""
        return self._laws.get(slug)

    def book(self, law: Law, number: str) -> Law | None:
        """Give a book of a code that the register of laws holds by book.

        >>> laws = load_laws()
        >>> laws.book(laws.get("burgerlijk-wetboek"), "7").title
        'Burgerlijk Wetboek Boek 7'
        """
        return self._laws.get(f"{law.slug}-boek-{number.lower()}")

    def find(self, text: str, on: date | None = None) -> tuple[LawMatch, ...]:
        """Find the longest names in a text, in order; a name that two laws bore means the one in force on the day.

        >>> laws = load_laws()
        >>> [match.law.slug for match in laws.find("de uitvoeringswet AVG en de Archiefwet; Woo-verzoeken")]
        ['uitvoeringswet-algemene-verordening-gegevensbescherming', 'archiefwet-1995']
        """
        form = normal_form(text)
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(form.text, overlapping=True):
            if not is_whole(form.text, start, end):
                continue
            span = form.span(start, end)
            if _COMPOUND.match(text, span.end) or _IN_IDENTIFIER.match(text, span.start):
                continue
            name = self._choose(self._names[self._patterns[pattern]], _letters(text, form, start, end), on)
            if name is not None:
                found.append(LawMatch(self._laws[name.slug], span, name))
        return tuple(leftmost_longest(found, attrgetter("span")))

    def _choose(self, names: list[LawName], letters: str, on: date | None) -> LawName | None:
        admitted = [name for name in names if name.context is Context.ANYWHERE or has_capitals(name.label, letters)]
        if not admitted:
            return None
        return min(
            admitted,
            key=lambda name: (
                name.label != letters,
                not self._laws[name.slug].in_force(on),
                name.context is Context.ARTICLE,
            ),
        )


def _letters(text: str, form: NormalForm, start: int, end: int) -> str:
    """Give the characters of the text that the normal form's are made from, one for one."""
    if form.offsets is None:
        return text[start:end]
    return "".join(text[offset] for offset in form.offsets[start:end])


def load_laws() -> Laws:
    """Load the table of laws.

    >>> law = load_laws().get("algemene-wet-bestuursrecht")
    >>> law.title, law.id
    ('Algemene wet bestuursrecht', 'BWBR0005537')
    """
    return _load(resources.data("laws.csv"), resources.data("law-names.csv"))


@cache
def _load(laws_path: Path, names_path: Path) -> Laws:
    laws: dict[str, Law] = {}
    for where, row in resources.rows(laws_path, *_LAW_COLUMNS):
        if row["slug"] in laws:
            raise KnowledgeError(f"The slug {row['slug']} stands in the table twice.", where=where)
        try:
            days = [date.fromisoformat(row[key]) if row[key] else None for key in ("valid_from", "valid_to")]
        except ValueError as error:
            raise KnowledgeError(f"A day is not written as yyyy-mm-dd: {error}.", where=where) from error
        laws[row["slug"]] = Law(row["slug"], row["title"], row["kind"], row["id"], *days)
    names = []
    for where, row in resources.rows(names_path, *_NAME_COLUMNS):
        if row["slug"] not in laws:
            raise KnowledgeError(f"No law has the slug {row['slug']}.", where=where)
        try:
            names.append(LawName(row["name"], row["slug"], Context(row["context"])))
        except ValueError as error:
            raise KnowledgeError(f"{row['context']} is no context of a name.", where=where) from error
    return Laws(laws.values(), names)
