"""Fingerprints: the records of a build that did not change are told in one pass, without reading what they say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from avggraph.compare.fields import load_fields
from avggraph.graph.terms import PROV
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
    a text in which only those changed says the same. The file is read as bytes, a line is a quad; nothing is parsed.
    """
    base, nodes = output.base.encode(), f"{output.base}id/{output.naming.register}/".encode()
    document = b"<" + base + b"doc/"
    skipped = {f"<{iri}>".encode() for iri in load_fields().skipped}
    derived = PROV.wasDerivedFrom.encode()
    key_of = _key_reader(output)
    digests: dict[bytes, _Digest] = defaultdict(_Digest)
    with (output.folder / GRAPH).open("rb") as stream:
        for line in stream:
            start = line.index(b" ")
            end = line.index(b" ", start + 1)
            behind = line.rindex(b" ", 0, -3)
            key = key_of(line[:start], line[behind + 1 : -3])
            if key is None or line.startswith(document):
                continue
            predicate = line[start + 1 : end]
            if predicate == derived:
                digests[key].source = line[end + 2 : behind - 1].removeprefix(base)
            elif predicate not in skipped:
                digests[key].hash.update(line[:behind].replace(nodes, b"").replace(base, b"") + b"\n")
    return {
        key.decode(): Fingerprint(digest.hash.digest(), digest.source.decode())
        for key, digest in sorted(digests.items())
    }


@dataclass(slots=True)
class _Digest:
    hash: hashlib.blake2b = field(default_factory=lambda: hashlib.blake2b(digest_size=16))
    source: bytes = b""


def _key_reader(output: Output) -> Callable[[bytes, bytes], bytes | None]:
    """Give what tells the key of a quad's record from its subject and graph; None for a quad of no record.

    A record's graph is named by its key, and a flow by its key and a number (docs/graph-model.md).
    """
    graphs = f"<{output.base}graph/{output.naming.register}/".encode()
    flows = output.naming.graph("stromen").encode()
    flow = f"<{output.base}id/{output.naming.register}/stroom/".encode()

    def key_of(subject: bytes, graph: bytes) -> bytes | None:
        if graph.startswith(graphs):
            return graph[len(graphs) : -1]
        if graph == flows and subject.startswith(flow):
            return subject[len(flow) :].rpartition(b"-")[0]
        return None

    return key_of
