"""The keys a kind of register uses, and which field of a description each one fills (`data/registers/*.csv`).

A key is a path with dots. In a table `*` stands for the number of an element that is one thing (a purpose, a data
subject), `#` for the number of one of several values of the same field.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from avggraph import resources
from avggraph.errors import KnowledgeError, Where

# The fields a key may fill; those before EXTRA are what GDPR art. 30 asks for, or what names the record.
NAMING = frozenset({"reference", "title", "organisation", "department", "related", "responsibility_division"})
SUBSTANCE = frozenset(
    {
        "purpose.description",
        "purpose.legal_basis",
        "purpose.motivation",
        "purpose.article",
        "data.subject",
        "data.subject_flag",
        "data.personal_data",
        "data.collection_purpose",
        "data.retention",
        "data.source",
        "data.from_data_subject",
        "data.mandatory",
        "data.consequence",
        "special.none",
        "special.flag",
        "special.category",
        "automated_decision_making",
        "automated_decision_making.detail",
        "transfer_outside_eu",
        "transfer_outside_eu.detail",
        "recipient",
        "recipient.article",
        "processor",
        "system",
        "controller.name",
        "controller.visiting_address",
        "controller.postal_address",
    }
)
EXTRA = "extra"

# What only a register of processing activities has. Registers of data breaches, algorithms or contracts name those
# responsible as well.
TELLING = frozenset(field for field in SUBSTANCE if not field.startswith("controller."))


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a register. `private`: its values are about a natural person. `spoken`: the key's own last word
    belongs to the value ("Postbus" before a number)."""

    pattern: tuple[str, ...]
    field: str
    private: bool = False
    spoken: bool = False

    @property
    def name(self) -> str:
        """The key without the numbers of elements, as a heading says it: "Doelen.Doel"."""
        return ".".join(part for part in self.pattern if part not in "*#")


@dataclass(frozen=True, slots=True, eq=False)
class KeyTable:
    """The keys of one kind of register, in the order of its table."""

    keys: tuple[Key, ...]
    by_pattern: Mapping[tuple[str, ...], Key]
    by_name: Mapping[str, Key]
    below: Mapping[tuple[str, ...], Key]

    def find(self, path: tuple[str, ...]) -> Key | None:
        """Give the key of a path such as ("Doelen", "0", "Doel"); None where the register has no such key.

        >>> key_table("export").find(("Doelen", "0", "Doel")).field
        'purpose.description'
        """
        return _find(self, path)


# The records of a register have the same few hundred paths.
@lru_cache(maxsize=1 << 14)
def _find(table: KeyTable, path: tuple[str, ...]) -> Key | None:
    general = tuple("*" if part.isdecimal() else part for part in path)
    found = table.by_pattern.get(general)
    for length in range(len(general), 0, -1):
        found = found or table.below.get(general[:length])
    return found


@cache
def key_table(register: str) -> KeyTable:
    """Load `data/registers/{register}.csv`. Raises `KnowledgeError` where it cannot be used."""
    return _table(list(_keys(resources.data("registers", f"{register}.csv"))))


def _table(keys: list[Key]) -> KeyTable:
    # The two kinds of element number look the same in a path.
    whole = [key for key in keys if key.pattern[-1] != "**"]
    return KeyTable(
        keys=tuple(keys),
        by_pattern=MappingProxyType({_general(key.pattern): key for key in whole}),
        by_name=MappingProxyType({key.name.casefold(): key for key in whole}),
        below=MappingProxyType({_general(key.pattern[:-1]): key for key in keys if key.pattern[-1] == "**"}),
    )


def _general(pattern: Iterable[str]) -> tuple[str, ...]:
    return tuple("*" if part == "#" else part for part in pattern)


def _keys(path: Path) -> Iterator[Key]:
    for line, row in table_rows(path, ("key", "field", "private", "spoken")):
        if row["field"] != EXTRA and row["field"] not in NAMING | SUBSTANCE:
            raise KnowledgeError(f"There is no field {row['field']!r}.", where=Where(path.name, line, row["key"]))
        yield Key(tuple(row["key"].split(".")), row["field"], row["private"] == "yes", row["spoken"] == "yes")


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give the rows of a table of ours with their line numbers. Raises `KnowledgeError` naming file and line."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            if tuple(reader.fieldnames or ()) != columns:
                raise KnowledgeError(f"The columns should be {', '.join(columns)}.", where=Where(path.name, 1))
            for row in reader:
                if None in row or None in row.values():
                    raise KnowledgeError(
                        "The row has another number of cells.", where=Where(path.name, reader.line_num)
                    )
                yield reader.line_num, row
    except OSError as error:
        raise KnowledgeError(f"The table is missing: {error.strerror}.", where=Where(path.name)) from error
