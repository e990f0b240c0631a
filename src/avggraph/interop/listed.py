"""Values of a shape's closed list for what a record tells: by exact mapping alone, and what has no value is told."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.interop.format import Left
from avggraph.interop.reading import Found, Reading
from avggraph.interop.reasons import left
from avggraph.interop.tables import ValueList
from avggraph.interop.terms import nearest

NO_TERM = "no-term"


def listed(reading: Reading, values: ValueList, field: str, start: str = "") -> tuple[list[str], list[Left]]:
    """Give the values of a list that hold for what a record tells, sorted, and what the list cannot say."""
    found: dict[str, None] = {}
    missing: dict[Left, None] = {}
    for each in reading.follow(values.each, start):
        held = tuple(_held(reading, values, each))
        found.update(dict.fromkeys(held))
        if not held:
            missing[left(reading, field, reading.name(each), NO_TERM)] = None
    return sorted(found), list(missing)


def _held(reading: Reading, values: ValueList, each: Found) -> Iterator[str]:
    for concept in reading.iris(values.concept, each.iri) if each.iri else ():
        yield from nearest(reading.things, concept, values.terms)
