"""Projections: organisations that share recipients, processors, systems or kinds of data.

Each row carries the numbers of the records it rests on. Records are never linked to each other: at 60,000 records that
projection has hundreds of millions of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from avggraph.network.build import Network
from avggraph.network.flows import between_organisations, records_of
from avggraph.network.party import Party, by_name, parties_of, party_of
from avggraph.network.register import RecordFacts, Register, Role

# Kinds of flows from a controller to another party (GDPR art. 4(9), art. 28, chapter V). Its own staff is no third
# party, and a sub-processor receives from a processor.
_GIVEN_BY_CONTROLLER = frozenset({"Disclosure", "ProcessingOnBehalf", "ThirdCountryTransfer"})


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
class Shared:
    """A processor, system or kind of data that several controllers have in their records."""

    thing: Party
    controllers: tuple[Party, ...]
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
                    party_of(network, recipient),
                    parties_of(network, controllers),
                    tuple(sorted({attributes["kind"] for _, attributes in flows})),
                    records_of(attributes for _, attributes in flows),
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
    recipients: dict[tuple[str, str], set[str]] = defaultdict(set)
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
    for recipient, flows in _by_recipient(network).items():
        of_controller: dict[str, set[str]] = defaultdict(set)
        for origin, attributes in flows:
            of_controller[origin].add(attributes["record"])
        for pair in combinations(sorted(of_controller), 2):
            recipients[pair].add(recipient)
            records[pair] |= of_controller[pair[0]] | of_controller[pair[1]]
    found = (
        ControllerPair(
            party_of(network, pair[0]),
            party_of(network, pair[1]),
            parties_of(network, shared),
            tuple(sorted(records[pair])),
        )
        for pair, shared in recipients.items()
        if len(shared) >= minimum
    )
    return tuple(
        sorted(
            found,
            key=lambda row: (-len(row.recipients), row.first.label, row.second.label, row.first.iri, row.second.iri),
        )
    )


def shared_processors(register: Register, minimum: int = 2) -> tuple[Shared, ...]:
    """Find the processors and sub-processors that work for several controllers.

    Parameters
    ----------
    register
        As from `register_of`.
    minimum
        The least number of controllers.

    Returns
    -------
    tuple of Shared
        Most controllers first, then by name.

    Notes
    -----
    Only who a record calls processor or sub-processor (GDPR art. 28) counts, and not as its own controller. A
    sub-processor is counted for the controllers of the record, though its contract is with a processor. A record with
    joint controllers counts for each. A record that names no processor may have one.
    """
    return _shared(register, lambda record: record.having(Role.PROCESSOR, Role.SUBPROCESSOR), minimum)


def shared_systems(register: Register, minimum: int = 2) -> tuple[Shared, ...]:
    """Find the systems in which several controllers process data.

    Parameters
    ----------
    register
        As from `register_of`.
    minimum
        The least number of controllers.

    Returns
    -------
    tuple of Shared
        Most controllers first, then by name.

    Notes
    -----
    A system counts where a record names it as its means, or as the way a flow to a recipient or processor goes.
    Systems that data come from are sources, and not counted. One name need not be one installation: two ministries
    that name "Rijkswerkplek" may each have their own.
    """
    return _shared(register, lambda record: record.having(Role.SYSTEM), minimum)


def shared_data(register: Register, minimum: int = 2) -> tuple[Shared, ...]:
    """Find the kinds of data that several controllers process.

    Parameters
    ----------
    register
        As from `register_of`.
    minimum
        The least number of controllers.

    Returns
    -------
    tuple of Shared
        Most controllers first, then by name.

    Notes
    -----
    The same kind of data ("naam"), not the same data: that two controllers both process it says nothing of an
    exchange between them. Words that no concept covers are not counted.
    """
    return _shared(register, lambda record: record.data, minimum)


def _shared(register: Register, things: Callable[[RecordFacts], tuple[Party, ...]], minimum: int) -> tuple[Shared, ...]:
    controllers: dict[Party, set[Party]] = defaultdict(set)
    records: dict[Party, set[str]] = defaultdict(set)
    for record in register:
        for thing in things(record):
            others = [each for each in record.having(Role.CONTROLLER) if each != thing]
            if others:
                controllers[thing].update(others)
                records[thing].add(record.reference)
    found = (
        Shared(thing, by_name(those), tuple(sorted(records[thing])))
        for thing, those in controllers.items()
        if len(those) >= minimum
    )
    return tuple(sorted(found, key=lambda row: (-len(row.controllers), row.thing.label, row.thing.iri)))


def _by_recipient(network: Network) -> dict[str, list[tuple[str, dict[str, str]]]]:
    found: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for origin, target, attributes in between_organisations(network):
        if attributes["kind"] in _GIVEN_BY_CONTROLLER:
            found[target].append((origin, attributes))
    return found
