"""The fields of a comparison: which property of which kind of node is told under which name, and which is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.query.prefixes import compress, iri_of

_TABLES = ("skipped", "parts", "whole")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the report: its Dutch name, the property (IRI) that gives it, and its place among the fields."""

    name: str
    property: str
    place: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A kind of node told in one line: the field, and the line with a property (CURIE) between braces."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The table `data/comparison.toml`.

    `parts` gives the kind of part that a property of a record leads to; `skipped` are the properties that are compared
    nowhere, all by IRI.
    """

    skipped: frozenset[str]
    parts: Mapping[str, str]
    whole: Mapping[str, Whole]
    named: Mapping[tuple[str, str], Field | None]

    def of(self, kind: str, property_: str) -> Field | None:
        """Give the field of a property of a kind of node; None where it is not compared.

        >>> field = load_fields().of("doel", "https://w3id.org/dpv#hasLegalBasis")
        >>> field and field.name
        'grondslag'
        """
        if property_ in self.skipped:
            return None
        if (kind, property_) in self.named:
            return self.named[kind, property_]
        return Field(f"{kind}: {compress(property_)}", property_, len(self.named))


@cache
def load_fields() -> Fields:
    """Load the table."""
    with resources.table(resources.data("comparison.toml")) as table:
        named = {
            (kind, iri_of(curie)): Field(name, iri_of(curie), place) if name else None
            for place, (kind, curie, name) in enumerate(_named(table))
        }
        return Fields(
            frozenset(iri_of(curie) for curie in table["skipped"]),
            {iri_of(curie): kind for curie, kind in table["parts"].items()},
            {kind: Whole(Field(row["field"], "", len(named)), row["text"]) for kind, row in table["whole"].items()},
            named,
        )


def _named(table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (kind, curie, name)
        for kind, properties in table.items()
        if kind not in _TABLES
        for curie, name in properties.items()
    ]
