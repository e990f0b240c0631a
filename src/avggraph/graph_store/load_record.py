"""The load record: which graphs of ours a server holds, and what is in them, kept on the server beside them.

On the server and not here, since another machine may load next. A graph is listed from before it is first sent until
after it was removed; its digest stands there only while its content is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyoxigraph as ox

from avggraph.errors import EndpointError, Where
from avggraph.graph import Naming
from avggraph.graph.terms import AVG, DCT, RDF, XSD, iri, literal
from avggraph.remote import Body

_HAS_PART = DCT.hasPart[1:-1]
_DIGEST = AVG.loadedDigest[1:-1]
_COUNT = AVG.tripleCount[1:-1]

Digests = Mapping[str, str]
"""The sha256 of each graph that was loaded, by IRI; empty where its content is not known."""


def record_graph(naming: Naming) -> str:
    """Name the graph of the record.

    >>> record_graph(Naming())
    'https://avggraph.example/graph/lading'
    """
    return naming.graph("lading")[1:-1]


def read_record(triples: Collection[ox.Triple], where: Where) -> dict[str, str]:
    """Read a record; no triples are none yet.

    Raises `EndpointError` where the server gave a part of it only: what is not listed would never be removed.
    """
    digests: dict[str, str] = {}
    count = "0"
    for triple in triples:
        if triple.predicate.value == _COUNT and isinstance(triple.object, ox.Literal):
            count = triple.object.value
        elif triple.predicate.value == _HAS_PART and isinstance(triple.object, ox.NamedNode):
            digests.setdefault(triple.object.value, "")
        elif (
            triple.predicate.value == _DIGEST
            and isinstance(triple.subject, ox.NamedNode)
            and isinstance(triple.object, ox.Literal)
        ):
            digests[triple.subject.value] = triple.object.value
    if count != str(len(triples)):
        raise EndpointError(
            f"De server geeft van zijn ladingslijst {len(triples)} van de {count} uitspraken.",
            where=where,
            advice="Laat de server grotere antwoorden geven (Virtuoso: ResultSetMaxRows), of wis …/graph/lading.",
        )
    return digests


def write_record(record: str, digests: Digests) -> Body:
    """Write a record as sorted N-Triples."""
    subject = iri(record)
    lines = [f"{subject} {RDF.type} {AVG.LoadRecord} ."]
    for graph, digest in digests.items():
        lines.append(f"{subject} {DCT.hasPart} {iri(graph)} .")
        if digest:
            lines.append(f"{iri(graph)} {AVG.loadedDigest} {literal(digest)} .")
    count = literal(str(len(lines) + 1), datatype=f"{XSD.base}integer")
    lines.append(f"{subject} {AVG.tripleCount} {count} .")
    return Body.of("".join(f"{line}\n" for line in sorted(lines)).encode())
