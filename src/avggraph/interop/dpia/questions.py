"""Which questions of the DPIA model the register answers: `data/interop/dpia.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.query.prefixes import iri_of


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen, and the IRIs for which it stands."""

    value: str
    stands_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A task of the model and where its answer stands in the graph.

    `of` is the step of its group from which the path begins, empty for the record. `cite` is a path to the words it
    rests on, where those are not its own, from the step `cite_of`. `value` is what it answers where the path leads
    anywhere.
    """

    task: str
    path: str
    of: str = ""
    many: bool = False
    options: tuple[Option, ...] = ()
    first: bool = False
    value: tuple[str, ...] = ()
    unless: str = ""
    within: str = ""
    cite: str = ""
    cite_of: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A repeatable task: the steps to what has a set of answers of its own, by name, and the questions of a set.

    `need` is the task without whose answer there is no set, `without` a path from the record to what has none, `only`
    the options of which one must hold for the last step's thing.
    """

    task: str
    steps: Mapping[str, str]
    questions: tuple[Question, ...]
    need: str = ""
    without: str = ""
    only: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """The model's name and version (`urn`), the schema of its files, and the questions that the register answers."""

    urn: str
    schema: str
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]


@cache
def model() -> Model:
    """Load the questions. Raises `KnowledgeError` where the file lacks what it should have.

    >>> model().urn
    'urn:nl:dpia:3.0'
    """
    with resources.table(resources.data("interop", "dpia.toml")) as table:
        options = {name: tuple(map(_option, rows)) for name, rows in table["options"].items()}
        return Model(
            table["urn"],
            table["schema"],
            tuple(_question(each, options) for each in table["answers"]),
            tuple(_group(each, options) for each in table["groups"]),
        )


def _option(row: Mapping[str, Any]) -> Option:
    return Option(row["value"], frozenset(map(iri_of, row["is"])))


def _question(row: Mapping[str, Any], options: Mapping[str, tuple[Option, ...]]) -> Question:
    return Question(
        row["task"],
        row["path"],
        row.get("of", ""),
        row.get("many", False),
        options[row["options"]] if "options" in row else (),
        row.get("first", False),
        tuple(row.get("value", ())),
        row.get("unless", ""),
        iri_of(row["within"]) if "within" in row else "",
        row.get("cite", ""),
        row.get("cite-of", row.get("of", "")),
    )


def _group(row: Mapping[str, Any], options: Mapping[str, tuple[Option, ...]]) -> Group:
    return Group(
        row["task"],
        row["steps"],
        tuple(_question(each, options) for each in row["answers"]),
        row.get("need", ""),
        row.get("except", ""),
        options[row["only"]] if "only" in row else (),
    )
