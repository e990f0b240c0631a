"""Which fields a record's page has, in which order: the table `data/site/record.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.query.prefixes import iri_of


@dataclass(frozen=True, slots=True)
class FieldLayout:
    """A field: a property (IRI) and the word that names it.

    `kind` is that of the parts it takes: empty for things that are no part of the record, None for all. Where it
    `is_inverse`, the nodes that have the record as the property's value are its values; where it is `of_flows`, those
    that the record's flows have and no field before it told. One that `refers` leads to parts that stand on their own.
    """

    property: str
    word: str
    kind: str | None = None
    is_inverse: bool = False
    of_flows: bool = False
    refers: bool = False


@dataclass(frozen=True, slots=True)
class ChapterLayout:
    """A chapter: its name, its article in the GDPR (empty where it has none) and its fields."""

    name: str
    article: str
    fields: tuple[FieldLayout, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole table; properties are IRIs. `parts` are the fields of each kind of node.

    `unions` gives for a property of the record that sums up those of its parts the property that these have.
    """

    chapters: tuple[ChapterLayout, ...]
    parts: Mapping[str, tuple[FieldLayout, ...]]
    unions: Mapping[str, str]
    parties: frozenset[str]
    skipped: Mapping[str, frozenset[str]]


@cache
def load_layout() -> Layout:
    """Load the table; `KnowledgeError` where it is not whole.

    >>> [chapter.name for chapter in load_layout().chapters][:3]
    ['controllers', 'purposes', 'subjects']
    """
    with resources.table(resources.data("site", "record.toml")) as table:
        chapters = tuple(
            ChapterLayout(each["name"], each["article"], tuple(map(_field, each["fields"])))
            for each in table["chapters"]
        )
        return Layout(
            chapters,
            {kind: tuple(map(_field, fields)) for kind, fields in table["parts"].items()},
            {iri_of(union): iri_of(own) for union, own in table["unions"].items()},
            frozenset(map(iri_of, table["parties"])),
            {kind: frozenset(map(iri_of, curies)) for kind, curies in table["skipped"].items()},
        )


def _field(row: Mapping[str, Any]) -> FieldLayout:
    ways = (bool(row.get(way)) for way in ("inverse", "of_flows", "refers"))
    return FieldLayout(iri_of(row["property"]), row["word"], row.get("kind"), *ways)
