"""The network: who gives personal data to whom, as a directed multigraph over the whole register."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx

from avggraph.query import Catalogue, Engine, Table, find_query, select_each
from avggraph.query.values import local_name

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

FLOW_ENDS = "flow-ends"
FLOWS = "flows"
FLOW_WORDS = "flow-words"
FLOW_KINDS = "flow-kinds"
MINISTRIES = "ministries"
PARTING = "; "
"""What parts the names and IRIs in one attribute."""

VIA_SYSTEM = "ViaSystem"
"""The kind of the edges that `with_systems` adds: no flow, but a flow's way through a system."""


def network_of(engine: Engine, catalogue: Catalogue, *, data: bool = True) -> Network:
    """Read the network from the graph, with the saved queries on flows, parties and their names.

    Parameters
    ----------
    engine
        Answers the queries; the flows must be in its default graph.
    catalogue
        Holds the queries.
    data
        Whether each edge names its data. That is most of the reading: for an analysis of who gives to whom, and no
        export, leave it out.

    Returns
    -------
    networkx.MultiDiGraph
        A node for each end of a flow, named by its IRI, with the attributes ``label`` (its Dutch name, or the end of
        its IRI), ``kind`` (the local name of its class: ``Organization``, ``OrganizationalUnit``, ``Group``,
        ``DataSource``, ``DataSubject``, ``Technology``, or empty) and ``ministry`` (the IRI of the ministry
        responsible, or empty). An edge for each flow, its key the flow's IRI, with ``kind`` (the local name of its
        ``avg:FlowKind``), ``record`` (register number), ``data`` (Dutch names, sorted and parted by ``"; "``; empty
        without `data`), ``scope`` (``DataOfBlock``, ``DataOfRecord`` or empty), ``system`` (names, by IRI, parted
        likewise) and ``system_iri``, ``from_ministry`` and ``to_ministry`` (IRIs, or empty). Beside the kind and the
        ministries stand their Dutch names: ``kind_label``, ``from_ministry_label`` and ``to_ministry_label``, since a
        ministry need be no end of a flow. All attributes are texts. Nodes and edges are in sorted order.

    Notes
    -----
    Groups, sources and data subjects belong to one record each, also where two records use the same words for them:
    the network does not guess that they are the same people. A flow from a joint controller is an edge from
    each controller. Of an organisation with more than one ministry the first by name counts. Systems are attributes
    of flows; `with_systems` makes nodes of them.
    """
    network: Network = nx.MultiDiGraph()
    # What takes longest first.
    asked = (*((FLOWS,) if data else ()), FLOW_WORDS, FLOW_ENDS, FLOW_KINDS, MINISTRIES)
    queries = [find_query(catalogue, name).text for name in asked]
    found = dict(zip(asked, select_each(engine, queries), strict=True))
    classes: dict[str, set[str]] = defaultdict(set)
    for row in found[FLOW_ENDS].texts():
        if row["party"] not in network:
            network.add_node(
                row["party"], label=row["name"] or local_name(row["party"]), kind="", ministry=row["ministry"]
            )
        classes[row["party"]].add(row["kind"])
    for party, kinds in classes.items():
        # A unit is also an organisation, a recipient may also be a source: the last class by name is kept.
        network.nodes[party]["kind"] = local_name(max(kinds))
    kind_names = _kind_names(found[FLOW_KINDS])
    ministries = _names(found[MINISTRIES], "ministry")
    contents = {row["flow"]: row["personalData"] for row in found[FLOWS].texts()} if data else {}
    flows: dict[str, dict[str, str]] = {}
    systems: dict[str, dict[str, str]] = defaultdict(dict)
    for row in found[FLOW_WORDS].texts():
        flows.setdefault(row["flow"], row)
        if row["system"]:
            systems[row["flow"]][row["system"]] = row["systemName"] or local_name(row["system"])
    for flow, row in flows.items():
        network.add_edge(
            row["from"],
            row["to"],
            key=flow,
            kind=local_name(row["kind"]),
            kind_label=kind_names.get(local_name(row["kind"])) or local_name(row["kind"]),
            record=row["reference"],
            data=contents.get(flow, ""),
            scope=local_name(row["scope"]),
            system=PARTING.join(systems[flow].values()),
            system_iri=PARTING.join(systems[flow]),
            from_ministry=row["fromMinistry"],
            from_ministry_label=ministries.get(row["fromMinistry"]) or local_name(row["fromMinistry"]),
            to_ministry=row["toMinistry"],
            to_ministry_label=ministries.get(row["toMinistry"]) or local_name(row["toMinistry"]),
        )
    return sorted_network(network)


def with_systems(network: Network) -> Network:
    """Give the network with systems as nodes: each flow through a system also runs origin → system → target.

    Parameters
    ----------
    network
        As from `network_of`.

    Returns
    -------
    networkx.MultiDiGraph
        The network, and a node (``kind`` ``Technology``) for each system that a flow goes through, with two edges of
        the kind ``ViaSystem`` for each such flow. These carry the ``record`` and the ``flow`` they belong to; they are
        no flows, and whoever counts flows leaves them out.

    Notes
    -----
    A flow through several systems runs through each apart: a register does not say in which order.
    """
    wider = network.copy()
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        if not attributes["system_iri"]:
            continue
        names = attributes["system"].split(PARTING)
        for iri, name in zip(attributes["system_iri"].split(PARTING), names, strict=True):
            if iri not in wider:
                wider.add_node(iri, label=name, kind="Technology", ministry="")
            link = {**dict.fromkeys(attributes, ""), "kind": VIA_SYSTEM, "kind_label": "via systeem", "flow": key}
            link["record"] = attributes["record"]
            wider.add_edge(origin, iri, key=f"{key}#naar={iri}", **link)
            wider.add_edge(iri, target, key=f"{key}#van={iri}", **link)
    return sorted_network(wider)


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


def flow_kind_names(engine: Engine, catalogue: Catalogue) -> dict[str, str]:
    """Give the Dutch names of all kinds of flows, with the saved query `flow-kinds`, by local name."""
    return _kind_names(engine.select(find_query(catalogue, FLOW_KINDS).text))


def _kind_names(listed: Table) -> dict[str, str]:
    return {local_name(kind): name for kind, name in _names(listed, "kind").items()}


def _names(listed: Table, key: str) -> dict[str, str]:
    """Give the Dutch names that an answer lists, by IRI; of two names the first counts."""
    return {row[key]: row["name"] for row in reversed(listed.texts())}
