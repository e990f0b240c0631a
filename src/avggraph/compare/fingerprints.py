"""Fingerprints: the records of a build that did not change are told in one pass, without reading what they say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from avggraph.compare.fields import load_fields
from avggraph.graph.terms import AVG, PROV, Quad
from avggraph.store import Output
from avggraph.store.output import GRAPH


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of a record's facts as the graph holds them, and the IRI of its source document without the base."""

    facts: bytes
    source: str


def fingerprints(output: Output) -> dict[str, Fingerprint]:
    """Give the fingerprint of each record of a build, by its key (the last part of its IRI).

    Left out are the base of the IRIs, the register's name in them, the source document, and the places of words in it:
    a text in which only those changed says the same.
    """
    skipped = {f"<{iri}>" for iri in load_fields().skipped}
    digests: dict[str, _Digest] = defaultdict(_Digest)
    nodes = f"{output.base}id/{output.naming.register}/"
    for key, (subject, predicate, value, _) in _by_record(output):
        if predicate == PROV.wasDerivedFrom:
            digests[key].source = value[1:-1].removeprefix(output.base)
        elif predicate not in skipped:
            line = f"{subject} {predicate} {value}\n".replace(nodes, "").replace(output.base, "")
            digests[key].hash.update(line.encode())
    return {key: Fingerprint(digest.hash.digest(), digest.source) for key, digest in sorted(digests.items())}


@dataclass(slots=True)
class _Digest:
    hash: hashlib.blake2b = field(default_factory=lambda: hashlib.blake2b(digest_size=16))
    source: str = ""


def _by_record(output: Output) -> Iterator[tuple[str, Quad]]:
    """Give the quads of records, in the order of the file, each with the key of its record."""
    graphs = f"<{output.base}graph/{output.naming.register}/"
    documents = f"<{output.base}doc/"
    flows = output.naming.graph("stromen")
    with (output.folder / GRAPH).open(encoding="utf-8", newline="\n") as stream:
        for subject, stretch in groupby(map(_quad, stream), key=lambda quad: quad[0]):
            if subject.startswith(documents):
                continue
            quads = list(stretch)
            records = [value for _, predicate, value, graph in quads if predicate == AVG.inRecord and graph == flows]
            for quad in quads:
                if quad[3].startswith(graphs):
                    yield quad[3][len(graphs) : -1], quad
                elif quad[3] == flows and records:
                    yield records[0][1:-1].rpartition("/")[2], quad


def _quad(line: str) -> Quad:
    subject, predicate, rest = line.split(" ", 2)
    value, graph = rest[:-3].rsplit(" ", 1)
    return subject, predicate, value, graph
