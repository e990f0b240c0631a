"""Measures of whole networks: the back ends agree, the cuts cut, the communities are a division."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.network import Network, communities, cut_points, network_of, rank
from avggraph.network.backends import Networkx, backend
from avggraph.network.build import VIA_SYSTEM, with_systems
from network.test_network import BZ, BZK, INSTITUTE, LOGIUS, SSC
from query.engines import catalogue, engine

_LETTERS = "abcdefgh"


def network_with(flows: list[tuple[str, str, str, str]]) -> Network:
    """Make a network of organisations from flows: origin, target, system (or nothing) and record."""
    network: Network = nx.MultiDiGraph()
    for name in _LETTERS:
        network.add_node(name, label=name.upper(), kind="Organization", ministry="")
    for number, (origin, target, system, record) in enumerate(flows):
        network.add_edge(
            origin,
            target,
            key=f"stroom-{number:03}",
            kind="Disclosure",
            kind_label="verstrekking",
            record=record,
            data="",
            scope="",
            system=system,
            system_iri=f"urn:{system}" if system else "",
            from_ministry="",
            from_ministry_label="",
            to_ministry="",
            to_ministry_label="",
        )
    return network


letters = st.sampled_from(_LETTERS)
networks = st.lists(
    st.tuples(letters, letters, st.sampled_from(["", "", "CIC", "BRP"]), st.sampled_from(["M1", "M2", "M3"])),
    max_size=25,
).map(network_with)


@given(networks)
def test_back_ends_give_equal_scores(network: Network) -> None:
    graph = nx.DiGraph(network)
    reference, compiled = Networkx(), backend("rustworkx")
    assert type(compiled).__name__ == "Rustworkx"
    for name in ("betweenness", "pagerank"):
        expected, found = getattr(reference, name)(graph), getattr(compiled, name)(graph)
        assert found == pytest.approx(expected, abs=1e-9), name


@given(networks)
def test_the_back_end_changes_no_rank(network: Network) -> None:
    assert rank(network, "betweenness", backend="networkx") == rank(network, "betweenness", backend="rustworkx")
    pagerank = rank(network, "pagerank")
    assert sum(row.score for row in pagerank) == pytest.approx(1, abs=1e-5)


def test_pagerank_by_hand() -> None:
    """Of a → b alone among eight: with x for each of the others, b has x + 0.85x, and all add up to 1."""
    scores = {row.party.iri: row.score for row in rank(network_with([("a", "b", "", "M1")]), "pagerank")}
    assert scores["b"] == pytest.approx(1.85 / 8.85, abs=1e-6)
    assert scores["a"] == scores["h"] == pytest.approx(1 / 8.85, abs=1e-6)
    assert Networkx().pagerank(nx.DiGraph()) == {}


@given(networks)
def test_a_cut_point_is_what_leaves_more_parts_when_it_goes(network: Network) -> None:
    undirected: nx.Graph[str] = nx.Graph()
    whole = with_systems(network)
    undirected.add_nodes_from(whole)
    for origin, target, attributes in whole.edges(data=True):
        if origin != target and (attributes["kind"] == VIA_SYSTEM or not attributes["system_iri"]):
            undirected.add_edge(origin, target)
    before = nx.number_connected_components(undirected)
    expected = {}
    for node in undirected:
        left = undirected.copy()
        left.remove_node(node)
        if nx.number_connected_components(left) > before - (undirected.degree(node) == 0):
            parts = [part for part in nx.connected_components(left) if part & {*undirected[node]}]
            largest = min(parts, key=lambda part: (-len(part), min(part)))
            expected[node] = set().union(*parts) - largest
    found = {row.thing.iri: {each.iri for each in row.cut_off} for row in cut_points(network)}
    assert found == expected


def test_cut_points_of_the_small_graph() -> None:
    found = {row.thing.iri: row for row in cut_points(network_of(engine("oxigraph"), catalogue()))}
    # Logius hangs on SSC-ICT (M6), the unit of BZ on BZ (M2), the BRP on BZK (M3); CIC is not the only way to SSC-ICT.
    assert {(iri, tuple(each.label for each in row.cut_off), row.records) for iri, row in found.items()} == {
        (SSC, ("Logius",), ("M6",)),
        (BZ, ("Voorbeelddirectie",), ("M2",)),
        (BZK, ("basisregistratie personen",), ("M3",)),
    }


def test_the_loss_of_a_system_cuts_off_whom_only_it_reaches() -> None:
    network = network_with([("a", "b", "", "M1"), ("b", "c", "", "M1"), ("a", "d", "CIC", "M2")])
    found = {row.thing.iri: (*(each.iri for each in row.cut_off),) for row in cut_points(network)}
    assert found["urn:CIC"] == ("d",)
    # Once the same is given directly too, it is no longer the only way.
    network = network_with([("a", "b", "", "M1"), ("b", "c", "", "M1"), ("a", "d", "CIC", "M2"), ("a", "d", "", "M3")])
    assert "urn:CIC" not in {row.thing.iri for row in cut_points(network)}


@given(networks)
def test_communities_divide_who_exchanges(network: Network) -> None:
    found = communities(network)
    members = [each.iri for community in found.communities for each in community.members]
    linked = {end for ends in network.edges() for end in ends if ends[0] != ends[1]}
    assert sorted(members) == sorted(linked)
    assert all(community.centre in community.members for community in found.communities)


def test_communities_of_two_triangles() -> None:
    """Two triangles with one link between: 7 pairs, 3 in each, 7 ends each; 2 × (3/7 - (7/14)²)."""
    triangles = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d"), ("a", "d")]
    found = communities(network_with([(*ends, "", f"M{number}") for number, ends in enumerate(triangles)]))
    assert found.modularity == pytest.approx(2 * (3 / 7 - 1 / 4), abs=1e-6)
    assert [
        (row.centre.iri, [each.iri for each in row.members], row.inside, row.records) for row in found.communities
    ] == [
        ("a", ["a", "b", "c"], 3, ("M0", "M1", "M2")),
        ("d", ["d", "e", "f"], 3, ("M3", "M4", "M5")),
    ]
    assert communities(network_with([])).communities == ()


def test_communities_are_the_same_in_every_process() -> None:
    code = (
        "from network import test_measures as m;"
        "print(m.communities(m.network_with([(x, y, '', f'M{i % 9}') for i, (x, y) in"
        " enumerate((x, y) for x in m._LETTERS for y in m._LETTERS if (ord(x) * ord(y)) % 5 < 2)])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_without_rustworkx_the_reference_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avggraph.network.backends.find_spec", lambda _name: None)
    assert isinstance(backend(), Networkx)
    scores = {row.party.iri: row.score for row in rank(network_of(engine("oxigraph"), catalogue()), "betweenness")}
    assert (scores[SSC], scores[LOGIUS], scores[INSTITUTE]) == (0.1, 0.0, 0.0)
