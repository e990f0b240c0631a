"""A processor's record (GDPR art. 30(2)): it acts for its controllers, and the processors it lists act for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from avggraph.extract import extract
from avggraph.graph.naming import Naming
from avggraph.graph.record import record_quads
from avggraph.read.structured import read_json
from avggraph.resolve.knowledge import Knowledge
from avggraph.resolve.record import Flow, Record, Thing
from avggraph.resolve.resolver import resolve
from avggraph.text import SourceText

PROCESSOR_REGISTER = "AVG Verwerker Verwerkingen/JSON/Dienst.json"
CONTROLLER_REGISTER = "AVG Verantwoordelijke Verwerkingen/JSON/Dienst.json"
RECORD = {
    "Naam": "Salarisadministratie",
    "Nummer": "M9101",
    "Verantwoordelijken": [{"Naam": "De Minister van Financiën", "ContactFg": "A. de Vries"}],
    "Verwerkers": [{"Naam": "SSC-ICT"}, {"Naam": "Drukkerij De Punt"}],
    "Categorien": [{"Omschrijving": "Opvragen"}, {"Omschrijving": "Wegtoveren"}],
    "Beveiliging": {"Encryptie": "De opslag is versleuteld.", "Verwerkers": "Ja", "Verantwoordelijken": "N.v.t."},
}


@cache
def knowledge() -> Knowledge:
    return Knowledge.load(Naming().base)


def resolved(path: str, **changes: object) -> Record:
    (source,) = read_json(json.dumps({**RECORD, **changes}).encode(), path)
    assert isinstance(source, SourceText)
    return resolve(extract(source), source, "m9101", knowledge())


def name(thing: Thing, record: Record) -> str:
    names: dict[Thing, str] = {organisation.iri: organisation.name for organisation in record.organisations}
    names.update((group.node, group.words.text) for group in record.groups)
    return names[thing]


def ends(flows: Iterable[Flow], record: Record) -> list[tuple[str, str, str]]:
    return [(flow.kind, name(flow.origin, record), name(flow.target, record)) for flow in flows]


def test_the_organisation_of_the_record_processes_for_its_controllers_and_engages_the_listed_processors() -> None:
    record = resolved(PROCESSOR_REGISTER, Organisatie="P-Direkt")
    assert ends(record.flows, record) == [
        ("ProcessingOnBehalf", "ministerie van Financiën", "P-Direkt"),
        ("SubProcessing", "P-Direkt", "SSC-ICT"),
        ("SubProcessing", "P-Direkt", "Drukkerij De Punt"),
    ]


def test_the_same_list_in_a_controllers_register_names_processors() -> None:
    record = resolved(CONTROLLER_REGISTER, Organisatie="P-Direkt")
    assert {flow.kind for flow in record.flows} == {"ProcessingOnBehalf"}
    assert {party.role for party in record.parties} == {"processor"}


def test_a_processor_that_is_not_named_is_not_guessed() -> None:
    record = resolved(PROCESSOR_REGISTER)
    assert ends(record.flows, record) == [
        ("SubProcessing", "ministerie van Financiën", "SSC-ICT"),
        ("SubProcessing", "ministerie van Financiën", "Drukkerij De Punt"),
    ]


def test_the_organisation_of_a_processors_record_is_never_taken_for_its_controller() -> None:
    record = resolved(PROCESSOR_REGISTER, Organisatie="P-Direkt", Verantwoordelijken=[])
    assert record.flows == () or all(name(flow.origin, record) == "P-Direkt" for flow in record.flows)
    assert not any(flow.kind == "ProcessingOnBehalf" for flow in record.flows)


def test_the_graph_tells_the_processor_from_its_sub_processors_and_keeps_the_officers_name_out() -> None:
    record = resolved(PROCESSOR_REGISTER, Organisatie="P-Direkt")
    quads = list(record_quads(record, Naming()))
    said = {(predicate.rpartition("#")[2][:-1], value) for _, predicate, value, _ in quads}
    processors = {value for predicate, value in said if predicate == "hasDataProcessor"}
    sub_processors = {value for predicate, value in said if predicate == "hasSubProcessor"}
    assert len(processors) == 1 and len(sub_processors) == 1 and not processors & sub_processors
    assert ("processingText", '"Opvragen"@nl') in said
    assert ("description", '"De opslag is versleuteld."@nl') in {
        (predicate.rpartition("/")[2][:-1], value) for _, predicate, value, _ in quads
    }
    assert any(predicate == "hasDataProtectionOfficer" for predicate, _ in said)
    assert not any("Vries" in value for _, _, value, _ in quads)


def test_a_category_without_a_known_operation_is_kept_as_not_recognised() -> None:
    record = resolved(PROCESSOR_REGISTER)
    assert [(one.field, one.words.text) for one in record.unrecognised] == [("categories", "Wegtoveren")]
    assert "opvragen" in {operation.rpartition("/")[2] for operation in record.operations}


def test_a_service_that_is_no_known_organisation_is_kept_as_a_processor_not_recognised() -> None:
    record = resolved(PROCESSOR_REGISTER, Dienst="Kern - Directie Voorbeeld", Categorien=[])
    assert [(one.field, one.words.text) for one in record.unrecognised] == [("processor", "Kern - Directie Voorbeeld")]
    assert resolved(CONTROLLER_REGISTER, Dienst="Kern - Directie Voorbeeld", Categorien=[]).unrecognised == ()


def test_only_words_that_describe_security_are_kept_as_its_description() -> None:
    assert [words.text for words in resolved(PROCESSOR_REGISTER).security.words] == ["De opslag is versleuteld."]
    assert resolved(PROCESSOR_REGISTER).security.concepts
    assert resolved(PROCESSOR_REGISTER, Beveiliging={"HasBeveiliging": True, "Encryptie": "Nee"}).security.words == ()
