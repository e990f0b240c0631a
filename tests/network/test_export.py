"""The network in the files of other tools: the same bytes each time, and read back as it was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.network import EXPORTS, Network, export, network_of, with_systems
from query.engines import ENGINES, catalogue, engine

BASE = "https://avggraph.example/id/"


@pytest.fixture(scope="module")
def network() -> Network:
    return with_systems(network_of(engine("oxigraph"), catalogue()))


@pytest.mark.parametrize("name", EXPORTS)
def test_same_bytes_from_both_engines_and_any_order(name: str) -> None:
    one, other = (network_of(engine(each), catalogue()) for each in ENGINES)
    shuffled: Network = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(other.nodes(data=True))))
    for origin, target, key, attributes in reversed(list(other.edges(keys=True, data=True))):
        shuffled.add_edge(origin, target, key=key, **dict(reversed(attributes.items())))
    assert export(one, name) == export(shuffled, name)


def test_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib; from query.engines import catalogue, engine; from avggraph.network import *;"
        "n = network_of(engine('oxigraph'), catalogue());"
        "print([hashlib.sha256(export(n, name)).hexdigest() for name in EXPORTS])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_graphml_is_read_back(network: Network) -> None:
    read = nx.read_graphml(io.BytesIO(export(network, "graphml")), force_multigraph=True)
    assert read.adj == network.adj
    assert read.nodes == network.nodes


def test_node_link_json_is_read_back(network: Network) -> None:
    read = nx.node_link_graph(json.loads(export(network, "json")), edges="edges")
    assert nx.utils.graphs_equal(read, network)


def test_edge_csv(network: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(export(network, "csv").decode(), newline="")))
    sub = next(row for row in rows if row["kind"] == "SubProcessing")
    assert (sub["from_label"], sub["to_label"], sub["record"], sub["data"]) == ("SSC-ICT", "Logius", "M6", "naam")


def test_edge_csv_holds_no_formula() -> None:
    network: Network = nx.MultiDiGraph()
    for node, label in (("urn:a", "=SOM(A1)"), ("urn:b", "b")):
        network.add_node(node, label=label, kind="Group", ministry="")
    network.add_edge(
        "urn:a",
        "urn:b",
        key="urn:f",
        kind="Disclosure",
        record="M1",
        kind_label="verstrekking",
        data="",
        scope="",
        system="",
        from_ministry="",
        to_ministry="",
    )
    assert b",'=SOM(A1)," in export(network, "csv")


def test_unknown_export_names_the_known(network: Network) -> None:
    with pytest.raises(UsageError, match="graphml, gexf, cytoscape, json, csv"):
        export(network, "pajek")


def test_gexf_is_read_back(network: Network) -> None:
    read = nx.read_gexf(io.BytesIO(export(network, "gexf")))
    assert {node: {**attributes} for node, attributes in read.nodes(data=True)} == {
        node: {**attributes} for node, attributes in network.nodes(data=True)
    }
    written = {attributes["id"]: attributes for _, _, attributes in read.edges(data=True)}
    # networkx reads an edge's label and number as attributes too.
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        assert read.has_edge(origin, target)
        assert written[key].items() >= attributes.items()
    assert read.number_of_edges() == network.number_of_edges()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
@given(words=st.text())
def test_whatever_words_a_register_has_the_file_is_xml_with_all_that_xml_can_say(name: str, words: str) -> None:
    network: Network = nx.MultiDiGraph()
    network.add_node("urn:a", label=words, kind="ontvanger")
    network.add_node("urn:b", label="b", kind="ontvanger")
    network.add_edge("urn:a", "urn:b", "urn:s", kind="urn:k", kind_label=words)
    root = ElementTree.fromstring(export(network, name))
    said = "".join(root.itertext()) + "".join(value for each in root.iter() for value in each.attrib.values())
    for part in re.split("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+", words):
        assert part in said


def test_no_export_holds_a_date(network: Network) -> None:
    for name in EXPORTS:
        assert not re.search(rb"lastmodified|20[0-9][0-9]-[0-9][0-9]", export(network, name)), name


def test_cytoscape_json_is_read_back(network: Network) -> None:
    document = json.loads(export(network, "cytoscape"))
    assert set(document) == {"data", "elements"}
    assert {each["data"]["id"] for each in document["elements"]["nodes"]} == set(network)
    edges = {each["data"]["id"]: each["data"] for each in document["elements"]["edges"]}
    assert len(edges) == network.number_of_edges()
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        assert (edges[key]["source"], edges[key]["target"], edges[key]["interaction"]) == (
            origin,
            target,
            attributes["kind"],
        )


def test_systems_stand_between_the_ends_of_their_flows(network: Network) -> None:
    bz, ssc = (f"https://identifier.overheid.nl/tooi/id/{end}" for end in ("ministerie/mnre1013", "oorg/oorg10215"))
    cic, flow = f"{BASE}systeem/cic", f"{BASE}rijksoverheid/stroom/m1-2"
    assert network.nodes[cic] == {"label": "CIC", "kind": "Technology", "ministry": ""}
    for ends in ((bz, cic), (cic, ssc)):
        (link,) = network.get_edge_data(*ends).values()
        assert (link["kind"], link["flow"], link["record"]) == ("ViaSystem", flow, "M1")


def test_csv_holds_flows_only(network: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(export(network, "csv").decode(), newline="")))
    assert [row["flow"] for row in rows if "via" in row["kind"].lower()] == []
    assert len(rows) == network_of(engine("oxigraph"), catalogue()).number_of_edges()
