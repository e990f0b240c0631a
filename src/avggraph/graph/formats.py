"""The formats a graph is written in: one table for the build, the command line and the documentation.

Each is written from sorted nodes (`avggraph.graph.nodes`), as a stream: what is in memory is one node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Literal

from avggraph.graph.context import published_context
from avggraph.graph.jsonld import jsonld_of_nodes
from avggraph.graph.nodes import Node, nodes_by_graph, nodes_by_subject
from avggraph.graph.terms import Quad
from avggraph.graph.turtle import trig_chunks, turtle_chunks

Order = Literal["subject", "graph"]

# How quads become the lines of an order.
ORDERS: Mapping[Order, Callable[[Iterable[Quad]], list[str]]] = {"subject": nodes_by_subject, "graph": nodes_by_graph}


@dataclass(frozen=True, slots=True)
class Format:
    """`write` writes nodes, sorted by `order` first, to a stream. `name` is the option's value."""

    name: str
    file: str
    media_type: str
    order: Order
    write: Callable[[Iterable[Node], IO[bytes]], None]


def _write_nquads(nodes: Iterable[Node], stream: IO[bytes]) -> None:
    for subject, statements in nodes:
        stream.write("".join([f"{subject} {statement} .\n" for statement in statements]).encode())


def _write_turtle(nodes: Iterable[Node], stream: IO[bytes]) -> None:
    stream.writelines(map(str.encode, turtle_chunks(nodes, _prefixes())))


def _write_trig(nodes: Iterable[Node], stream: IO[bytes]) -> None:
    stream.writelines(map(str.encode, trig_chunks(nodes, _prefixes())))


def _write_jsonld(nodes: Iterable[Node], stream: IO[bytes]) -> None:
    stream.writelines(jsonld_of_nodes(nodes))


def _prefixes() -> dict[str, str]:
    return dict(sorted(published_context().prefixes.items()))


FORMATS: tuple[Format, ...] = (
    Format("nquads", "graph.nq", "application/n-quads", "subject", _write_nquads),
    Format("turtle", "graph.ttl", "text/turtle", "subject", _write_turtle),
    Format("trig", "graph.trig", "application/trig", "graph", _write_trig),
    Format("jsonld", "graph.jsonld", "application/ld+json", "graph", _write_jsonld),
)
