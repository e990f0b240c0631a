"""A build's named graphs as N-Triples, each a slice of one sorted file: memory holds none of them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from avggraph.errors import StoreError, Where
from avggraph.graph import SortedSpool
from avggraph.remote import Body
from avggraph.store import Output
from avggraph.store.output import GRAPH

_CHUNK = 1 << 16
_FULL_STOP = " ."


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A named graph: its IRI, the sha256 of its sorted N-Triples, their place in the file and how many they are."""

    iri: str
    sha256: str
    start: int
    length: int
    triples: int


@dataclass(frozen=True, slots=True)
class NamedGraphs:
    """All named graphs of a build, by IRI."""

    graphs: tuple[NamedGraph, ...]
    file: Path

    def body(self, graph: NamedGraph) -> Body:
        """Give a graph's N-Triples, to send."""
        return Body(graph.length, lambda: _slice(self.file, graph))


@contextmanager
def named_graphs(output: Output) -> Iterator[NamedGraphs]:
    """Sort a build's quads by graph, on disk, for as long as they are needed.

    They are read from `graph.nq`, which keeps each literal as it was written; the database keeps its value. The same
    graph has the same sha256 in every build and on every machine. Raises `StoreError` where a line is no quad.
    """
    with tempfile.TemporaryDirectory(prefix="avggraph-") as folder:
        spool = SortedSpool(Path(folder))
        with (output.folder / GRAPH).open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                spool.add((_graph_first(line, Where(GRAPH, number)),))
        file = Path(folder) / "graphs.nt"
        with file.open("wb") as stream:
            graphs = tuple(_written(spool.merged(), stream))
        yield NamedGraphs(graphs, file)


def _graph_first(line: str, where: Where) -> str:
    quad = line.rstrip("\n").removesuffix(_FULL_STOP)
    triple, _, graph = quad.rpartition(" ")
    if not triple or not (graph.startswith("<") and graph.endswith(">")):
        raise StoreError("Deze regel is geen quad met een graaf.", where=where, advice="Bouw de graaf opnieuw.")
    return f"{graph} {triple}"


def _written(lines: Iterable[str], stream: IO[bytes]) -> Iterator[NamedGraph]:
    for graph, quads in groupby(lines, key=lambda line: line.partition(" ")[0]):
        start, digest, triples = stream.tell(), hashlib.sha256(), 0
        for quad in quads:
            data = f"{quad.partition(' ')[2]}{_FULL_STOP}\n".encode()
            digest.update(data)
            stream.write(data)
            triples += 1
        yield NamedGraph(graph[1:-1], digest.hexdigest(), start, stream.tell() - start, triples)


def _slice(file: Path, graph: NamedGraph) -> Iterator[bytes]:
    with file.open("rb") as stream:
        stream.seek(graph.start)
        left = graph.length
        while left and (chunk := stream.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk
