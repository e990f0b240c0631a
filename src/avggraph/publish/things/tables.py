"""Tables that the pages of several kinds of things have, cut to what a page can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from avggraph.publish.things.content import Column, Rows, Text
from avggraph.publish.words import words

MOST = 100
"""Rows of one table on a page."""

_Row = TypeVar("_Row")


def cut(found: Sequence[_Row], language: str, most: int = MOST) -> tuple[Sequence[_Row], str]:
    """Give the rows that a page shows, and the sentence that says how many there are where it shows not all.

    >>> cut(["a", "b"], "nl"), cut(["a", "b", "c"], "en", most=2)
    ((['a', 'b'], ''), (['a', 'b'], 'The first 2 of 3.'))
    """
    shown = found[:most]
    left_out = len(found) > len(shown)
    return shown, words(language)("things.first_of", shown=len(shown), total=len(found)) if left_out else ""


def data_table(
    found: Sequence[Mapping[str, str]],
    name: Callable[[str, str], Text],
    language: str,
    heading: str,
    intro: str,
) -> Iterable[Rows]:
    """Give the table of data with the number of records, and where the answer tells it, how many name them so."""
    say = words(language)
    rows, note = cut(found, language)
    if not rows:
        return
    counted = tuple(column for column in ("records", "stated") if column in rows[0])
    yield Rows(
        "data",
        heading,
        (Column(say("things.datum")), *(Column(say(f"things.{column}"), numeric=True) for column in counted)),
        tuple(((name(row["data"], language),), *((Text(row[column]),) for column in counted)) for row in rows),
        intro=intro,
        note=note,
    )
