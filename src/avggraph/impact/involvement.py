"""Involvement: which records an organisation or system comes into, how, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avggraph.impact.model import How, Involvement, Words
from avggraph.network.party import Party, by_name
from avggraph.network.record_flows import RecordFlow, flows_of_records
from avggraph.network.register import ROLES, Role
from avggraph.query import Catalogue, Engine, bind, find_query
from avggraph.query.values import local_name

UNITS = "unit-hierarchy"
_ON_BEHALF = {Role.PROCESSOR: "ProcessingOnBehalf", Role.SUBPROCESSOR: "SubProcessing"}


@dataclass(frozen=True, slots=True)
class Naming:
    """That a record names a party in a role."""

    record: str
    reference: str
    role: Role
    party: Party


@dataclass(frozen=True, slots=True)
class Reach:
    """What an organisation or system reaches: the namings of it and what is its own, by how.

    `because` are the references on which a party's being its own rests.
    """

    namings: Mapping[How, tuple[Naming, ...]]
    systems: tuple[Party, ...]
    because: Mapping[str, tuple[str, ...]]

    def records_of(self, *, stated: bool) -> tuple[str, ...]:
        """Give the IRIs of the records that say so themselves, or of those that do not, sorted."""
        ways = [found for how, found in self.namings.items() if how.stated is stated]
        return tuple(sorted({each.record for found in ways for each in found}))


def reach_of(thing: str, engine: Engine, catalogue: Catalogue) -> Reach:
    """Find the records that name a thing, a unit of it, a system it processes in, or a processor that engages it.

    A record is found in the surest way only: one that names the thing itself is not found again by its system. That
    it processes in a system is taken from flows to it, or to a unit, as processor through the system. A system that
    it only receives data through is not its own.
    """
    named = namings([thing], engine, catalogue)
    units = {row["unit"] for row in _units(thing, engine, catalogue)} - {thing}
    of_units = _others(namings(sorted(units), engine, catalogue), named)
    own = (*named, *of_units)
    parties = {thing, *units}
    processing = tuple(each for each in own if each.role in _ON_BEHALF)
    flows = flows_of_records(engine, catalogue, sorted({each.record for each in processing}))
    references = {each.record: each.reference for each in processing}
    because: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        if flow.kind in _ON_BEHALF.values() and flow.target in parties:
            for system in flow.systems:
                because[system].add(references[flow.record])
            if flow.kind == _ON_BEHALF[Role.SUBPROCESSOR] and flow.origin not in parties:
                because[flow.origin].add(references[flow.record])
    systems = {system for flow in flows for system in flow.systems if system in because and system != thing}
    by_system = [
        each for each in namings(sorted(systems), engine, catalogue) if each.role in {Role.SYSTEM, Role.SOURCE}
    ]
    through = _others(by_system, own)
    engaging = sorted(set(because) - systems - {thing})
    by_chain = [each for each in namings(engaging, engine, catalogue) if each.role is Role.PROCESSOR]
    return Reach(
        {
            How.NAMED: named,
            How.UNIT: of_units,
            How.SYSTEM: through,
            How.CHAIN: _others(by_chain, (*own, *through)),
        },
        by_name(each.party for each in by_system),
        {party: tuple(sorted(found)) for party, found in because.items()},
    )


def namings(parties: list[str], engine: Engine, catalogue: Catalogue) -> tuple[Naming, ...]:
    """Find where parties have a role; `parties` are IRIs."""
    if not parties:
        return ()
    text = bind(find_query(catalogue, ROLES), {"party": parties}, catalogue, engine)
    return tuple(
        Naming(
            row["record"],
            row["reference"],
            Role(row["role"]),
            Party(row["party"], row["partyName"] or local_name(row["party"])),
        )
        for row in engine.select(text).texts()
    )


def involvement(
    how: How,
    naming: Naming,
    flows: Iterable[RecordFlow],
    mentions: Mapping[str, Words],
    because: tuple[str, ...],
    names: Mapping[str, str],
) -> Involvement:
    """Tell how a record comes into it; `flows` and `mentions` are the record's, the latter words by what they name.

    The words are those of the flows to the party, which say its role; where there is no flow, those that name it.
    """
    iri = naming.party.iri
    fitting = [flow for flow in flows if _fits(naming.role, flow, iri)]
    words = dict.fromkeys(each for flow in fitting for each in flow.words) or dict.fromkeys(mentions.get(iri, ()))
    systems = {system for flow in fitting for system in flow.systems if system != iri}
    return Involvement(
        how,
        naming.role,
        naming.party,
        by_name(Party(system, names.get(system) or local_name(system)) for system in systems),
        because,
        tuple(words),
    )


def _fits(role: Role, flow: RecordFlow, iri: str) -> bool:
    match role:
        case Role.PROCESSOR | Role.SUBPROCESSOR:
            return flow.target == iri and flow.kind in _ON_BEHALF.values()
        case Role.RECIPIENT | Role.INTERNAL:
            return flow.target == iri
        case Role.SYSTEM:
            return iri in flow.systems and flow.kind != "Collection"
        case _:
            return False


def _others(found: Iterable[Naming], known: Iterable[Naming]) -> tuple[Naming, ...]:
    records = {each.record for each in known}
    return tuple(each for each in found if each.record not in records)


def _units(thing: str, engine: Engine, catalogue: Catalogue) -> tuple[dict[str, str], ...]:
    text = bind(find_query(catalogue, UNITS), {"organisation": [thing]}, catalogue, engine)
    return engine.select(text).texts()
