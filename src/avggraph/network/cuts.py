"""Cuts: the organisations and systems whose loss cuts others off."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from avggraph.network.build import Network, with_systems
from avggraph.network.flows import dependency_graph
from avggraph.network.party import Party, parties_of, party_of


@dataclass(frozen=True, slots=True)
class CutPoint:
    """An organisation or system without which others lose every link with the largest part of what is left.

    `parts` is the number of parts that its neighbourhood falls into; `records` are those of its links with whom it
    cuts off.
    """

    thing: Party
    cut_off: tuple[Party, ...]
    parts: int
    records: tuple[str, ...]


def cut_points(network: Network) -> tuple[CutPoint, ...]:
    """Find the articulation points of the organisations and systems: whose loss cuts whom off.

    Parameters
    ----------
    network
        As from `network_of`.

    Returns
    -------
    tuple of CutPoint
        Who cuts off most first, then by name. Of the parts that are left, those other than the largest are cut off; of
        equally large ones the part with the first IRI counts as the largest.

    Notes
    -----
    Links have no direction here, and a flow through a system hangs on the system. Groups, sources and data subjects,
    which belong to one record each, do not count, nor do parts that had no link to begin with. Cut off means: in this
    register no other organisation or system shares a flow with them. What a register does not name may
    still link them.
    """
    whole = with_systems(network)
    graph, records = dependency_graph(whole)
    found = []
    for node in sorted(nx.articulation_points(graph)):
        left = graph.subgraph(nx.node_connected_component(graph, node) - {node})
        parts = sorted(nx.connected_components(left), key=lambda part: (-len(part), min(part)))
        lost = {each for part in parts[1:] for each in part}
        links = {record for each in lost & {*graph[node]} for record in records[frozenset((node, each))]}
        found.append(CutPoint(party_of(whole, node), parties_of(whole, lost), len(parts), tuple(sorted(links))))
    return tuple(sorted(found, key=lambda row: (-len(row.cut_off), row.thing.label, row.thing.iri)))
