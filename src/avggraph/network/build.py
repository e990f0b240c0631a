"""The network: who gives personal data to whom, as a directed multigraph over the whole register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from avggraph.query import Catalogue, Engine, Table, find_query

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

PARTIES = "parties"
FLOWS = "flows"
FLOW_KINDS = "flow-kinds"
MINISTRIES = "ministries"


def network_of(engine: Engine, catalogue: Catalogue) -> Network:
    """Read the network from the graph, with the saved queries `parties`, `flows`, `flow-kinds` and `ministries`.

    Parameters
    ----------
    engine
        Answers the four queries; the flows must be in its default graph.
    catalogue
        Holds the four queries.

    Returns
    -------
    networkx.MultiDiGraph
        A node for each end of a flow, named by its IRI, with the attributes ``label`` (its Dutch name, or the end of
        its IRI), ``kind`` (the local name of its class: ``Organization``, ``OrganizationalUnit``, ``Group``,
        ``DataSource``, ``DataSubject``, ``Technology``, or empty) and ``ministry`` (the IRI of the
        ministry responsible, or empty). An edge for each flow, its key the flow's IRI, with ``kind`` (the local
        name of its ``avg:FlowKind``), ``record`` (register number), ``data`` and ``system`` (Dutch names, sorted and
        parted by ``"; "``), ``from_ministry`` and ``to_ministry`` (IRIs, or empty). Beside the kind and the ministries
        stand their Dutch names: ``kind_label``, ``from_ministry_label`` and ``to_ministry_label``, since a ministry
        need be no end of a flow. All attributes are texts. Nodes and edges are in sorted order.

    Notes
    -----
    Groups, sources and data subjects belong to one record each, also where two records use the same words for them:
    the network does not guess that they are the same people. A flow from a joint controller is an edge from
    each controller. Of an organisation with more than one ministry the first by name counts.
    """
    network: Network = nx.MultiDiGraph()
    for row in _answer(engine, catalogue, PARTIES):
        if row["party"] not in network:
            network.add_node(
                row["party"],
                label=row["name"] or _local_name(row["party"]),
                kind=_local_name(row["kind"]),
                ministry=row["ministry"],
            )
    kinds = _names(engine, catalogue, FLOW_KINDS, "kind")
    ministries = _names(engine, catalogue, MINISTRIES, "ministry")
    for row in _answer(engine, catalogue, FLOWS):
        network.add_edge(
            row["from"],
            row["to"],
            key=row["flow"],
            kind=_local_name(row["kind"]),
            kind_label=kinds.get(row["kind"]) or _local_name(row["kind"]),
            record=row["record"],
            data=row["personalData"],
            system=row["systems"],
            from_ministry=row["fromMinistry"],
            from_ministry_label=ministries.get(row["fromMinistry"]) or _local_name(row["fromMinistry"]),
            to_ministry=row["toMinistry"],
            to_ministry_label=ministries.get(row["toMinistry"]) or _local_name(row["toMinistry"]),
        )
    return sorted_network(network)


def sorted_network(network: Network) -> Network:
    """Give a copy with nodes by IRI, edges by ends and key, attributes by name: what derives from it is always equal.

    >>> network = nx.MultiDiGraph([("b", "a", "stroom-1", {})])
    >>> list(sorted_network(network))
    ['a', 'b']
    """
    copy: Network = nx.MultiDiGraph()
    copy.add_nodes_from((node, dict(sorted(network.nodes[node].items()))) for node in sorted(network))
    for origin, target, key in sorted(network.edges(keys=True)):
        copy.add_edge(origin, target, key=key, **dict(sorted(network.edges[origin, target, key].items())))
    return copy


def _names(engine: Engine, catalogue: Catalogue, name: str, key: str) -> dict[str, str]:
    """Give the Dutch names that a saved query lists, by IRI; of two names the first counts."""
    return {row[key]: row["name"] for row in reversed(_answer(engine, catalogue, name))}


def _answer(engine: Engine, catalogue: Catalogue, name: str) -> tuple[dict[str, str], ...]:
    table: Table = engine.select(find_query(catalogue, name).text)
    return table.texts()


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
