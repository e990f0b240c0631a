"""Centrality: which organisations most of the exchange runs along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from avggraph.errors import UsageError
from avggraph.network import backends
from avggraph.network.build import Network
from avggraph.network.flows import organisation_graph
from avggraph.network.party import Party, party_of

Measure = Literal["degree", "betweenness", "pagerank"]


@dataclass(frozen=True, slots=True)
class Rank:
    """An organisation's place by a measure; the first is 1, equal scores share a place."""

    place: int
    party: Party
    score: float
    records: tuple[str, ...]


def rank(network: Network, by: Measure = "degree", *, backend: backends.Name | None = None) -> tuple[Rank, ...]:
    """Rank the organisations by how many others they exchange data with, or by their place among these.

    Parameters
    ----------
    network
        As from `network_of`.
    by
        ``"degree"``: the number of other organisations it gives data to or receives data from. ``"betweenness"``:
        the share of shortest directed paths between other organisations that pass through it (Freeman 1977;
        normalised to the number of pairs, so between 0 and 1). ``"pagerank"``: the share of visits of
        somebody who follows flows at random and begins anew in 15 of 100 steps (Brin and Page 1998): high where much
        comes together, directly or through others. Both are rounded to six decimals.
    backend
        ``"networkx"`` or ``"rustworkx"``; by default the fastest that is installed. It changes no result.

    Returns
    -------
    tuple of Rank
        Highest score first, then by name. The records are those of all flows of the organisation with others.

    Raises
    ------
    UsageError
        For another measure.

    Notes
    -----
    Only organisations and their units count, and one edge from one to another however many flows there are: groups,
    sources and data subjects belong to one record, and would only measure the length of descriptions. All edges
    weigh the same. A path in this graph is no proof that data travel it: two flows that meet in an organisation may
    carry different data for different purposes.
    """
    graph, records = organisation_graph(network)
    scores: Mapping[str, float]
    match by:
        case "degree":
            scores = {node: float(len({*graph.pred[node], *graph.succ[node]})) for node in graph}
        case "betweenness":
            scores = backends.backend(backend).betweenness(graph)
        case "pagerank":
            scores = backends.backend(backend).pagerank(graph)
        case _:
            raise UsageError(f"De maat {by!r} bestaat niet.", advice=f"Kies uit: {', '.join(get_args(Measure))}.")
    rounded = {node: round(score, 6) for node, score in scores.items()}
    ordered = sorted(rounded, key=lambda node: (-rounded[node], party_of(network, node).label, node))
    places: dict[float, int] = {}
    for place, node in enumerate(ordered, 1):
        places.setdefault(rounded[node], place)
    return tuple(
        Rank(places[rounded[node]], party_of(network, node), rounded[node], tuple(sorted(records[node])))
        for node in ordered
    )
