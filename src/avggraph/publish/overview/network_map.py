"""The network of organisations as a map: who gives data to whom, the ones with most neighbours, each at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import networkx as nx

from avggraph.network import Network

WIDTH, HEIGHT = 1000, 720
"""The size of the picture, in CSS px."""

_MARGIN = 90
_ORGANISATIONS = frozenset({"Organization", "OrganizationalUnit"})
_ON_BEHALF = frozenset({"ProcessingOnBehalf", "SubProcessing"})
# Rounds of the force-directed layout; more change nothing that is seen.
_ROUNDS = 300
_SEED = 1
# The place that holds the layout together; no IRI is empty.
_AIR = ""
# The room of a name, in px: the width of a letter at 12 px, and the height of a line.
_LETTER, _LINE = 6.5, 16


@dataclass(frozen=True, slots=True)
class Relation:
    """Flows from one organisation to another: their kinds (local names of `avg:FlowKind`) and their records."""

    origin: str
    target: str
    kinds: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation on the map: its place and size in CSS px, and with how many others it has relations.

    `processes` says that it processes on behalf of another; `named`, that its short name stands on the map, where it
    covers none of a place with more neighbours.
    """

    iri: str
    name: str
    short: str
    ministry: str
    x: int
    y: int
    radius: int
    neighbours: int
    records: int
    processes: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """The map: places, the ones with most neighbours first, and the relations between them.

    `total` is the number of organisations that have a relation with another, on the map or not.
    """

    places: tuple[Place, ...]
    relations: tuple[Relation, ...]
    total: int


def network_map(network: Network, short: Callable[[str], str], *, at_most: int) -> NetworkMap:
    """Lay out the organisations with most neighbours, of a network as `avggraph.network.network_of` gives it.

    `short` gives the name that stands on the map. Groups, data subjects and sources are left out: they belong to one
    record each. The same network gives the same map on the same machine; places are rounded to whole px.
    """
    relations = _relations(network)
    graph: nx.Graph[str] = nx.Graph((each.origin, each.target) for each in relations)
    ranked = sorted(sorted(graph), key=lambda node: -graph.degree(node))
    shown = frozenset(ranked[:at_most])
    # Nodes keep their order, on which the layout depends: that of a view of a part is not the same each time.
    part = graph.copy()
    part.remove_nodes_from(ranked[at_most:])
    at = _positions(part)
    records = _records_of(relations)
    processing = {each.target for each in relations if _ON_BEHALF & set(each.kinds)}
    places: list[Place] = []
    for node in ranked[:at_most]:
        place = Place(
            node,
            network.nodes[node]["label"],
            short(node),
            network.nodes[node]["ministry"],
            *at[node],
            radius=round(5 + 2.2 * graph.degree(node) ** 0.5),
            neighbours=graph.degree(node),
            records=len(records[node]),
            processes=node in processing,
        )
        places.append(replace(place, named=not any(_cover(place, other) for other in places if other.named)))
    return NetworkMap(
        tuple(places), tuple(each for each in relations if {each.origin, each.target} <= shown), len(ranked)
    )


def _cover(place: Place, other: Place) -> bool:
    """Tell whether the names below two places would overlap."""
    apart = _LETTER * (len(place.short) + len(other.short)) / 2
    rows = abs(place.y + place.radius - other.y - other.radius)
    return abs(place.x - other.x) < apart and rows < _LINE


def _relations(network: Network) -> tuple[Relation, ...]:
    """Give the relations between organisations, in sorted order, those of one with itself left out."""
    kinds: dict[tuple[str, str], set[str]] = {}
    records: dict[tuple[str, str], set[str]] = {}
    for origin, target, edge in network.edges(data=True):
        ends = (network.nodes[origin]["kind"], network.nodes[target]["kind"])
        if origin != target and all(kind in _ORGANISATIONS for kind in ends):
            kinds.setdefault((origin, target), set()).add(edge["kind"])
            records.setdefault((origin, target), set()).add(edge["record"])
    return tuple(Relation(*pair, tuple(sorted(kinds[pair])), tuple(sorted(records[pair]))) for pair in sorted(kinds))


def _records_of(relations: Iterable[Relation]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in relations:
        for end in (each.origin, each.target):
            found.setdefault(end, set()).update(each.records)
    return found


def _positions(graph: nx.Graph[str]) -> Mapping[str, tuple[int, int]]:
    """Give each node a place within the margins.

    Parts that are not joined are kept together by a node of air. Halfway between its place in the layout and its rank
    a node has room also where the layout is dense.
    """
    held = nx.Graph(graph)
    held.add_weighted_edges_from((_AIR, node, 0.05) for node in sorted(graph))
    found = nx.spring_layout(held, seed=_SEED, iterations=_ROUNDS)
    columns = _spread({node: float(found[node][0]) for node in graph}, WIDTH)
    rows = _spread({node: float(found[node][1]) for node in graph}, HEIGHT)
    return {node: (columns[node], rows[node]) for node in graph}


def _spread(values: Mapping[str, float], size: int) -> Mapping[str, int]:
    low, high = min(values.values(), default=0), max(values.values(), default=0)
    order = sorted(values, key=lambda node: (values[node], node))
    room, last = size - 2 * _MARGIN, max(len(order) - 1, 1)
    return {
        node: round(_MARGIN + room * ((values[node] - low) / ((high - low) or 1) + rank / last) / 2)
        for rank, node in enumerate(order)
    }
