"""The impact as people read it: what the first hour of a breach asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from avggraph.headed_lists import Item, Section
from avggraph.impact.model import AffectedRecord, Duty, How, Impact, Scenario, Words
from avggraph.impact.wording import (
    ASSUMPTIONS,
    BREACH_QUESTION,
    DUTIES,
    NOT_STATED,
    SENSITIVE,
    counted,
    listed,
    way_in,
)
from avggraph.network.party import Party, by_name
from avggraph.network.register import Role, Sensitive
from avggraph.validate.report.passages import Passages


def document(found: Impact, passages: Passages, scenarios: Collection[Scenario]) -> tuple[str, tuple[Section, ...]]:
    """Give the title and sections of an impact's report."""
    title = f"Impact van {found.thing.label}: {' en '.join(each.value for each in Scenario if each in scenarios)}"
    if not found.records:
        return title, (Section("Geen verwerkingen", (Item(NOT_STATED),)),)
    sections = [Section("In het kort", tuple(_summary(found, scenarios)))]
    if Scenario.BREACH in scenarios:
        sections.append(Section("Bij een lek: wie het moet horen (AVG art. 33)", tuple(_notices(found))))
        sections.append(Section("Bij een lek: betrokkenen en gegevens (AVG art. 34)", tuple(_people(found))))
    if Scenario.STOP in scenarios:
        sections.append(Section("Bij uitval: wat stilvalt", tuple(_stops(found))))
    sections.append(Section("De verwerkingen", tuple(_record(each, passages, scenarios) for each in found.records)))
    sections.append(Section("Waar dit op rust", tuple(map(Item, ASSUMPTIONS))))
    return title, tuple(sections)


def _summary(found: Impact, scenarios: Collection[Scenario]) -> Iterator[Item]:
    for how in How:
        records = [each for each in found.records if each.how is how]
        if records:
            yield Item(f"{way_in(how)}: {counted(len(records), 'verwerking', 'verwerkingen')} ({_refs(records)})")
    if Scenario.BREACH in scenarios:
        told = by_name(each.controller for each in found.notices if each.stated and each.duty is not Duty.NONE)
        hear = "verantwoordelijke die het bij een lek moet horen", "verantwoordelijken die het bij een lek moeten horen"
        yield Item(f"{counted(len(told), *hear)}{f': {listed(told)}' if told else ''}")
    known = [each for each in found.records if each.how.stated]
    for kind in Sensitive:
        records = [each for each in known if kind in each.sensitive]
        if records:
            yield Item(f"{kind.label} in {len(records)} van de {len(known)} verwerkingen ({_refs(records)})")
    if found.units:
        yield Item(f"genoemde onderdelen en eigen mensen: {listed(found.units)}")
    if found.systems:
        yield Item(f"verwerkt in: {listed(found.systems)}")
    if found.run_by:
        yield Item(f"verwerkers in dit systeem: {listed(found.run_by)}")


def _notices(found: Impact) -> Iterator[Item]:
    for stated in (True, False):
        for duty in Duty:
            rows = [each for each in found.notices if each.stated is stated and each.duty is duty]
            if rows:
                yield Item(
                    DUTIES[duty, stated],
                    tuple(Item(f"{row.controller.label}: {', '.join(row.records)}") for row in rows),
                )
    without = [each for each in found.records if not each.controllers]
    if without:
        yield Item(f"de verantwoordelijke is niet vermeld of niet herkend: {_refs(without)}")


def _people(found: Impact) -> Iterator[Item]:
    yield Item(BREACH_QUESTION)
    for record in found.records:
        if not record.how.stated:
            continue
        subjects = [
            Item(f"{each.subject.label}: {listed(each.data) or 'geen gegevens herkend'}") for each in record.subjects
        ]
        marks = [Item(f"{SENSITIVE[kind]}: {listed(_of(record, kind))}") for kind in record.sensitive]
        if not subjects:
            subjects = [Item(f"betrokkenen niet vermeld of niet herkend; gegevens: {_data(record)}")]
        yield Item(_name(record), (*subjects, *marks))


def _stops(found: Impact) -> Iterator[Item]:
    for record in found.records:
        if not record.how.stated:
            continue
        lines = [Item(_stop(role)) for role in record.roles]
        systems = by_name(system for way in record.involvements for system in way.systems)
        if systems:
            lines.append(Item(f"daarbij genoemde systemen: {listed(systems)}"))
        if record.cut_off:
            lines.append(Item(f"krijgen in deze verwerking niets meer: {listed(record.cut_off)}"))
        if Role.SOURCE in record.roles:
            lines.append(Item(f"herkende bronnen die blijven: {listed(record.sources_left) or 'geen'}"))
        yield Item(_name(record), tuple(lines))


def _stop(role: Role) -> str:
    match role:
        case Role.PROCESSOR | Role.SUBPROCESSOR:
            return f"het werk als {role.value} stopt"
        case Role.CONTROLLER | Role.UNIT:
            return f"de verwerking zelf: het is {role.value}"
        case Role.SYSTEM:
            return "wat via het systeem gaat"
        case Role.SOURCE:
            return "er komen geen gegevens meer uit deze bron"
        case Role.RECIPIENT | Role.INTERNAL:
            return f"krijgt niets meer ({role.value}); de verwerking zelf gaat door"


def _record(record: AffectedRecord, passages: Passages, scenarios: Collection[Scenario]) -> Item:
    items = []
    for way in record.involvements:
        via = f", via {listed(way.systems)}" if way.systems else ""
        because = f", volgens {', '.join(way.because)}" if way.because else ""
        text = f"{way_in(way.how)}: {way.named.label} als {way.role.value}{via}{because}"
        items.append(Item(text, _quotes(way.words, passages)))
    for controller, words in record.controllers:
        items.append(Item(f"verwerkingsverantwoordelijke: {controller.label}", _quotes(words, passages)))
    if record.systems:
        items.append(Item(f"systemen: {listed(record.systems)}"))
    if Scenario.BREACH in scenarios:
        for subject in record.subjects:
            kinds = f" ({listed(subject.kinds)})" if subject.kinds else ""
            items.append(Item(f"betrokkenen: {subject.subject.label}{kinds}", _quotes(subject.words, passages)))
        if record.how.stated:
            items.append(Item(f"gegevens van de verwerking als geheel: {_data(record)}"))
        for data in record.data:
            if data.sensitive:
                marks = ", ".join(kind.label for kind in data.sensitive)
                items.append(Item(f"{data.data.label} ({marks})", _quotes(data.words, passages)))
    return Item(f"{_name(record)}{f', {record.file}' if record.file else ''}", tuple(items))


def _quotes(words: Words, passages: Passages) -> tuple[Item, ...]:
    return tuple(Item(f"regel {', '.join(map(str, each.lines))}: “{each.words}”") for each in passages.cited(words))


def _name(record: AffectedRecord) -> str:
    return f"{record.reference}, {record.title}" if record.title else record.reference


def _refs(records: Iterable[AffectedRecord]) -> str:
    return ", ".join(each.reference for each in records)


def _of(record: AffectedRecord, kind: Sensitive) -> tuple[Party, ...]:
    return by_name(each.data for each in record.data if kind in each.sensitive)


def _data(record: AffectedRecord) -> str:
    return listed(each.data for each in record.data) or "geen herkend"
