"""Back ends of the costly measures: rustworkx where it is installed, else networkx, which is the reference.

Both are given the same graph and give the same scores but for rounding: a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, Protocol

import networkx as nx

Name = Literal["networkx", "rustworkx"]

DAMPING = 0.85  # Brin and Page 1998, and the default of both libraries
# The scores add up to 1, and are given in six decimals.
TOLERANCE = 1e-12
MOST_ROUNDS = 1_000


class Backend(Protocol):
    """Computes measures of a directed graph without parallel edges; scores by node."""

    def betweenness(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """Give betweenness centrality (Freeman 1977), normalised to the number of ordered pairs of others."""
        ...

    def pagerank(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """Give PageRank (Brin and Page 1998), damping 0.85; a node without out-edges gives its rank to all alike."""
        ...


def backend(name: Name | None = None) -> Backend:
    """Give a back end: the one named, else the fastest that is installed."""
    chosen = name or ("rustworkx" if find_spec("rustworkx") else "networkx")
    if chosen == "networkx":
        return Networkx()
    compiled: Backend = import_module("avggraph.network.compiled").Rustworkx()
    return compiled


class Networkx:
    """Pure Python."""

    def betweenness(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        return dict(nx.betweenness_centrality(graph))

    def pagerank(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`. By power iteration: that of networkx needs scipy, which is larger than all else we use."""
        if not graph:
            return {}
        even = 1 / len(graph)
        scores = dict.fromkeys(graph, even)
        for _ in range(MOST_ROUNDS):
            sinking = sum(scores[node] for node in graph if not graph.succ[node])
            rest = (1 - DAMPING + DAMPING * sinking) * even
            following = {
                node: rest + DAMPING * sum(scores[giver] / len(graph.succ[giver]) for giver in graph.pred[node])
                for node in graph
            }
            moved = sum(abs(following[node] - scores[node]) for node in graph)
            scores = following
            if moved < TOLERANCE:
                break
        return scores
