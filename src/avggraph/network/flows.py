"""Flows between organisations: which edges of the network an analysis counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import networkx as nx

from avggraph.network.build import VIA_SYSTEM, Network

# Kinds of nodes that more than one record can share.
_ORGANISATIONS = frozenset({"Organization", "OrganizationalUnit"})


def kind_names(network: Network) -> dict[str, str]:
    """Give the Dutch names of the kinds of flows in the network, by kind and sorted by it.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("urn:a", "urn:b", kind="Disclosure", kind_label="verstrekking")
    >>> kind_names(network)
    {'Disclosure': 'verstrekking'}
    """
    return dict(sorted({(each["kind"], each["kind_label"]) for _, _, each in network.edges(data=True)}))


def between_organisations(network: Network) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give origin, target and attributes of each flow from one organisation (or unit) to another."""
    organisations = _organisation_nodes(network)
    for origin, target, attributes in network.edges(data=True):
        if origin != target and origin in organisations and target in organisations:
            yield origin, target, attributes


def organisation_graph(network: Network) -> tuple[nx.DiGraph[str], dict[str, set[str]]]:
    """Give the organisations with one edge from one to another however many flows there are, and each one's records.

    An edge's ``weight`` is the number of records in which such a flow occurs. Nodes and edges are in sorted order.
    """
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
    for origin, target, attributes in between_organisations(network):
        records[origin, target].add(attributes["record"])
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(_organisation_nodes(network)))
    of_party: dict[str, set[str]] = defaultdict(set)
    for (origin, target), found in sorted(records.items()):
        graph.add_edge(origin, target, weight=len(found))
        of_party[origin] |= found
        of_party[target] |= found
    return graph, of_party


def dependency_graph(network: Network) -> tuple[nx.Graph[str], dict[frozenset[str], set[str]]]:
    """Give the links between organisations and the systems flows go through, and the records of each link.

    A flow through systems links its ends to each system, and not to each other: without the system it does not
    arrive. Links have no direction, and there is one between two however many flows there are.

    Parameters
    ----------
    network
        As from `with_systems`; as from `network_of` there are no systems, and flows through them stay direct.
    """
    shared = _organisation_nodes(network) | _system_nodes(network)
    through = {attributes["flow"] for _, _, attributes in network.edges(data=True) if attributes["kind"] == VIA_SYSTEM}
    records: dict[frozenset[str], set[str]] = defaultdict(set)
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        if origin != target and origin in shared and target in shared and key not in through:
            records[frozenset((origin, target))].add(attributes["record"])
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(shared))
    graph.add_edges_from(sorted((min(link), max(link)) for link in records))
    return graph, records


def records_of(flows: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """Give the register numbers of flows, sorted, each once."""
    return tuple(sorted({attributes["record"] for attributes in flows}))


def _organisation_nodes(network: Network) -> set[str]:
    return {node for node, attributes in network.nodes(data=True) if attributes["kind"] in _ORGANISATIONS}


def _system_nodes(network: Network) -> set[str]:
    return {node for node, attributes in network.nodes(data=True) if attributes["kind"] == "Technology"}
