"""One record of a build with all that belongs to it, read from the store at once: no query for each of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from avggraph.errors import StoreError
from avggraph.graph.terms import AVG, DPCAT, RDF, Quad, Term
from avggraph.query.table import Iri, Literal
from avggraph.store.output import graph_quads, node_quads

Value = Iri | Literal
Values = Mapping[str, tuple[Value, ...]]

_TYPE = ox.NamedNode(RDF.type[1:-1])
_RECORD = ox.NamedNode(DPCAT.ROPARecord[1:-1])
_IN_RECORD = ox.NamedNode(AVG.inRecord[1:-1])
_DIGITS = re.compile(r"(\d+)")
# Concepts, organisations and answers are of many records; a record has some hundreds of other terms.
_TERMS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Unit:
    """A record and its parts, flows and findings: `nodes` holds the values of each node by property (whole IRIs).

    Values stand in the order of their text; nodes that others share (organisations, concepts, laws) are not among them.
    """

    record: str
    nodes: Mapping[str, Values]
    quads: tuple[Quad, ...]

    def values(self, node: str, term: Term) -> tuple[Value, ...]:
        """Give the values of a node's property; `term` is one of `avggraph.graph.terms`, such as `DPV.hasPurpose`."""
        return self.nodes.get(node, {}).get(term[1:-1], ())

    def texts(self, node: str, term: Term) -> tuple[str, ...]:
        """Give the values of a node's property as plain strings: lexical forms and IRIs."""
        return tuple(value.value for value in self.values(node, term))

    def first(self, node: str, term: Term) -> str:
        """Give the first value of a node's property as a string, empty where it has none."""
        return next(iter(self.texts(node, term)), "")

    def of_type(self, term: Term) -> tuple[str, ...]:
        """Give the nodes of a class, in the order of the document."""
        kind = Iri(term[1:-1])
        found = (node for node, values in self.nodes.items() if kind in values.get(_TYPE.value, ()))
        return tuple(sorted(found, key=document_order))

    def pointing(self, term: Term, node: str) -> tuple[str, ...]:
        """Give the nodes of which a property has this node as a value, in the order of the document."""
        target = Iri(node)
        found = (other for other, values in self.nodes.items() if target in values.get(term[1:-1], ()))
        return tuple(sorted(found, key=document_order))


def records(store: ox.Store) -> tuple[str, ...]:
    """Give the IRIs of all records, in the order of their numbers."""
    found = {str(quad.subject)[1:-1] for quad in store.quads_for_pattern(None, _TYPE, _RECORD)}
    return tuple(sorted(found, key=document_order))


def read_unit(store: ox.Store, record: str) -> Unit:
    """Read a record: the graph of its document, which is its own, and its flows and findings in the graphs of all.

    A record that is not there gives a unit without nodes.
    """
    node = ox.NamedNode(record)
    graphs = {quad.graph_name for quad in store.quads_for_pattern(node, _TYPE, _RECORD)}
    quads = set(graph_quads(store, *(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))))
    for part in {str(quad.subject) for quad in store.quads_for_pattern(None, _IN_RECORD, node)}:
        quads.update(node_quads(store, part))
    nodes: dict[str, dict[str, list[Value]]] = {}
    ordered = tuple(sorted(quads))
    for subject, predicate, term, _graph in ordered:
        values = nodes.setdefault(subject[1:-1], {}).setdefault(predicate[1:-1], [])
        value = _value(term)
        if value not in values:
            values.append(value)
    frozen = {
        subject: {predicate: _ordered(values) for predicate, values in own.items()} for subject, own in nodes.items()
    }
    return Unit(record, frozen, ordered)


def read_units(store: ox.Store) -> Iterator[Unit]:
    """Read all records, one at a time, in the order of their numbers."""
    return (read_unit(store, record) for record in records(store))


# The parts of a record are sorted for each thing that stands in several of them.
@lru_cache(_TERMS_KEPT)
def document_order(iri: str) -> tuple[tuple[int, str], ...]:
    """Sort `…/gegevens/m4089-10` after `…/gegevens/m4089-9`.

    >>> document_order("m4089-9") < document_order("m4089-10")
    True
    """
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(iri))


def _ordered(values: list[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=_in_text)) if len(values) > 1 else tuple(values)


def _in_text(value: Value) -> tuple[bool, tuple[tuple[int, str], ...]]:
    return isinstance(value, Literal), document_order(value.value)


@lru_cache(_TERMS_KEPT)
def _value(term: Term) -> Value:
    """Read a term as N-Triples has it.

    >>> _value('"Naam\\\\tklant"@nl').value
    'Naam\\tklant'
    """
    if term[0] == "<":
        return Iri(term[1:-1])
    if term[0] != '"':
        raise StoreError(f"De graaf bevat een knoop zonder naam: {term}.", advice="Bouw de graaf opnieuw.")
    text, _, rest = term[1:].rpartition('"')
    if "\\" in text:
        [triple] = ox.parse(f"{_TYPE} {_TYPE} {term} .", ox.RdfFormat.N_TRIPLES)
        text = str(triple.object.value)
    if rest.startswith("@"):
        return Literal.of_language(text, rest[1:])
    return Literal(text, rest[3:-1]) if rest else Literal(text)
