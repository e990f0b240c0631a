"""Back ends of the costly measures: rustworkx where it is installed, else networkx, which is the reference.

Both are given the same graph and give the same scores but for rounding: a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

import networkx as nx

if TYPE_CHECKING:
    import rustworkx as rx

Name = Literal["networkx", "rustworkx"]

_DAMPING = 0.85  # Brin and Page 1998, and the default of both libraries
# The scores add up to 1, and are given in six decimals.
_TOLERANCE = 1e-12
_MOST_ROUNDS = 1_000


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
    return Rustworkx() if chosen == "rustworkx" else Networkx()


class Networkx:
    """Pure Python."""

    def betweenness(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        return dict(nx.betweenness_centrality(graph))

    def pagerank(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`. Power iteration of our own: that of networkx needs scipy, which is larger than all the rest."""
        if not graph:
            return {}
        even = 1 / len(graph)
        scores = dict.fromkeys(graph, even)
        for _ in range(_MOST_ROUNDS):
            sinking = sum(scores[node] for node in graph if not graph.succ[node])
            rest = (1 - _DAMPING + _DAMPING * sinking) * even
            following = {
                node: rest + _DAMPING * sum(scores[giver] / len(graph.succ[giver]) for giver in graph.pred[node])
                for node in graph
            }
            moved = sum(abs(following[node] - scores[node]) for node in graph)
            scores = following
            if moved < _TOLERANCE:
                break
        return scores


class Rustworkx:
    """Compiled, on all cores."""

    def betweenness(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        import rustworkx

        same = _converted(graph)
        scores = rustworkx.digraph_betweenness_centrality(same)
        return {same[index]: score for index, score in scores.items()}

    def pagerank(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        import rustworkx

        if not graph:
            return {}
        same = _converted(graph)
        # Its tolerance is for each node.
        scores = rustworkx.pagerank(same, alpha=_DAMPING, tol=_TOLERANCE / len(graph), max_iter=_MOST_ROUNDS)
        return {same[index]: score for index, score in scores.items()}


def _converted(graph: nx.DiGraph[str]) -> rx.PyDiGraph[str, None]:
    import rustworkx

    same: rx.PyDiGraph[str, None] = rustworkx.PyDiGraph(multigraph=False)
    indices = dict(zip(graph, same.add_nodes_from(list(graph)), strict=True))
    same.add_edges_from_no_data([(indices[origin], indices[target]) for origin, target in graph.edges()])
    return same
