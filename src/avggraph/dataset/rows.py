"""Rows of the tables, read from a build's statements as a stream: one node at a time, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

import pyoxigraph as ox

from avggraph.dataset.sheets import CITATIONS, ClassTable, Column, Design, Kind, link_name
from avggraph.errors import StoreError
from avggraph.graph.context import published_context
from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCAT, PROV, RDF, SH
from avggraph.query.engines import Engine
from avggraph.query.labels import labels_of
from avggraph.query.prefixes import compress
from avggraph.store import Output
from avggraph.store.output import GRAPH

Cell = str | None
"""A value as text, in the lexical form of its datatype; None where the graph states nothing."""

Row = tuple[str, tuple[Cell, ...]]
"""A row, behind the name of its sheet."""

_TYPE = RDF.type[1:-1]
_IN_RECORD = AVG.inRecord[1:-1]
_QUOTED = PROV.wasQuotedFrom[1:-1]
_LISTS = DCAT.dataset[1:-1]
_SPAN = re.compile(r"(?P<document>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")  # RFC 5147

# Between several names or texts in one cell. Such a cell is for reading; a relation has a sheet of its own.
_BETWEEN = " | "
_BATCH = 200
# Names are kept for the next rows, of as many things as a large register shares among its records.
_NAMES_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Node:
    """What a build states of one thing: its values by property, each once, and the graphs that say so."""

    iri: str
    values: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]
    graphs: tuple[str, ...]

    def iris(self, property_: str) -> tuple[str, ...]:
        """Give the IRIs among the values of a property."""
        return tuple(value.value for value in self.values.get(property_, ()) if isinstance(value, ox.NamedNode))

    def texts(self, property_: str, language: str = "") -> tuple[str, ...]:
        """Give the literals among the values of a property, of all languages or one."""
        return tuple(
            value.value
            for value in self.values.get(property_, ())
            if isinstance(value, ox.Literal) and language in ("", value.language)
        )


def nodes(output: Output) -> Iterator[Node]:
    """Give the nodes of a build, sorted by IRI; all that is held is one node.

    The list of records in the catalogue is left out: it is as long as the register, and each record is a node itself.
    """
    quads = ox.parse(path=str(output.folder / GRAPH), format=ox.RdfFormat.N_QUADS)
    for subject, own in groupby(quads, key=lambda quad: quad.subject):
        values: dict[str, dict[ox.NamedNode | ox.Literal, None]] = {}
        graphs: dict[str, None] = {}
        for quad in own:
            value = quad.object
            if quad.predicate.value != _LISTS and isinstance(value, ox.NamedNode | ox.Literal):
                values.setdefault(quad.predicate.value, {})[value] = None
                graphs[str(quad.graph_name)[1:-1]] = None
        if isinstance(subject, ox.NamedNode):
            yield Node(subject.value, {name: tuple(found) for name, found in values.items()}, tuple(graphs))


class RowReader:
    """Makes rows of nodes. `engine` tells what things are called, `texts` are the source documents by their IRI."""

    def __init__(self, design: Design, naming: Naming, engine: Engine, texts: Mapping[str, str]) -> None:
        self._design = design
        self._naming = naming
        self._engine = engine
        self._texts = texts
        self._names: dict[str, str] = {}
        self._prefixes = {**published_context().prefixes, "sh": SH.base}

    def rows(self, all_nodes: Iterable[Node]) -> Iterator[Row]:
        """Give the rows of all sheets, those of one node together. Raises `StoreError` for a graph of another model."""
        remaining = iter(all_nodes)
        while batch := list(islice(remaining, _BATCH)):
            placed = [(node, self._table_of(node)) for node in batch]
            self._learn_names(placed)
            for node, table in placed:
                if table:
                    yield from self._class_rows(table, node)
                yield from self._citations(node)

    def _table_of(self, node: Node) -> ClassTable | None:
        types, properties = frozenset(node.iris(_TYPE)), frozenset(node.values)
        return next((table for table in self._design.tables if table.holds(types, properties)), None)

    # ------------------------------------------------------------ cells

    def _class_rows(self, table: ClassTable, node: Node) -> Iterator[Row]:
        cells: list[Cell] = [node.iri]
        for column in table.columns:
            cells += self._cells(table, column, node)
        yield table.name, tuple(cells)
        for column in table.columns:
            if column.kind is Kind.THINGS:
                for value in node.iris(column.property):
                    yield link_name(table.name, column.name), (node.iri, value, self._names.get(value))

    def _cells(self, table: ClassTable, column: Column, node: Node) -> Iterator[Cell]:
        match column.kind:
            case Kind.RECORD:
                record = self._record_of(node)
                yield record
                yield self._names.get(record) if record else None
            case Kind.THING:
                value = _only(node.iris(column.property), node, column)
                yield value
                yield self._names.get(value) if value else None
            case Kind.THINGS:
                yield _joined(self._shown(value) for value in node.iris(column.property))
            case Kind.TERM:
                terms = self._terms(table, column, node)
                yield _joined((compress(term, self._prefixes) for term in terms), " ")
                yield _joined(self._names[term] for term in terms if term in self._names)
            case Kind.IRIS:
                yield _joined(node.iris(column.property), " ")
            case Kind.TEXTS:
                yield _joined(node.texts(column.property, column.language))
            case _:
                yield _only(node.texts(column.property, column.language), node, column)

    def _terms(self, table: ClassTable, column: Column, node: Node) -> list[str]:
        """Give the terms of a property; of types those in the wanted namespace, without that of the table itself."""
        base = self._prefixes[column.target] if column.target else ""
        return [term for term in node.iris(column.property) if term.startswith(base) and term not in table.classes]

    def _shown(self, thing: str) -> str:
        return self._names.get(thing) or compress(thing, self._prefixes)

    def _record_of(self, node: Node) -> str | None:
        """Give the record a node belongs to: the one it names, else the one whose graph states it."""
        named = node.iris(_IN_RECORD)
        if named:
            return named[0]
        start = self._naming.record_graph("")[1:-1]
        keys = [graph.removeprefix(start) for graph in node.graphs if graph.startswith(start)]
        return f"{self._naming.node('verwerking', '')[1:-1]}{keys[0]}" if len(keys) == 1 else None

    def _citations(self, node: Node) -> Iterator[Row]:
        for place in node.iris(_QUOTED):
            if found := _SPAN.fullmatch(place):
                text = self._texts.get(found["document"])
                words = None if text is None else text[int(found["start"]) : int(found["end"])]
                record = self._record_of(node)
                yield CITATIONS, (node.iri, record, found["document"], found["start"], found["end"], words)

    # ------------------------------------------------------------ names

    def _learn_names(self, placed: Iterable[tuple[Node, ClassTable | None]]) -> None:
        if len(self._names) > _NAMES_KEPT:
            self._names.clear()
        wanted = {iri for node, table in placed if table for iri in self._pointed_to(table, node)}
        for iri, label in labels_of(sorted(wanted - self._names.keys()), self._engine).items():
            self._names[iri] = label.value

    def _pointed_to(self, table: ClassTable, node: Node) -> Iterator[str]:
        for column in table.columns:
            if column.kind is Kind.RECORD:
                record = self._record_of(node)
                yield from (record,) if record else ()
            elif column.kind in (Kind.THING, Kind.THINGS, Kind.TERM):
                yield from node.iris(column.property)


def _only(values: tuple[str, ...], node: Node, column: Column) -> Cell:
    """Give the one value; a column that loses one would say less than the graph."""
    if len(values) > 1:
        raise StoreError(
            f"{node.iri} heeft meer dan één waarde voor {column.property}, en in de tabel past er één.",
            advice="Maak van de kolom er in data/dataset/columns.csv een voor meer waarden (texts, things).",
        )
    return values[0] if values else None


def _joined(texts: Iterable[str], between: str = _BETWEEN) -> Cell:
    return between.join(texts) or None
