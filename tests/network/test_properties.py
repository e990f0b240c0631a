"""Laws of the network's exports on random networks: what is written is what was there."""

from __future__ import annotations

import io
import json

import networkx as nx
from hypothesis import given, settings

from avggraph.network import Network, export, with_systems
from network.test_measures import networks


@settings(max_examples=50)
@given(networks)
def test_graph_formats_are_read_back(network: Network) -> None:
    whole = with_systems(network)
    graphml = nx.read_graphml(io.BytesIO(export(whole, "graphml")), force_multigraph=True)
    assert graphml.nodes == whole.nodes
    assert graphml.adj == whole.adj
    assert nx.utils.graphs_equal(nx.node_link_graph(json.loads(export(whole, "json")), edges="edges"), whole)
    gexf = nx.read_gexf(io.BytesIO(export(whole, "gexf")))
    assert {attributes["id"] for _, _, attributes in gexf.edges(data=True)} == {
        key for _, _, key in whole.edges(keys=True)
    }
    cytoscape = json.loads(export(whole, "cytoscape"))["elements"]["edges"]
    ends = {each["data"]["id"]: (each["data"]["source"], each["data"]["target"]) for each in cytoscape}
    assert ends == {key: (origin, target) for origin, target, key in whole.edges(keys=True)}


@settings(max_examples=50)
@given(networks)
def test_systems_add_two_links_for_each_flow_through_them(network: Network) -> None:
    whole = with_systems(network)
    through = [key for _, _, key, attributes in network.edges(keys=True, data=True) if attributes["system_iri"]]
    assert whole.number_of_edges() == network.number_of_edges() + 2 * len(through)
    assert {attributes.get("flow") for _, _, attributes in whole.edges(data=True)} - {None} == set(through)
