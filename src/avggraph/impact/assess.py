"""Assessing the impact of a breach or stop: from the register's own words, record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from avggraph.impact.cut import cut_off
from avggraph.impact.involvement import Naming, involvement, reach_of
from avggraph.impact.model import (
    AffectedData,
    AffectedRecord,
    AffectedSubject,
    Duty,
    How,
    Impact,
    Involvement,
    Notice,
    Words,
)
from avggraph.network.naming import names_of_things
from avggraph.network.party import Party, by_name
from avggraph.network.record_flows import RecordFlow, flows_of_records, rows_of_records
from avggraph.network.register import RECORD_DATA, ROLES, Role, Sensitive
from avggraph.query import Catalogue, Engine
from avggraph.query.values import local_name

_DUTIES = {
    Role.CONTROLLER: Duty.OWN,
    Role.UNIT: Duty.OWN,
    Role.INTERNAL: Duty.OWN,
    Role.SYSTEM: Duty.OWN,
    Role.PROCESSOR: Duty.PROCESSOR,
    Role.SUBPROCESSOR: Duty.SUBPROCESSOR,
}


def impact(engine: Engine, catalogue: Catalogue, thing: str) -> Impact:
    """Tell what a breach or stop of an organisation or system touches.

    Parameters
    ----------
    engine, catalogue
        Answer the saved queries `roles`, `unit-hierarchy`, `flow-words`, `mention-words`, `record-data`,
        `subject-data`, `data-subject-kinds`, `documents` and `named-things`.
    thing
        The IRI of an organisation, unit or system; `thing_named` finds it by name.

    Returns
    -------
    Impact
        All records that come into it, with why and in which words.

    Notes
    -----
    Four things are assumed, and a report says so. (1) A register does not say which of a record's data each party
    gets: all data of the record are given. (2) Who processes through a system in one record is taken to process in it
    in others that name the system (`How.SYSTEM`); one name may be two installations. (3) Who is a sub-processor of a
    processor in one record may be so in others (`How.CHAIN`): possible, not stated. Of records that come into it by
    (2) or (3) only the parties are given: they are to be checked first. (4) What the register does not name is not
    known to be absent. No judgement is made of risk or duty: articles are given with the facts they ask about.
    """
    reach = reach_of(thing, engine, catalogue)
    facts = _Facts.read(engine, catalogue, reach.records_of(stated=True), reach.records_of(stated=False))
    found: dict[str, list[tuple[How, Naming]]] = defaultdict(list)
    for how, named in reach.namings.items():
        for naming in named:
            found[naming.record].append((how, naming))
    records = tuple(
        sorted(
            (_record(facts, iri, ways, reach.because) for iri, ways in found.items()),
            key=lambda record: (record.reference, record.iri),
        )
    )
    own = [each for how in How if how.stated for each in reach.namings[how]]
    is_system = any(each.role is Role.SYSTEM for each in reach.namings[How.NAMED]) or any(
        thing in flow.systems for flows in facts.flows.values() for flow in flows
    )
    return Impact(
        Party(thing, next((each.party.label for each in own if each.party.iri == thing), None)
              or _name(thing, engine, catalogue)),
        is_system,
        by_name(each.party for each in reach.namings[How.UNIT]),
        reach.systems,
        by_name(
            Party(flow.target, facts.names.get(flow.target) or local_name(flow.target))
            for flows in facts.flows.values()
            for flow in flows
            if thing in flow.systems and flow.kind in {"ProcessingOnBehalf", "SubProcessing"}
        ),
        records,
        _notices(records),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the saved queries say of the records that come into it, by record."""

    names: Mapping[str, str]
    flows: Mapping[str, list[RecordFlow]]
    roles: Mapping[str, list[dict[str, str]]]
    mentions: Mapping[str, list[dict[str, str]]]
    data: Mapping[str, list[dict[str, str]]]
    subjects: Mapping[str, list[dict[str, str]]]
    kinds: Mapping[str, list[dict[str, str]]]
    documents: Mapping[str, list[dict[str, str]]]

    @classmethod
    def read(cls, engine: Engine, catalogue: Catalogue, records: Sequence[str], possible: Sequence[str]) -> _Facts:
        """Read all of `records`, and the parties and flows of those that are only `possible`."""

        def by_record(query: str) -> dict[str, list[dict[str, str]]]:
            found: dict[str, list[dict[str, str]]] = defaultdict(list)
            for row in rows_of_records(engine, catalogue, query, records):
                found[row["record"]].append(row)
            return found

        roles = by_record(ROLES)
        for row in rows_of_records(engine, catalogue, ROLES, possible):
            roles[row["record"]].append(row)
        names = {row["party"]: row["partyName"] for rows in roles.values() for row in rows}
        flows: dict[str, list[RecordFlow]] = defaultdict(list)
        for flow in flows_of_records(engine, catalogue, sorted({*records, *possible})):
            flows[flow.record].append(flow)
        return cls(
            names,
            flows,
            roles,
            by_record("mention-words"),
            by_record(RECORD_DATA),
            by_record("subject-data"),
            by_record("data-subject-kinds"),
            by_record("documents"),
        )


def _record(
    facts: _Facts, iri: str, ways: Iterable[tuple[How, Naming]], because: Mapping[str, tuple[str, ...]]
) -> AffectedRecord:
    flows = facts.flows.get(iri, [])
    mentions: dict[str, list[str]] = defaultdict(list)
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in facts.mentions.get(iri, ()):
        mentions[row["thing"]].append(row["words"])
        places[row["thing"], row["part"]].append(row["words"])
    words = {thing: tuple(dict.fromkeys(found)) for thing, found in mentions.items()}
    reference = next(row["reference"] for row in facts.roles[iri])
    involvements = tuple(
        dict.fromkeys(
            involvement(how, each, flows, words,
                        () if how.stated else because.get(each.party.iri, ()), facts.names)
            for how, each in ways
        )
    )  # fmt: skip
    document = next(iter(facts.documents.get(iri, ())), {"title": facts.roles[iri][0]["title"]})
    controllers = [row for row in facts.roles[iri] if row["role"] == Role.CONTROLLER.value]
    lost = {each.named.iri for each in involvements if each.how.stated}
    # A source node is known by what it mentions.
    origins = {flow.origin for flow in flows if flow.kind == "Collection"}
    lost |= {row["part"] for row in facts.mentions.get(iri, ()) if row["part"] in origins and row["thing"] in lost}
    return AffectedRecord(
        iri,
        reference,
        document.get("title", ""),
        document.get("file", ""),
        involvements,
        tuple((_party(row["party"], facts.names), words.get(row["party"], ())) for row in controllers),
        by_name(_party(row["party"], facts.names) for row in facts.roles[iri] if row["role"] == Role.SYSTEM.value),
        _subjects(facts, iri),
        _data(facts, iri, words),
        by_name(
            _party(each, facts.names) for each in cut_off(flows, lost, [row["party"] for row in controllers])
        ),
        _sources_left(facts, iri, involvements),
    )  # fmt: skip


def _subjects(facts: _Facts, iri: str) -> tuple[AffectedSubject, ...]:
    kinds: dict[str, list[Party]] = defaultdict(list)
    for row in facts.kinds.get(iri, ()):
        kinds[row["subject"]].append(Party(row["kind"], row["kindName"] or local_name(row["kind"])))
    data_names = {row["data"]: row["dataName"] for row in facts.data.get(iri, ())}
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in facts.subjects.get(iri, ()):
        rows[row["subject"]].append(row)
    return tuple(
        AffectedSubject(
            Party(subject, found[0]["subjectName"] or local_name(subject)),
            by_name(kinds[subject]),
            by_name(_party(row["data"], data_names) for row in found if row["data"]),
            tuple(dict.fromkeys(row["words"] for row in found if row["words"])),
        )
        for subject, found in rows.items()
    )


def _data(facts: _Facts, iri: str, words: Mapping[str, Words]) -> tuple[AffectedData, ...]:
    sensitive: dict[str, set[Sensitive]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in facts.data.get(iri, ()):
        names[row["data"]] = row["dataName"]
        if row["category"]:
            sensitive[row["data"]].add(Sensitive(row["category"]))
    return tuple(
        AffectedData(
            _party(data, names), tuple(kind for kind in Sensitive if kind in sensitive[data]), words.get(data, ())
        )
        for data in names
    )


def _sources_left(facts: _Facts, iri: str, involvements: Sequence[Involvement]) -> tuple[Party, ...]:
    lost = {each.named.iri for each in involvements if each.role is Role.SOURCE}
    if not lost:
        return ()
    return by_name(
        _party(row["party"], facts.names)
        for row in facts.roles[iri]
        if row["role"] == Role.SOURCE.value and row["party"] not in lost
    )


def _notices(records: Iterable[AffectedRecord]) -> tuple[Notice, ...]:
    found: dict[tuple[Party, Duty, bool], set[str]] = defaultdict(set)
    for record in records:
        for controller, _ in record.controllers:
            ways = [(_duty(each), each.how.stated) for each in record.involvements]
            duty, stated = min(ways, key=lambda way: (not way[1], list(Duty).index(way[0])))
            found[controller, duty, stated].add(record.reference)
    notices = (Notice(*key, tuple(sorted(references))) for key, references in found.items())
    return tuple(
        sorted(
            notices,
            key=lambda each: (not each.stated, list(Duty).index(each.duty), each.controller.label, each.controller.iri),
        )
    )


def _duty(way: Involvement) -> Duty:
    if way.how is How.SYSTEM and way.role is Role.SYSTEM:
        return Duty.PROCESSOR
    if way.how is How.CHAIN:
        return Duty.SUBPROCESSOR
    return _DUTIES.get(way.role, Duty.NONE)


def _party(iri: str, names: Mapping[str, str]) -> Party:
    return Party(iri, names.get(iri) or local_name(iri))


def _name(thing: str, engine: Engine, catalogue: Catalogue) -> str:
    named = (choice.name for choice in names_of_things(engine, catalogue) if choice.value == thing)
    return next(named, local_name(thing))
