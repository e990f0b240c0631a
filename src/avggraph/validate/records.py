"""What a report tells of each register description: its number, title, ministries and document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import pyoxigraph as ox

from avggraph.graph.terms import AVG, DCT, DPCAT, PROV, RDF, SKOS, Term


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One register description, as a reader knows it.

    `key` is the last part of its IRI: its number in lower case, or `zonder-nummer-…`. `ministries` are names, sorted.
    `document` is the name of its file and `source` the IRI of the text the spans of its quotes count in.
    """

    iri: str
    reference: str | None = None
    title: str | None = None
    ministries: tuple[str, ...] = ()
    document: str | None = None
    source: str | None = None

    @property
    def key(self) -> str:
        """Give the last part of the IRI."""
        return unquote(self.iri.rpartition("/")[2])

    @property
    def name(self) -> str:
        """Give the number, else the key."""
        return self.reference or self.key


def record_facts(store: ox.Store) -> Mapping[str, RecordFacts]:
    """Give the facts of each register description in a store, by its IRI, in the order of the IRIs."""
    records = {
        quad.subject
        for quad in store.quads_for_pattern(None, _node(RDF.type), _node(DPCAT.ROPARecord), None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    names: dict[ox.NamedNode, str] = {}
    return {record.value: _facts(store, record, names) for record in sorted(records, key=str)}


def _facts(store: ox.Store, record: ox.NamedNode, names: dict[ox.NamedNode, str]) -> RecordFacts:
    ministries = _nodes(store, record, AVG.ministry)
    for ministry in ministries:
        if ministry not in names:
            names[ministry] = _first(_texts(store, ministry, SKOS.prefLabel)) or ministry.value.rpartition("/")[2]
    source = min(_nodes(store, record, PROV.wasDerivedFrom), key=str, default=None)
    return RecordFacts(
        record.value,
        _first(_texts(store, record, DCT.identifier)),
        _first(_texts(store, record, DCT.title)),
        tuple(sorted({names[ministry] for ministry in ministries})),
        _first(_texts(store, source, AVG.fileName)) if source else None,
        source.value if source else None,
    )


def _node(term: Term) -> ox.NamedNode:
    return ox.NamedNode(term[1:-1])


def _nodes(store: ox.Store, subject: ox.NamedNode, predicate: Term) -> list[ox.NamedNode]:
    objects = (quad.object for quad in store.quads_for_pattern(subject, _node(predicate), None, None))
    return [each for each in objects if isinstance(each, ox.NamedNode)]


def _texts(store: ox.Store, subject: ox.NamedNode, predicate: Term) -> list[str]:
    objects = (quad.object for quad in store.quads_for_pattern(subject, _node(predicate), None, None))
    return [each.value for each in objects if isinstance(each, ox.Literal)]


def _first(texts: Iterable[str]) -> str | None:
    return min(texts, default=None)
