"""What the network shows: shared recipients, central organisations, traffic between ministries.

Each row carries the numbers of the records it rests on. Records are never linked to each other: at 60,000 records that
projection has hundreds of millions of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import networkx as nx

from avggraph.errors import UsageError
from avggraph.network.build import Network

Measure = Literal["degree", "betweenness"]

# Kinds of nodes that more than one record can share.
_ORGANISATIONS = frozenset({"Organization", "OrganizationalUnit"})
# Kinds of flows from a controller to another party (GDPR art. 4(9), art. 28, chapter V). Its own staff is no third
# party, and a sub-processor receives from a processor.
_GIVEN_BY_CONTROLLER = frozenset({"Disclosure", "ProcessingOnBehalf", "ThirdCountryTransfer"})
_Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation: its IRI and Dutch name."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class SharedRecipient:
    """An organisation that receives from several controllers; `kinds` are the kinds of flows, sorted."""

    recipient: Party
    controllers: tuple[Party, ...]
    kinds: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ControllerPair:
    """Two controllers that give data to the same organisations."""

    first: Party
    second: Party
    recipients: tuple[Party, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """An organisation's place by a measure; the first is 1, equal scores share a place."""

    place: int
    party: Party
    score: float
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinistryFlows:
    """The flows from one ministry to another, or within one: their number, and the number of each kind, sorted.

    `kind_names` gives the kinds' Dutch names.
    """

    origin: Party
    target: Party
    flows: int
    kinds: tuple[tuple[str, int], ...]
    records: tuple[str, ...]


def shared_recipients(network: Network, minimum: int = 2) -> tuple[SharedRecipient, ...]:
    """Find the organisations that receive data from several controllers.

    Parameters
    ----------
    network
        As from `network_of`.
    minimum
        The least number of controllers.

    Returns
    -------
    tuple of SharedRecipient
        Most controllers first, then by name.

    Notes
    -----
    Counts disclosures, processing on behalf and third-country transfers between organisations. The origin of such
    a flow is taken to be the controller, as the graph model says. Groups do not count (each belongs to one record), nor
    do flows to staff. The saved query `shared-recipients` reads the records instead, and leaves out a
    controller's own units, which the network has as nodes without their place in an organisation.
    """
    found = []
    for recipient, flows in _by_recipient(network).items():
        controllers = {origin for origin, _ in flows}
        if len(controllers) >= minimum:
            found.append(
                SharedRecipient(
                    _party(network, recipient),
                    _parties(network, controllers),
                    tuple(sorted({attributes["kind"] for _, attributes in flows})),
                    _records(attributes for _, attributes in flows),
                )
            )
    return tuple(sorted(found, key=lambda row: (-len(row.controllers), row.recipient.label, row.recipient.iri)))


def controller_pairs(network: Network, minimum: int = 1) -> tuple[ControllerPair, ...]:
    """Project the bipartite graph of recipients and controllers on the controllers.

    Parameters
    ----------
    network
        As from `network_of`.
    minimum
        The least number of recipients that two controllers share.

    Returns
    -------
    tuple of ControllerPair
        Most shared recipients first, then by names. `first` stands before `second` by IRI.

    Notes
    -----
    Counts the same flows as `shared_recipients`. The work grows with the square of the controllers a recipient
    has, which are organisations, not records.
    """
    recipients: dict[_Ends, set[str]] = defaultdict(set)
    records: dict[_Ends, set[str]] = defaultdict(set)
    for recipient, flows in _by_recipient(network).items():
        of_controller: dict[str, set[str]] = defaultdict(set)
        for origin, attributes in flows:
            of_controller[origin].add(attributes["record"])
        for pair in combinations(sorted(of_controller), 2):
            recipients[pair].add(recipient)
            records[pair] |= of_controller[pair[0]] | of_controller[pair[1]]
    found = (
        ControllerPair(
            _party(network, pair[0]),
            _party(network, pair[1]),
            _parties(network, shared),
            tuple(sorted(records[pair])),
        )
        for pair, shared in recipients.items()
        if len(shared) >= minimum
    )
    return tuple(
        sorted(found, key=lambda row: (-len(row.recipients), row.first.label, row.second.label, row.first, row.second))
    )


def rank(network: Network, by: Measure = "degree") -> tuple[Rank, ...]:
    """Rank the organisations by how many others they exchange data with, or by how often they stand between others.

    Parameters
    ----------
    network
        As from `network_of`.
    by
        ``"degree"``: the number of other organisations it gives data to or receives data from. ``"betweenness"``:
        the share of shortest directed paths between other organisations that pass through it (Freeman 1977;
        normalised to the number of pairs, so between 0 and 1; rounded to six decimals).

    Returns
    -------
    tuple of Rank
        Highest score first, then by name. The records are those of all flows of the organisation with others.

    Raises
    ------
    UsageError
        For another measure.

    Notes
    -----
    Only organisations and their units count, and one edge from one to another however many flows there are: groups,
    sources and data subjects belong to one record, and would only measure the length of descriptions. All edges
    weigh the same. A path in this graph is no proof that data travel it: two flows that meet in an organisation may
    carry different data for different purposes.
    """
    simple, records = _simple_graph(network)
    if by == "degree":
        scores = {node: float(len({*simple.pred[node], *simple.succ[node]})) for node in simple}
    elif by == "betweenness":
        scores = {node: round(score, 6) for node, score in nx.betweenness_centrality(simple).items()}
    else:
        raise UsageError(f"De maat {by!r} bestaat niet.", advice="Kies degree of betweenness.")
    ordered = sorted(scores, key=lambda node: (-scores[node], _party(network, node).label, node))
    places: dict[float, int] = {}
    for place, node in enumerate(ordered, 1):
        places.setdefault(scores[node], place)
    return tuple(
        Rank(places[scores[node]], _party(network, node), scores[node], tuple(sorted(records[node])))
        for node in ordered
    )


def ministry_matrix(network: Network) -> tuple[MinistryFlows, ...]:
    """Count the flows from each ministry to each.

    Parameters
    ----------
    network
        As from `network_of`.

    Returns
    -------
    tuple of MinistryFlows
        The cells of the matrix that are not zero, by the names of both ministries; the diagonal (flows within one
        ministry) is among them.

    Notes
    -----
    An organisation counts for the ministry responsible for it. Flows with an end whose ministry is not known are left
    out: that they cross no border is not known either.
    """
    kinds: dict[_Ends, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    records: dict[_Ends, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for _, _, attributes in network.edges(data=True):
        ends = (attributes["from_ministry"], attributes["to_ministry"])
        if all(ends):
            names |= zip(ends, (attributes["from_ministry_label"], attributes["to_ministry_label"]), strict=True)
            kinds[ends][attributes["kind"]] += 1
            records[ends].add(attributes["record"])
    found = (
        MinistryFlows(
            Party(origin, names[origin]),
            Party(target, names[target]),
            sum(counts.values()),
            tuple(sorted(counts.items())),
            tuple(sorted(records[origin, target])),
        )
        for (origin, target), counts in kinds.items()
    )
    return tuple(sorted(found, key=lambda row: (row.origin.label, row.target.label, row.origin.iri, row.target.iri)))


def kind_names(network: Network) -> dict[str, str]:
    """Give the Dutch names of the kinds of flows in the network, by kind and sorted by it.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("urn:a", "urn:b", kind="Disclosure", kind_label="verstrekking")
    >>> kind_names(network)
    {'Disclosure': 'verstrekking'}
    """
    return dict(sorted({(each["kind"], each["kind_label"]) for _, _, each in network.edges(data=True)}))


# ---------------------------------------------------------------- parts of the network


def _by_recipient(network: Network) -> dict[str, list[tuple[str, dict[str, str]]]]:
    found: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for origin, target, attributes in _between_organisations(network):
        if attributes["kind"] in _GIVEN_BY_CONTROLLER:
            found[target].append((origin, attributes))
    return found


def _organisation_nodes(network: Network) -> set[str]:
    return {node for node, attributes in network.nodes(data=True) if attributes["kind"] in _ORGANISATIONS}


def _between_organisations(network: Network) -> Iterator[tuple[str, str, dict[str, str]]]:
    organisations = _organisation_nodes(network)
    for origin, target, attributes in network.edges(data=True):
        if origin != target and origin in organisations and target in organisations:
            yield origin, target, attributes


def _simple_graph(network: Network) -> tuple[nx.DiGraph[str], dict[str, set[str]]]:
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(sorted(_organisation_nodes(network)))
    records: dict[str, set[str]] = defaultdict(set)
    for origin, target, attributes in _between_organisations(network):
        simple.add_edge(origin, target)
        records[origin].add(attributes["record"])
        records[target].add(attributes["record"])
    return simple, records


def _records(flows: Iterable[dict[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({attributes["record"] for attributes in flows}))


def _party(network: Network, iri: str) -> Party:
    return Party(iri, network.nodes[iri]["label"])


def _parties(network: Network, iris: Iterable[str]) -> tuple[Party, ...]:
    return tuple(sorted((_party(network, iri) for iri in iris), key=lambda party: (party.label, party.iri)))
