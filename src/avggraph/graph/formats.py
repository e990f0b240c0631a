"""The formats a graph is written in: one table for the build, the command line and the documentation.

Each is written from sorted lines, as a stream: what is in memory is one named graph at most (JSON-LD), else a batch.
A line is a quad in N-Quads form without its full stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import IO, Literal

import pyoxigraph as ox

from avggraph.graph.context import published_context
from avggraph.graph.jsonld import jsonld_chunks
from avggraph.graph.terms import Quad

_BATCH = 5_000

Order = Literal["subject", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """`write` writes lines, sorted by `order` first, to a stream. `name` is the option's value."""

    name: str
    file: str
    media_type: str
    order: Order
    write: Callable[[Iterable[str], IO[bytes]], None]


def line_by_subject(quad: Quad) -> str:
    """Write a quad as a line that sorts as canonical N-Quads does."""
    return " ".join(quad)


def line_by_graph(quad: Quad) -> str:
    """Write a quad as a line that sorts by graph first."""
    return f"{quad[3]} {quad[0]} {quad[1]} {quad[2]}"


def parse_lines(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """Parse lines to quads, in batches."""
    rest = iter(lines)
    while batch := list(islice(rest, _BATCH)):
        yield from ox.parse(" .\n".join((*batch, "")), ox.RdfFormat.N_QUADS)


def _graph_last(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        graph, _, triple = line.partition(" ")
        yield f"{triple} {graph}"


def _write_nquads(lines: Iterable[str], stream: IO[bytes]) -> None:
    stream.writelines(f"{line} .\n".encode() for line in lines)


def _write_turtle(lines: Iterable[str], stream: IO[bytes]) -> None:
    triples = (triple for triple, _ in groupby(quad.triple for quad in parse_lines(lines)))
    ox.serialize(triples, stream, ox.RdfFormat.TURTLE, prefixes=_prefixes())


def _write_trig(lines: Iterable[str], stream: IO[bytes]) -> None:
    ox.serialize(parse_lines(_graph_last(lines)), stream, ox.RdfFormat.TRIG, prefixes=_prefixes())


def _write_jsonld(lines: Iterable[str], stream: IO[bytes]) -> None:
    stream.writelines(jsonld_chunks(parse_lines(_graph_last(lines))))


def _prefixes() -> dict[str, str]:
    return dict(sorted(published_context().prefixes.items()))


FORMATS: tuple[Format, ...] = (
    Format("nquads", "graph.nq", "application/n-quads", "subject", _write_nquads),
    Format("turtle", "graph.ttl", "text/turtle", "subject", _write_turtle),
    Format("trig", "graph.trig", "application/trig", "graph", _write_trig),
    Format("jsonld", "graph.jsonld", "application/ld+json", "graph", _write_jsonld),
)
