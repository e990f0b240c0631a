"""The tables under `data/interop`: where the fields of each shape stand in the graph, and the values of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.interop.terms import Terms, terms_of


@dataclass(frozen=True, slots=True)
class ValueList:
    """A list of a shape: `each` is the path to what it tells of, `concept` from each of those to its concepts."""

    each: str
    concept: str
    terms: Terms


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
            field: ValueList(each["each"], each["concept"], terms_of(each["terms"]))
            for field, each in table.get("lists", {}).items()
        }
        return Shape(table.get("paths", {}), lists, table.get("without-place", {}), table)
