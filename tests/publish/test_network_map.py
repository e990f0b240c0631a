"""The map of the network is the same each time, also where it shows a part of the network."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx

from avggraph.publish.overview.network_map import network_map


def network() -> nx.MultiDiGraph[str]:
    """Give a network of sixty organisations, each with relations to some others."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(60):
        made.add_node(f"urn:{number}", kind="Organization", label=f"Dienst {number}", ministry="")
    for number in range(60):
        for step in (1, 7, 13)[: 1 + number % 3]:
            other = f"urn:{(number * step + step) % 60}"
            made.add_edge(f"urn:{number}", other, kind="Disclosure", record=f"urn:record:{number}")
    return made


def drawn() -> str:
    shown = network_map(network(), lambda iri: iri, at_most=20)
    return repr([(place.iri, place.x, place.y) for place in shown.places])


def test_a_part_of_a_network_is_drawn_the_same_each_time() -> None:
    """Sets of texts are in another order in each process."""
    code = "from publish.test_network_map import drawn; print(drawn())"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    ]  # fmt: skip
    assert told == [drawn()] * 3
    assert len(network_map(network(), lambda iri: iri, at_most=20).places) == 20
