"""Why a format leaves something out, in words, and the table that tells of all that was left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.interop.format import Left
from avggraph.interop.reading import Reading
from avggraph.spreadsheet import safe_cell

HEADING = ("format", "reference", "record", "field", "value", "reason", "explanation")
NO_PLACE = "no-place"


@cache
def _reasons() -> Mapping[str, Mapping[str, str]]:
    with resources.table(resources.data("interop", "reasons.toml")) as table:
        return table


def explanation(reason: str, language: str = "nl") -> str:
    """Say why something was left out.

    >>> explanation("no-place")
    'deze vorm heeft er geen plaats voor'
    """
    if reason not in _reasons():
        raise KnowledgeError(f"data/interop/reasons.toml has no reason {reason!r}.", advice="Add it in each language.")
    return _reasons()[reason][language]


def left(reading: Reading, field: str, value: str, reason: str) -> Left:
    """Tell of something of a record that is left out."""
    explanation(reason)
    return Left(reading.reference, reading.iri, field, value, reason)


def without_place(reading: Reading, fields: Mapping[str, str]) -> Iterator[Left]:
    """Tell what a record says of fields that a format has no place for; `fields` are paths by their name."""
    for field, path in fields.items():
        for value in reading.names(path):
            yield left(reading, field, value, NO_PLACE)


def rows(format: str, found: Iterable[Left], language: str = "nl") -> str:
    """Write rows of the table (RFC 4180), without its heading."""
    text = io.StringIO()
    writer = csv.writer(text)
    for each in found:
        values = (each.reference, each.record, each.field, each.value)
        writer.writerow((format, *map(safe_cell, values), each.reason, explanation(each.reason, language)))
    return text.getvalue()
