"""Systems and registers: who exchanges data through them, which data, and in which records they are named."""

from __future__ import annotations

from collections.abc import Iterable

from avggraph.graph.terms import DPV
from avggraph.publish.things.content import Block, Column, Fact, Rows, Text
from avggraph.publish.things.section import Kind, Things
from avggraph.publish.things.tables import cut, data_table
from avggraph.publish.words import words


class Systems(Things):
    """`doc/systeem/…` and `systemen/`."""

    kind = Kind(
        words="systems",
        list="systemen/",
        classes=(DPV.Technology,),
        question="system-records",
        roles=("system", "source", "mentioned"),
        columns=("system", "source"),
    )

    def facts(self, iri: str, language: str) -> Iterable[Fact]:
        """See `Things`."""
        hidden = self.names(iri).hidden.get("nl", ())
        if hidden:
            yield Fact(words(language)("things.hidden"), tuple(Text(each, "nl") for each in hidden))

    def blocks(self, iri: str, language: str) -> Iterable[Block]:
        """See `Things`."""
        say, found = words(language), self.about("system-flows", iri)
        rows, note = cut(found, language)
        if rows:
            yield Rows(
                "flows",
                say("systems.flows"),
                (
                    Column(say("things.column_from")),
                    Column(say("things.column_to")),
                    Column(say("things.column_kind")),
                    Column(say("things.records"), numeric=True),
                ),
                tuple(
                    (
                        (self.name(row["from"], language),),
                        (self.name(row["to"], language),),
                        (self.name(row["kind"], language),),
                        (Text(row["records"]),),
                    )
                    for row in rows
                ),
                note=note,
            )
        yield from data_table(
            self.about("system-data", iri), self.name, language, say("systems.data"), say("systems.data_intro")
        )
        records = self.occurrences.counts.get(iri, {}).get("system", 0)
        if records:
            yield self.impact(iri, records, language)
