"""Betweenness and PageRank of the organisations by three libraries. Needs nothing of avggraph: any Python may run it.

Each is given the same edges as numbers; making its own graph of them is part of the work.
"""

from __future__ import annotations

import importlib
import json
from typing import Any

from .clock import Clock
from .data import Amounts, Data

_DAMPING = 0.85


def _edges(data: Data) -> tuple[int, list[tuple[int, int]]]:
    given = json.loads(data.edges.read_text(encoding="utf-8"))
    return given["nodes"], [(origin, target) for origin, target in given["edges"]]


def networkx(data: Data, clock: Clock) -> Amounts:
    """Compute with networkx."""
    library: Any = importlib.import_module("networkx")
    nodes, edges = _edges(data)
    with clock:
        graph = library.DiGraph()
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from(edges)
        library.betweenness_centrality(graph)
        library.pagerank(graph, alpha=_DAMPING)
    return Amounts(things=len(edges))


def rustworkx(data: Data, clock: Clock) -> Amounts:
    """Compute with rustworkx, its parallel betweenness in as many threads as it takes."""
    library: Any = importlib.import_module("rustworkx")
    nodes, edges = _edges(data)
    with clock:
        graph = library.PyDiGraph()
        graph.add_nodes_from(range(nodes))
        graph.add_edges_from_no_data(edges)
        library.betweenness_centrality(graph)
        library.pagerank(graph, alpha=_DAMPING)
    return Amounts(things=len(edges))


def igraph(data: Data, clock: Clock) -> Amounts:
    """Compute with igraph."""
    library: Any = importlib.import_module("igraph")
    nodes, edges = _edges(data)
    with clock:
        graph = library.Graph(n=nodes, edges=edges, directed=True)
        graph.betweenness()
        graph.pagerank(damping=_DAMPING)
    return Amounts(things=len(edges))
