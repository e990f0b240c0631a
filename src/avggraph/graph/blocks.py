"""Stretches of a graph's files that one record has to itself, so that sorting a graph is ordering its stretches.

In each order of a graph's nodes (`avggraph.graph.nodes`) the nodes of one record stand together a stretch at a time: by
graph, all that its own graph holds; by subject, its purposes, its mentions. A block is such a stretch, written in each
format of the order. What records share, and nodes that several speak of, are blocks of one node, made when all are
known.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from avggraph.graph.formats import ORDERS, Format, Order, Writer
from avggraph.graph.naming import Naming
from avggraph.graph.nodes import Node, nodes_by_subject, read_nodes
from avggraph.graph.terms import Quad, Term, quad_of

SHARED, ENTANGLED = "", "*"
"""The owners of what is no record's own, and of nodes of several records that stand among each other."""


class EntangledError(Exception):
    """Blocks whose lines were not kept stand among each other: they are to be made anew."""


class Block(NamedTuple):
    """Sorted nodes, from the head of the first to that of the last, written in the formats of one order.

    `owner` says which record they are of. `lines` are the nodes' own lines, kept where they may have to be sorted among
    those of another block; by subject the N-Quads, which come first, say the same.
    """

    first: str
    last: str
    owner: str
    quads: int
    lines: bytes
    texts: Sequence[bytes | memoryview]


class Stretches:
    """Tells the stretches of one record by the heads of its nodes.

    >>> own = Stretches(Naming(), "m1", "5f")
    >>> own.of("subject", "<https://avggraph.example/id/rijksoverheid/doel/m1-2>")
    '<https://avggraph.example/id/rijksoverheid/doel/m1-'
    >>> own.of("subject", "<https://avggraph.example/id/systeem/cic>") is None
    True
    """

    def __init__(self, naming: Naming, key: str, sha256: str) -> None:
        self._graph = naming.record_graph(key)
        self._nodes = naming.node("", "")[:-2]
        self._name = naming.node("", key)[len(self._nodes) + 1 : -1]
        self._source = naming.source(sha256)
        self._findings = f"<{naming.base}doc/validatie#"

    def of(self, order: Order, head: str) -> str | None:
        """Give the beginning that all heads of a stretch share; None for a node that is not the record's own."""
        if order == "subject":
            return self._of_subject(head)
        graph, _, subject = head.partition(" ")
        if graph == self._graph:
            return graph
        stretch = self._of_subject(subject)
        return f"{graph} {stretch}" if stretch else None

    def _of_subject(self, subject: Term) -> str | None:
        if subject.startswith(self._nodes):
            kind, slash, name = subject[len(self._nodes) :].partition("/")
            if slash and name.startswith(self._name):
                if name[len(self._name)] == "-":
                    return f"{self._nodes}{kind}/{self._name}-"
                return subject if name[len(self._name) :] == ">" else None
            return None
        return subject if subject == self._source or subject.startswith(self._findings) else None


class BlockWriter:
    """Writes the blocks of one order; `formats` are the formats of that order."""

    def __init__(self, order: Order, formats: Sequence[Format]) -> None:
        self._order: Order = order
        self._writers: list[Writer] = [each.writer() for each in formats]

    def of_record(self, quads: Sequence[Quad], stretches: Stretches, owner: str) -> Iterator[Block]:
        """Write the blocks of one record's sorted quads, in order, and nothing of what is not its own."""
        lines = ORDERS[self._order](quads)
        if self._order == "graph":
            lines.sort()
        named = ((stretches.of(self._order, line.partition("\t")[0]), line) for line in lines)
        for stretch, same in groupby(named, key=itemgetter(0)):
            if stretch:
                # The record's own graph is nobody else's, whatever its nodes are called.
                keep = self._order == "graph" and " " in stretch
                yield self._block([line for _, line in same], owner, keep=keep)

    def of_nodes(self, lines: Iterable[str]) -> Iterator[Block]:
        """Write sorted lines of what is no record's own, a block for each node."""
        for head, said in read_nodes(lines):
            yield self._block(["\t".join([head, *said])], SHARED, keep=self._order == "graph")

    def joined(self, blocks: Sequence[Block]) -> Block:
        """Write blocks whose nodes stand among each other's as one.

        Raises `EntangledError` where the lines of one were not kept.
        """
        lines = sorted({line for block in blocks for line in self._lines(block)})
        owner = ENTANGLED if any(block.owner for block in blocks) else SHARED
        return self._block(["\t".join([head, *said]) for head, said in read_nodes(lines)], owner, keep=True)

    def _lines(self, block: Block) -> list[str]:
        if self._order == "subject":
            return nodes_by_subject(map(quad_of, bytes(block.texts[0]).decode().splitlines()))
        if not block.lines:
            raise EntangledError(f"The nodes of {block.first} are to be sorted among those of another record.")
        return block.lines.decode().split("\n")

    def _block(self, lines: list[str], owner: str, *, keep: bool) -> Block:
        nodes: list[Node] = [(head, said) for head, *said in [line.split("\t") for line in lines]]
        return Block(
            nodes[0][0],
            nodes[-1][0],
            owner,
            sum([len(said) for _, said in nodes]),
            "\n".join(lines).encode() if keep else b"",
            [writer.piece(nodes) for writer in self._writers],
        )


Join = Callable[[Sequence[Block]], Block]
"""Makes one block of several whose nodes stand among each other."""


def merged(streams: Iterable[Iterable[Block]], join: Join) -> Iterator[Block]:
    """Give the blocks of sorted streams in the order of their nodes; those that stand among each other as one."""
    ordered = heapq.merge(*streams, key=lambda block: block.first)
    waiting = list(islice(ordered, 1))
    for block in ordered:
        if block.first > max(each.last for each in waiting):
            yield waiting[0] if len(waiting) == 1 else join(waiting)
            waiting = []
        waiting.append(block)
    if waiting:
        yield waiting[0] if len(waiting) == 1 else join(waiting)
