"""What changed, as RDF in Turtle: in own terms, with PROV for documents that replace others."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from avggraph.compare.changes import Changes, FieldChange, RecordName, Value
from avggraph.graph.context import published_context
from avggraph.graph.terms import AVG, DCT, PROV, RDF, RDFS, Term, iri, literal

_Triple = tuple[Term, Term, Term]


def write_turtle(changes: Changes) -> str:
    """Write the changes in Turtle. There are no blank nodes: all is named after the two graphs, and numbered.

    The comparison is named by the hashes of both graphs, so that comparing them again gives the same names.
    """
    lines = "".join(f"{' '.join(triple)} .\n" for triple in sorted(set(_triples(changes))))
    out = io.BytesIO()
    triples = (quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=dict(sorted(published_context().prefixes.items())))
    return out.getvalue().decode()


def _triples(changes: Changes) -> Iterator[_Triple]:
    name = f"{changes.base}doc/wijzigingen/{changes.old[:16]}-{changes.new[:16]}"
    comparison = iri(name)
    yield comparison, RDF.type, AVG.Comparison
    yield comparison, AVG.olderGraph, literal(changes.old)
    yield comparison, AVG.newerGraph, literal(changes.new)
    for kind, records in (
        (AVG.RecordAdded, changes.added),
        (AVG.RecordRemoved, changes.removed),
        (AVG.RecordChanged, [change.record for change in changes.changed]),
        (AVG.RecordRestated, [change.record for change in changes.restated]),
    ):
        for record in records:
            yield from _record(comparison, _named(name, record), kind, record)
    for change in (*changes.changed, *changes.restated):
        if change.old_source != change.new_source:
            yield iri(change.new_source), PROV.wasRevisionOf, iri(change.old_source)
        node = _named(name, change.record)
        for number, each in enumerate(change.fields, 1):
            yield from _field(iri(f"{node[1:-1]}-{number}"), node, each)


def _named(comparison: str, record: RecordName) -> Term:
    return iri(f"{comparison}#{record.iri.rpartition('/')[2]}")


def _record(comparison: Term, node: Term, kind: Term, record: RecordName) -> Iterator[_Triple]:
    yield comparison, AVG.hasRecordChange, node
    yield node, RDF.type, kind
    yield node, AVG.inRecord, iri(record.iri)
    yield node, DCT.identifier, literal(record.reference)
    if record.title:
        yield node, DCT.title, literal(record.title, lang="nl")


def _field(node: Term, record: Term, change: FieldChange) -> Iterator[_Triple]:
    yield record, AVG.hasFieldChange, node
    yield node, RDF.type, AVG.FieldChange
    yield node, AVG.changedNode, iri(change.node)
    yield node, RDFS.label, literal(change.field.name, lang="nl")
    if change.field.property:
        yield node, AVG.ofProperty, iri(change.field.property)
    for property_, value in ((AVG.oldValue, change.old), (AVG.newValue, change.new)):
        if value is not None:
            yield node, property_, _value(value)


def _value(value: Value) -> Term:
    return iri(value.iri) if value.iri else literal(value.text, lang="nl")
