"""Communities: organisations that exchange more with each other than with the rest."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from avggraph.network.build import Network
from avggraph.network.flows import between_organisations, organisation_graph
from avggraph.network.party import Party, parties_of, party_of

# Louvain visits the nodes in a random order; the seed makes it the same one each time.
_SEED = 1


@dataclass(frozen=True, slots=True)
class Community:
    """Organisations that belong together, named after the most central of them.

    `inside` is the number of pairs in it that exchange data, `records` those of its flows within.
    """

    centre: Party
    members: tuple[Party, ...]
    inside: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """A division into communities and its modularity.

    Modularity (Newman and Girvan 2004) is the share of exchange within communities, less what chance would give:
    0 is no better than chance, above 0.3 is usually read as a clear division.
    """

    modularity: float
    communities: tuple[Community, ...]


def communities(network: Network) -> Communities:
    """Divide the organisations that exchange data into communities, by the method of Louvain.

    Parameters
    ----------
    network
        As from `network_of`.

    Returns
    -------
    Communities
        Largest first, then by name; the modularity is rounded to six decimals, and 0 for a network without flows.

    Notes
    -----
    Blondel et al. 2008 as in networkx, with a fixed seed: the same network gives the same division. The method finds
    a good division and not always the best. Direction is left out; two organisations count for as much as the number
    of records in which they exchange data. Organisations that exchange with no other are left out. The centre is the
    member with most exchange inside the community; of equals, the first by name. A community says who exchanges with
    whom, and nothing of a shared task or ministry.
    """
    graph, _ = organisation_graph(network)
    linked = [node for node in graph if graph.pred[node] or graph.succ[node]]
    if not linked:
        return Communities(0.0, ())
    # Numbers, because the order of a set of texts differs from process to process.
    numbers = {node: number for number, node in enumerate(linked)}
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_nodes_from(range(len(linked)))
    for origin, target in graph.edges():
        one, other = numbers[origin], numbers[target]
        known: int = weighted[one][other]["weight"] if weighted.has_edge(one, other) else 0
        weighted.add_edge(one, other, weight=known + graph[origin][target]["weight"])
    division = [sorted(part) for part in nx.community.louvain_communities(weighted, weight="weight", seed=_SEED)]
    place = {linked[number]: index for index, part in enumerate(division) for number in part}
    records: list[set[str]] = [set() for _ in division]
    for origin, target, attributes in between_organisations(network):
        if place[origin] == place[target]:
            records[place[origin]].add(attributes["record"])
    found = []
    for index, part in enumerate(division):
        inner = weighted.subgraph(part)
        strength = {linked[number]: inner.degree(number, weight="weight") for number in part}
        centre = min(strength, key=lambda node: (-strength[node], party_of(network, node).label, node))
        found.append(
            Community(
                party_of(network, centre),
                parties_of(network, strength),
                inner.number_of_edges(),
                tuple(sorted(records[index])),
            )
        )
    modularity = nx.community.modularity(weighted, map(set, division), weight="weight")
    return Communities(
        round(modularity, 6),
        tuple(sorted(found, key=lambda row: (-len(row.members), row.centre.label, row.centre.iri))),
    )
