"""The flows of some records, each with the words it rests on: what paths and impact follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from avggraph.network.build import FLOW_WORDS
from avggraph.query import Catalogue, Engine, bind, find_query
from avggraph.query.values import local_name


@dataclass(frozen=True, slots=True)
class RecordFlow:
    """One flow of a record: its kind, ends, systems, which part of the data it is about, and the words' span IRIs.

    `scope` is ``DataOfBlock``, ``DataOfRecord`` (the register does not say which data) or empty.
    """

    iri: str
    record: str
    kind: str
    origin: str
    target: str
    systems: tuple[str, ...]
    scope: str
    words: tuple[str, ...]

    def touches(self, things: Iterable[str]) -> bool:
        """Say whether one of some things is an end of the flow, or a system it goes through."""
        return not {self.origin, self.target, *self.systems}.isdisjoint(things)


def flows_of_records(engine: Engine, catalogue: Catalogue, records: Sequence[str]) -> tuple[RecordFlow, ...]:
    """Read the flows of some records, by record and IRI; `records` are IRIs."""
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in rows_of_records(engine, catalogue, FLOW_WORDS, records):
        rows.setdefault(row["flow"], []).append(row)
    return tuple(
        RecordFlow(
            flow,
            found[0]["record"],
            local_name(found[0]["kind"]),
            found[0]["from"],
            found[0]["to"],
            _distinct(row["system"] for row in found),
            local_name(found[0]["scope"]),
            _distinct(row["words"] for row in found),
        )
        for flow, found in rows.items()
    )


def rows_of_records(
    engine: Engine, catalogue: Catalogue, query: str, records: Sequence[str]
) -> tuple[dict[str, str], ...]:
    """Ask a saved query with a parameter `record-iri` about some records; none, none: no value would mean all."""
    if not records:
        return ()
    text = bind(find_query(catalogue, query), {"record-iri": records}, catalogue, engine)
    return engine.select(text).texts()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
