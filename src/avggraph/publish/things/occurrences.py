"""In which records the things of a kind occur, by the role they have there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property

from avggraph.graph.terms import DCT
from avggraph.publish.own_questions import records_of_all
from avggraph.publish.reader import Reader
from avggraph.publish.things.content import Entry
from avggraph.publish.things.statements import text
from avggraph.query.values import local_name

Places = Mapping[str, Mapping[str, "array[int]"]]
"""The records of each thing (by its IRI) in each role, ascending: numbers in `Reader.records`."""


class Occurrences:
    """The answer to a question about the records of a thing, asked once for all things."""

    def __init__(self, reader: Reader, question: str) -> None:
        self._reader = reader
        self._question = question

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many records each thing has, by role."""
        return {thing: {role: len(places) for role, places in found.items()} for thing, found in self._places.items()}

    def total(self, thing: str) -> int:
        """Give how many records a thing has in all; one in which it has two roles counts once."""
        return len(set().union(*self._places.get(thing, {}).values()))

    def records(self, thing: str) -> Mapping[str, tuple[str, ...]]:
        """Give the IRIs of a thing's records by role, in the order of their numbers."""
        found, every = self._places.get(thing, {}), self._reader.records
        return {role: tuple(every[place] for place in places) for role, places in found.items()}

    def entries(self, records: Iterable[str]) -> tuple[Entry, ...]:
        """Give records as a list shows them: number and title; of one without a number, the last part of its IRI."""
        return tuple(
            Entry(
                record,
                text(self._reader, record, DCT.identifier, "nl")[0] or local_name(record),
                text(self._reader, record, DCT.title, "nl")[0],
            )
            for record in records
        )

    @cached_property
    def _places(self) -> Places:
        return self._reader.kept(f"occurrences of {self._question}", self._read)

    def _read(self) -> Places:
        number = {record: place for place, record in enumerate(self._reader.records)}
        found: dict[str, dict[str, set[int]]] = {}
        for role, record, thing in records_of_all(self._reader.engine, self._question).rows:
            # What is told of another register's record is no part of this site.
            if role and record and thing and record.value in number:
                found.setdefault(thing.value, {}).setdefault(role.value, set()).add(number[record.value])
        return {
            thing: {role: array("I", sorted(places)) for role, places in sorted(roles.items())}
            for thing, roles in sorted(found.items())
        }
