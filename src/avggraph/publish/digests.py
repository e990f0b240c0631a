"""Digests of what a build says of each record and thing: a page whose digest is the same is not made again.

All is read from the sorted N-Quads of the build, once. A digest is of more than what its page reads, never of less.
That of a record is of all that the graph of its document says, of its flows and findings, and of the names and kinds of
what these lead to; that of a thing is of all records that lead to it, or to a concept below it. Sums of hashes stand
for sets.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DCT, DPCAT, PROV, RDF, SKOS

_SIZE = 16
_KEEP = (1 << 8 * _SIZE) - 1

_TYPE, _IN_RECORD, _RECORD = (term.encode() for term in (RDF.type, AVG.inRecord, DPCAT.ROPARecord))
_BROADER, _MATCH = SKOS.broader.encode(), SKOS.exactMatch.encode()
_QUOTED = PROV.wasQuotedFrom.encode()
# What a page says of something that it only names, whichever graph says so.
_NAMES = frozenset(
    term.encode() for term in (RDF.type, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DCT.title, DCT.identifier)
)
_SHARED = ("organisaties", "begrippen", "wetten")


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of records and things by their IRIs. `known` is that of the concepts, which every page may name."""

    known: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)

    def of_record(self, iri: str) -> str:
        """Give the digest of a record; empty where it is not known."""
        return self._told(self.records.get(iri, ""))

    def of_thing(self, iri: str) -> str:
        """Give the digest of a thing with all records that it occurs in; empty where it is not known."""
        return self._told(self.things.get(iri, ""))

    def _told(self, own: str) -> str:
        return f"{self.known} {own}" if own else ""


def read_digests(graph: Path, naming: Naming) -> Digests:
    """Read the digests of a build's N-Quads, sorted by subject; of a build that was not told to write them, none."""
    if not graph.is_file():
        return Digests()
    with graph.open("rb") as lines:
        return _Digester(naming).read(lines)


class _Digester:
    """What is kept of the graph while it is read: sums of hashes, and what leads to what; nodes by their IRIs in <>."""

    def __init__(self, naming: Naming) -> None:
        self._shared = frozenset(naming.graph(name).encode() for name in _SHARED)
        self._concepts = naming.graph("begrippen").encode()
        self._parts = f"<{naming.base}id/{naming.register}/".encode()
        self._unit_start = naming.graph(f"{naming.register}/")[:-1].encode()
        self._record_start = f"{self._parts.decode()}verwerking/".encode()
        self._sources = f"<{naming.base}doc/bron/".encode()
        self._known = 0
        self._concepts_met: set[bytes] = set()
        # By the graph of a document: what it says, and the things that it leads to.
        self._units: dict[bytes, int] = defaultdict(int)
        self._leads: dict[bytes, set[bytes]] = defaultdict(set)
        self._graphs_of: dict[bytes, set[bytes]] = defaultdict(set)
        # Flows and findings, whose records may come later: the record, the hash, and the things.
        self._waiting: list[tuple[bytes, int, frozenset[bytes]]] = []
        # What records share; by thing: all that is said of it, what names it, and what it is linked to.
        self._things: set[bytes] = set()
        self._about: dict[bytes, int] = defaultdict(int)
        self._named: dict[bytes, int] = defaultdict(int)
        self._links: dict[bytes, set[bytes]] = defaultdict(set)
        self._linked: dict[bytes, set[bytes]] = defaultdict(set)
        self._below: dict[bytes, set[bytes]] = defaultdict(set)
        self._same: dict[bytes, set[bytes]] = defaultdict(set)

    def read(self, lines: Iterable[bytes]) -> Digests:
        for subject, own in groupby(map(_split, lines), key=lambda line: line[0]):
            self._take(subject, [line[1:] for line in own])
        for record, digest, things in self._waiting:
            for graph in self._graphs_of.get(record, ()):
                self._units[graph] += digest
                self._leads[graph] |= things
        return self._digests()

    # ------------------------------------------------------------ reading

    def _take(self, subject: bytes, lines: list[tuple[bytes, bytes, bytes]]) -> None:
        """Take all that is said of a node: predicate, value and graph of each line."""
        by_graph: dict[bytes, list[bytes]] = defaultdict(list)
        things: set[bytes] = set()
        records: list[bytes] = []
        for predicate, value, graph in lines:
            by_graph[graph].append(b"%b %b" % (predicate, value))
            if predicate == _IN_RECORD:
                records.append(value)
            elif predicate == _TYPE and value == _RECORD:
                self._graphs_of[subject].add(graph)
            if value.startswith(b"<") and predicate not in (_TYPE, _QUOTED) and self._is_thing(value):
                things.add(value)
        hashes = {graph: _hash(subject, graph, *sorted(said)) for graph, said in by_graph.items()}
        for graph, digest in hashes.items():
            if self._is_unit(graph):
                self._units[graph] += digest
                self._leads[graph] |= things
                if self._is_thing(subject):
                    self._leads[graph].add(subject)
        if records:
            whole = frozenset(things)
            elsewhere = sum(digest for graph, digest in hashes.items() if not self._is_unit(graph))
            self._waiting += [(record, elsewhere, whole) for record in records]
        if self._is_thing(subject):
            self._take_thing(subject, lines, hashes)

    def _take_thing(self, subject: bytes, lines: list[tuple[bytes, bytes, bytes]], hashes: Mapping[bytes, int]) -> None:
        if not self._shared.isdisjoint(hashes):
            self._things.add(subject)
        self._about[subject] = sum(hashes.values()) & _KEEP
        names = {b"%b %b" % line[:2] for line in lines if line[0] in _NAMES or line[2] in self._shared}
        self._named[subject] = _hash(subject, *sorted(names))
        if self._concepts in hashes:
            self._known += hashes[self._concepts]
            self._concepts_met.add(subject)
        for predicate, value, graph in lines:
            if graph not in self._shared or not value.startswith(b"<"):
                continue
            self._links[subject].add(value)
            self._linked[value].add(subject)
            if predicate == _BROADER:
                self._below[value].add(subject)
            elif predicate == _MATCH:
                self._same[subject].add(value)

    def _is_unit(self, graph: bytes) -> bool:
        return graph.startswith(self._unit_start)

    def _is_thing(self, node: bytes) -> bool:
        """Tell whether a node is a record, or no part of one: what a page may be about, or name."""
        if node.startswith(self._parts):
            return node.startswith(self._record_start)
        return not node.startswith(self._sources)

    # ------------------------------------------------------------ digests

    def _digests(self) -> Digests:
        of_records = {graph for graphs in self._graphs_of.values() for graph in graphs}
        units = {graph: self._of_unit(graph) for graph in {*self._units, *of_records}}
        leading: dict[bytes, list[bytes]] = defaultdict(list)
        for graph, things in self._leads.items():
            for thing in things:
                leading[thing].append(graph)
        return Digests(
            _hex(self._known),
            {_iri(record): _hex(sum(map(units.__getitem__, graphs))) for record, graphs in self._graphs_of.items()},
            {_iri(thing): self._of_thing(thing, units, leading) for thing in self._things},
        )

    def _of_unit(self, graph: bytes) -> int:
        """Hash what a document's graph says, and how what it leads to is named; what is not there has no name."""
        near = {other for thing in self._leads[graph] for other in self._reached(thing)}
        return _hash(_bytes(self._units[graph]), _bytes(sum(self._named.get(thing, 0) for thing in near)))

    def _reached(self, thing: bytes) -> Iterator[bytes]:
        """Give a thing and all that it is linked to, such as what an organisation is part of; concepts have `known`."""
        found, waiting = {thing}, [thing]
        while waiting:
            node = waiting.pop()
            yield node
            new = set() if node in self._concepts_met else self._links.get(node, set()) - found
            found |= new
            waiting += new

    def _of_thing(self, thing: bytes, units: Mapping[bytes, int], leading: Mapping[bytes, list[bytes]]) -> str:
        near = {*self._reached(thing), *self._links.get(thing, ()), *self._linked.get(thing, ())}
        wanted = set(self._all_below(thing))
        wanted |= {same for each in tuple(wanted) for same in self._same.get(each, ())}
        found = {graph for each in wanted for graph in leading.get(each, ())}
        return _hex(
            _hash(
                _bytes(self._about[thing]),
                _bytes(sum(self._named.get(each, 0) for each in near)),
                _bytes(sum(units[graph] for graph in found)),
            )
        )

    def _all_below(self, thing: bytes) -> Iterator[bytes]:
        found, waiting = {thing}, [thing]
        while waiting:
            node = waiting.pop()
            yield node
            new = self._below.get(node, set()) - found
            found |= new
            waiting += new


def _split(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Give subject, predicate, value and graph of a line of N-Quads, which never has a space but between and in values.

    >>> _split(b'<a> <b> "c d"@nl <g> .\\n')
    (b'<a>', b'<b>', b'"c d"@nl', b'<g>')
    """
    subject, predicate, rest = line.split(b" ", 2)
    value, graph, _ = rest.rsplit(b" ", 2)
    return subject, predicate, value, graph


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(b"\n".join(parts), digest_size=_SIZE).digest())


def _bytes(number: int) -> bytes:
    return (number & _KEEP).to_bytes(_SIZE)


def _hex(number: int) -> str:
    return _bytes(number).hex()


def _iri(node: bytes) -> str:
    return node[1:-1].decode()
