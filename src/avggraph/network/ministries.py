"""Ministries: the flows from each to each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from avggraph.network.build import Network
from avggraph.network.party import Party


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
    kinds: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
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
