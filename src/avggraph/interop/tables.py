"""The tables under `data/interop`: where the fields of each shape stand in the graph, and the values of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.interop.terms import Terms, terms_of
from avggraph.query.prefixes import iri_of


@dataclass(frozen=True, slots=True)
class Wording:
    """How words tell the values of one concept apart: the path from it to them, and the words of each value."""

    path: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ValueList:
    """A list of a shape: `each` is the path to what it tells of, `concept` from each of those to its concepts.

    `by_words` has, by their IRI, the concepts that the list divides further than the graph does.
    """

    each: str
    concept: str
    terms: Terms
    by_words: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape's table: paths by field, lists by field, what has no place, and all of the file for what is its own."""

    paths: Mapping[str, str]
    lists: Mapping[str, ValueList]
    without_place: Mapping[str, str]
    all: Mapping[str, Any]


@cache
def shape(name: str) -> Shape:
    """Load the table of a shape. Raises `KnowledgeError` where the file is missing or lacks what it should have.

    >>> shape("logius").paths["name"]
    'dct:title'
    """
    with resources.table(resources.data("interop", f"{name}.toml")) as table:
        lists = {
            name: ValueList(each["each"], each["concept"], terms_of(each["terms"]), _by_words(each.get("by-words", {})))
            for name, each in table.get("lists", {}).items()
        }
        return Shape(table.get("paths", {}), lists, table.get("without-place", {}), table)


def _by_words(table: Mapping[str, Any]) -> Mapping[str, Wording]:
    return {
        iri_of(curie): Wording(each["path"], {value: tuple(words) for value, words in each["values"].items()})
        for curie, each in table.items()
    }
