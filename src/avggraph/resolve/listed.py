"""What a structured source states under keys of its own, beside the fields of a description.

`data/registers/listed.toml` has the keys: how data are secured, which categories of processing a processor carries out,
who the data protection officer is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.description import Answer, Description
from avggraph.extract.structured.answers import read_answer
from avggraph.resolve.alternation import either
from avggraph.resolve.knowledge import MEASURES, OPERATIONS
from avggraph.resolve.notes import RECORD, Notes
from avggraph.resolve.record import Listed, Local, distinct
from avggraph.text import Quote

SECURITY = Local("beveiliging", "")


@dataclass(frozen=True, slots=True)
class _Keys:
    security: re.Pattern[str]
    nothing: frozenset[str]
    categories: re.Pattern[str]
    officer: re.Pattern[str]


@cache
def _keys() -> _Keys:
    with resources.table(resources.data("registers", "listed.toml")) as table:
        return _Keys(
            *(_pattern(table["security"]["keys"]), frozenset(table["security"]["nothing"])),
            _pattern(table["categories"]["keys"]),
            _pattern(table["officer"]["keys"]),
        )


def _pattern(keys: list[str]) -> re.Pattern[str]:
    return re.compile(either(keys, " "), re.IGNORECASE)


def security(description: Description, notes: Notes) -> Listed:
    """Give the words on security and the measures they name; a bare tick describes none."""
    words = tuple(one for one in _words(description, _keys().security) if _describes(one))
    return Listed(words, distinct(iri for one in words for iri in notes.concepts(MEASURES, SECURITY, one).concepts))


def categories(description: Description, notes: Notes) -> tuple[Listed, ...]:
    """Give the categories of processing a source lists, each with the operations it names."""
    listed = _words(description, _keys().categories)
    return tuple(Listed((one,), notes.concepts(OPERATIONS, RECORD, one).concepts) for one in listed)


def officers(description: Description) -> tuple[Quote, ...]:
    """Give the words that name a data protection officer."""
    return _words(description, _keys().officer, private=True)


def _words(description: Description, keys: re.Pattern[str], *, private: bool = False) -> tuple[Quote, ...]:
    return tuple(
        extra.words for extra in description.extra if extra.private is private and keys.match(_path(extra.path))
    )


def _path(path: tuple[str, ...]) -> str:
    return ".".join(part for part in path if not part.isdecimal())


def _describes(words: Quote) -> bool:
    plain = words.text.casefold().strip(" .")
    return read_answer(words.text) is Answer.NOT_PARSABLE and plain not in _keys().nothing
