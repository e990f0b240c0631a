"""In which records the things of a kind occur, by the role they have there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from avggraph.graph.terms import DCT
from avggraph.publish.own_questions import Counts, count_records, rows_about
from avggraph.publish.reader import Reader
from avggraph.publish.things.content import Entry
from avggraph.publish.things.statements import text
from avggraph.query.values import local_name
from avggraph.store.unit import document_order


class Occurrences:
    """The answers to a question about the records of a thing; those about the last thing are kept."""

    def __init__(self, reader: Reader, question: str) -> None:
        self._reader = reader
        self._question = question
        self._last: tuple[str, Mapping[str, tuple[str, ...]]] = ("", {})

    @cached_property
    def counts(self) -> Counts:
        """How many records each thing has, by role."""
        return count_records(self._reader.engine, self._question)

    def total(self, thing: str) -> int:
        """Give how many records a thing has in all; one in which it has two roles counts once."""
        counts = self.counts.get(thing, {})
        if len(counts) < 2:
            return sum(counts.values())
        return len({record for found in self.records(thing).values() for record in found})

    def records(self, thing: str) -> Mapping[str, tuple[str, ...]]:
        """Give the IRIs of a thing's records by role, in the order of their numbers."""
        if self._last[0] != thing:
            found: dict[str, list[str]] = defaultdict(list)
            for row in rows_about(self._reader.engine, self._question, thing):
                found[row["role"]].append(row["record"])
            self._last = thing, {role: tuple(sorted(iris, key=document_order)) for role, iris in found.items()}
        return self._last[1]

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
