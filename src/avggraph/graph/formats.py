"""The formats a graph is written in: one table for the build, the command line and the documentation.

A document is written in pieces: `begin`, then sorted nodes (`avggraph.graph.nodes`), a piece of one graph at a time,
then `end`. A piece is the same bytes wherever it comes, so one that was written before need not be written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Literal, Protocol

from avggraph.graph.context import published_context
from avggraph.graph.jsonld import JsonLdWriter
from avggraph.graph.nodes import Node, nodes_by_graph, nodes_by_subject
from avggraph.graph.terms import Quad
from avggraph.graph.turtle import TriGWriter, TurtleWriter

Order = Literal["subject", "graph"]

# How quads become the lines of an order.
ORDERS: Mapping[Order, Callable[[Iterable[Quad]], list[str]]] = {"subject": nodes_by_subject, "graph": nodes_by_graph}


class Writer(Protocol):
    """Writes one document. `before` gives what stands before a piece of a graph; in the order of subjects, of `""`."""

    def begin(self) -> bytes:
        """Give the head of the document."""

    def before(self, graph: str) -> bytes:
        """Give what stands between the pieces before and one of this graph."""

    def piece(self, nodes: Iterable[Node]) -> bytes:
        """Write nodes of one graph."""

    def end(self) -> bytes:
        """Give the end of the document."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format for nodes that are sorted by `order`. `name` is the option's value."""

    name: str
    file: str
    media_type: str
    order: Order
    writer: Callable[[], Writer]

    def write(self, nodes: Iterable[Node], stream: IO[bytes]) -> None:
        """Write sorted nodes to a stream; what is in memory is one node."""
        writer = self.writer()
        stream.write(writer.begin())
        for node in nodes:
            stream.write(writer.before(graph_of(self.order, node[0])) + writer.piece([node]))
        stream.write(writer.end())


def graph_of(order: Order, head: str) -> str:
    """Give the graph that the head of a node names; by subject there is none.

    >>> graph_of("graph", "<urn:g> <urn:s>"), graph_of("subject", "<urn:s>")
    ('<urn:g>', '')
    """
    return head.partition(" ")[0] if order == "graph" else ""


class NQuadsWriter:
    """Writes nodes (by subject) as canonical N-Quads."""

    def begin(self) -> bytes:
        """Give nothing: N-Quads has no head."""
        return b""

    def before(self, _graph: str) -> bytes:
        """Give nothing: each line stands by itself."""
        return b""

    def piece(self, nodes: Iterable[Node]) -> bytes:
        """Write nodes, a line for each statement."""
        lines = [f"{subject} {statement} .\n" for subject, statements in nodes for statement in statements]
        return "".join(lines).encode()

    def end(self) -> bytes:
        """Give nothing."""
        return b""


def _turtle() -> Writer:
    return TurtleWriter(_prefixes())


def _trig() -> Writer:
    return TriGWriter(_prefixes())


def _jsonld() -> Writer:
    return JsonLdWriter(published_context())


def _prefixes() -> dict[str, str]:
    return dict(sorted(published_context().prefixes.items()))


FORMATS: tuple[Format, ...] = (
    Format("nquads", "graph.nq", "application/n-quads", "subject", NQuadsWriter),
    Format("turtle", "graph.ttl", "text/turtle", "subject", _turtle),
    Format("trig", "graph.trig", "application/trig", "graph", _trig),
    Format("jsonld", "graph.jsonld", "application/ld+json", "graph", _jsonld),
)
