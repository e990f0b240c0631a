"""Parties: the organisations, systems and groups that rows of an analysis name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.network.build import Network


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, system, group or kind of data: its IRI and Dutch name."""

    iri: str
    label: str


def party_of(network: Network, iri: str) -> Party:
    """Give the party that a node stands for."""
    return Party(iri, network.nodes[iri]["label"])


def parties_of(network: Network, iris: Iterable[str]) -> tuple[Party, ...]:
    """Give the parties of nodes, by name."""
    return by_name(party_of(network, iri) for iri in iris)


def by_name(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Sort parties by name and IRI, each once.

    >>> by_name([Party("urn:b", "UWV"), Party("urn:a", "CJIB"), Party("urn:b", "UWV")])
    (Party(iri='urn:a', label='CJIB'), Party(iri='urn:b', label='UWV'))
    """
    return tuple(sorted(set(parties), key=lambda party: (party.label, party.iri)))
