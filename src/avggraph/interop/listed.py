"""Values of a shape's closed list for what a record tells: by exact mapping alone, and what has no value is told.

A concept that the list divides further than the graph does has the values that the register's own words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avggraph.interop.format import Left
from avggraph.interop.reading import Found, Reading
from avggraph.interop.reasons import left
from avggraph.interop.tables import ValueList, Wording
from avggraph.interop.terms import nearest

NO_TERM = "no-term"
NOT_TOLD_APART = "not-told-apart"


def listed(reading: Reading, values: ValueList, field: str, start: str = "") -> tuple[list[str], list[Left]]:
    """Give the values of a list that hold for what a record tells, sorted, and what the list cannot say."""
    found: dict[str, None] = {}
    missing: dict[Left, None] = {}
    for each in reading.follow(values.each, start):
        held = tuple(_held(reading, values, each))
        found.update(dict.fromkeys(held))
        if not held:
            reason = NOT_TOLD_APART if each.iri in values.by_words else NO_TERM
            missing[left(reading, field, reading.name(each), reason)] = None
    return sorted(found), list(missing)


def _held(reading: Reading, values: ValueList, each: Found) -> Iterator[str]:
    for concept in reading.iris(values.concept, each.iri) if each.iri else ():
        if wording := values.by_words.get(concept):
            yield from _said(wording, reading.names(wording.path, concept))
        else:
            yield from nearest(reading.things, concept, values.terms)


def _said(wording: Wording, texts: Iterable[str]) -> Iterator[str]:
    """Give the values whose words stand in the texts."""
    told = "\n".join(texts)
    for value, words in wording.values.items():
        if any(re.search(rf"\b{re.escape(each)}\b", told, re.IGNORECASE) for each in words):
            yield value
