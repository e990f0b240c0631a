"""Headings of a spreadsheet: which key of the register each one means (`data/registers/headings.csv`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError, Where
from avggraph.read.structured.keys import Key, key_table, table_rows

REGISTER = "export"


class Understood(Enum):
    """By what a heading was understood."""

    MAPPING = "eigen afbeelding"
    HEADING = "kop"
    KEY = "sleutel"
    NOT = "niet herkend"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How a column was understood: `column` counts from 1; `path` is a key's path in the register, with `*` for the
    number of an element, or the heading itself where `key` is None."""

    column: int
    heading: str
    how: Understood
    key: Key | None
    path: tuple[str, ...]

    @property
    def field(self) -> str | None:
        """The field of a description the column fills, "extra" for a known value that is none, None if unknown."""
        return self.key.field if self.key else None


def heading_form(heading: str) -> str:
    """Give the form by which headings are compared.

    >>> heading_form("E-mail  Verwerker: ")
    'e-mail verwerker'
    """
    return " ".join(heading.casefold().split()).strip(" :*")


@cache
def headings() -> Mapping[tuple[str, str], Key]:
    """Load the headings: by their form, and by what stands before them where that decides (else "").

    A heading's context is the key of the column before it, or the heading of the section it stands in.
    """
    path = resources.data("registers", "headings.csv")
    keys = key_table(REGISTER).by_name
    table: dict[tuple[str, str], Key] = {}
    for line, row in table_rows(path, ("heading", "key", "context")):
        key = keys.get(row["key"].casefold())
        place = (heading_form(row["heading"]), row["context"].casefold())
        if key is None or table.setdefault(place, key) is not key:
            raise KnowledgeError(
                f"{row['heading']!r} means no key of the register, or two.", where=Where(path.name, line, row["key"])
            )
    return MappingProxyType(table)


def find_heading(heading: str, *contexts: str) -> Key | None:
    """Give the key a heading means in the first of the contexts that decides, else without one.

    >>> find_heading("Verwerkers").name
    'Verwerkers.Naam'
    >>> find_heading("Toelichting", "Doorgifte.BuitenEuPassendBeschermingsniveau").name
    'Doorgifte.BuitenEuPassendBeschermingsniveauOmschrijving'
    """
    form = heading_form(heading)
    found = (headings().get((form, context.casefold())) for context in (*contexts, ""))
    return next(filter(None, found), None)


def read_headings(row: Sequence[str], mapping: Mapping[str, str] | None = None) -> tuple[ColumnReading, ...]:
    """Say how each heading of a spreadsheet was understood: by the user's mapping, as a Dutch label, or as a key.

    Empty headings are columns that are not understood. Raises `UsageError` where the mapping names no key.

    >>> [(column.heading, column.field) for column in read_headings(["Naam verwerking", "Doelen.0.Doel", "Kleur"])]
    [('Naam verwerking', 'title'), ('Doelen.0.Doel', 'purpose.description'), ('Kleur', None)]
    """
    own = {heading_form(heading): _named(target, heading) for heading, target in (mapping or {}).items()}
    columns: list[ColumnReading] = []
    before = ""
    for number, heading in enumerate(row, 1):
        column = _reading(number, heading, own, before)
        before = column.key.name if column.key else heading_form(heading)
        columns.append(column)
    return tuple(columns)


def _reading(number: int, heading: str, own: Mapping[str, tuple[Key, tuple[str, ...]]], before: str) -> ColumnReading:
    heading = " ".join(heading.split())
    if heading_form(heading) in own:
        key, path = own[heading_form(heading)]
        return ColumnReading(number, heading, Understood.MAPPING, key, path)
    known = find_heading(heading, before)
    if known:
        return ColumnReading(number, heading, Understood.HEADING, known, known.pattern)
    dotted = _dotted(heading)
    if dotted:
        return ColumnReading(number, heading, Understood.KEY, *dotted)
    return ColumnReading(number, heading, Understood.NOT, None, (heading,))


def _dotted(words: str) -> tuple[Key, tuple[str, ...]] | None:
    """Read a key with or without the numbers of its elements: "Doelen.0.Doel", "Doelen.Doel"."""
    table = key_table(REGISTER)
    key = table.by_name.get(words.casefold())
    if key:
        return key, key.pattern
    path = tuple(words.split("."))
    key = table.find(path)
    return (key, path) if key else None


def _named(target: str, heading: str) -> tuple[Key, tuple[str, ...]]:
    known = find_heading(target)
    found = (known, known.pattern) if known else _dotted(target)
    if found is None:
        raise UsageError(
            f"De afbeelding van {heading!r} noemt {target!r}; dat is geen kop of sleutel van het register.",
            advice="Gebruik een sleutel als Doelen.Doel of een kop als Bewaartermijn.",
        )
    return found
