"""The list of records: what it tells of each, and the facets of all, read from the graph once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from avggraph.addresses import LANGUAGES
from avggraph.publish.reader import Reader
from avggraph.publish.search.facets import FacetTable, Names, Value, in_order, load_facets, tabulate
from avggraph.query import Table

_CONTROLLER = "verantwoordelijke"
_NO_MARK = "niet-herkend"


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list. `number`, `title` and `source` (its document) are empty where the graph states none.

    `path` is that of the record's page, `findings` how many things validation found in it.
    """

    iri: str
    number: str
    title: str
    path: str
    source: str
    findings: int


class Listing:
    """The records of a build in the order of their numbers, named from here on by their place in it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names: dict[str, Names] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What the list tells of each record."""
        return self._reader.kept("list", self._read_rows)

    def _read_rows(self) -> tuple[Row, ...]:
        facts: dict[str, tuple[str, ...]] = {}
        for record, *values in _texts(self._reader.select("list-records")):
            facts[record] = min(facts.get(record, tuple(values)), tuple(values))
        findings = {record: int(count) for record, count in _texts(self._reader.select("list-findings"))}
        rows = []
        for record in self._reader.records:
            number, title, source = facts.get(record, ("", "", ""))
            address = self._reader.addresses.of(record)
            path = address.path if address else ""
            rows.append(Row(record, number, title, path, source, findings.get(record, 0)))
        return tuple(rows)

    @cached_property
    def tables(self) -> Mapping[str, FacetTable]:
        """The facets that tell some records from others, by name."""
        return self._reader.kept("facets", self._read_tables)

    def _read_tables(self) -> Mapping[str, FacetTable]:
        places = {record: place for place, record in enumerate(self._reader.records)}
        above: dict[str, list[str]] = {}
        for concept, broader in _texts(self._reader.select("broader")):
            above.setdefault(concept, []).append(broader)
        tables: dict[str, FacetTable] = {}
        for facet in load_facets():
            if facet.name in tables:
                continue
            tables[facet.name], others = tabulate(facet, self._reader.select(f"facet-{facet.name}"), places, above)
            if facet.pair:
                [other] = (each for each in load_facets() if each.name == facet.pair)
                values = [Value(key, "", records) for key, records in others.items()]
                tables[other.name] = FacetTable(other, in_order(other, values), {})
        return {name: table for name, table in tables.items() if table.values}

    @cached_property
    def _controllers(self) -> Mapping[int, tuple[str, ...]]:
        table = self.tables.get("organisatie")
        found: dict[int, list[str]] = {}
        if table:
            things = {value.key: value.iri for value in table.values}
            for (key, role), records in table.pairs.items():
                if role == _CONTROLLER:
                    for record in records:
                        found.setdefault(record, []).append(things[key])
        return {record: tuple(sorted(iris)) for record, iris in found.items()}

    @cached_property
    def _marks(self) -> Mapping[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        if table := self.tables.get("bijzonder"):
            for value in table.values:
                for record in value.records if value.key != table.facet.absent else ():
                    found.setdefault(record, []).append(value.key)
        return {record: tuple(keys) for record, keys in found.items()}

    def controllers(self, place: int) -> tuple[str, ...]:
        """Give the IRIs of a record's controllers."""
        return self._controllers.get(place, ())

    def marks(self, place: int) -> tuple[str, ...]:
        """Give the keys of the stricter rules that a record's data fall under."""
        return self._marks.get(place, ())

    def names(self, table: FacetTable, value: Value) -> Names:
        """Give the name of a value in every language."""
        if not value.iri:
            return table.facet.values.get(value.key, dict.fromkeys(LANGUAGES, value.key))
        if value.iri not in self._names:
            self._names[value.iri] = {language: self._reader.name(value.iri, language) for language in LANGUAGES}
        return self._names[value.iri]


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(term.value if term is not None else "" for term in row) for row in table.rows]
