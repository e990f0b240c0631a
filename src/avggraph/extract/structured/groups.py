"""Entries by the thing they are about: a purpose, a data block, a controller.

The thing is told by the key path up to the number of its element. What an outer level says holds for all that is
inside it: the data subject of "Betrokkenen.0" for "Betrokkenen.0.Gegevens.1".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from avggraph.extract.structured.entries import Entry
from avggraph.read.structured.keys import Key

# The entries of one thing by field; and things by where they stand.
Group = Mapping[str, Sequence[Entry]]
Place = tuple[str, ...]


def place_of(entry: Entry, key: Key) -> Place:
    """Give the path of the element an entry belongs to; () for the record itself.

    A flag that names the thing by its key ("Betrokkenen.Slachtoffers") is an element of its own.
    """
    if key.field == "data.subject_flag":
        return entry.path
    elements = [number for number, part in enumerate(key.pattern) if part == "*"]
    return entry.path[: elements[-1] + 1] if elements else ()


def grouped(entries: Iterable[tuple[Entry, Key]], family: str) -> list[tuple[Place, Group]]:
    """Give the innermost things of a family ("data", "purpose") in source order, with what outer levels say of them.

    An inner level is nearer: where both say something, the outer one is not used for that thing.
    """
    places: dict[Place, dict[str, list[Entry]]] = {}
    for entry, key in entries:
        if key.field.startswith(family + ".") and entry.words:
            places.setdefault(place_of(entry, key), {}).setdefault(key.field, []).append(entry)
    return [(place, _inherited(place, places)) for place in places if not _has_inner(place, places)]


def _has_inner(place: Place, places: Iterable[Place]) -> bool:
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _inherited(place: Place, places: Mapping[Place, Mapping[str, list[Entry]]]) -> Group:
    group: dict[str, Sequence[Entry]] = {}
    for length in range(len(place) + 1):
        group.update(places.get(place[:length], {}))
    return group
