"""Compiled measures, by rustworkx: imported only where it is installed."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import rustworkx as rx

from avggraph.network.backends import DAMPING, MOST_ROUNDS, TOLERANCE


class Rustworkx:
    """A `Backend` on all cores."""

    def betweenness(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        same = _converted(graph)
        return {same[index]: score for index, score in rx.digraph_betweenness_centrality(same).items()}

    def pagerank(self, graph: nx.DiGraph[str]) -> Mapping[str, float]:
        """See `Backend`."""
        if not graph:
            return {}
        same = _converted(graph)
        # Its tolerance is for each node.
        scores = rx.pagerank(same, alpha=DAMPING, tol=TOLERANCE / len(graph), max_iter=MOST_ROUNDS)
        return {same[index]: score for index, score in scores.items()}


def _converted(graph: nx.DiGraph[str]) -> rx.PyDiGraph[str, None]:
    same: rx.PyDiGraph[str, None] = rx.PyDiGraph(multigraph=False)
    indices = dict(zip(graph, same.add_nodes_from(list(graph)), strict=True))
    same.add_edges_from_no_data([(indices[origin], indices[target]) for origin, target in graph.edges()])
    return same
