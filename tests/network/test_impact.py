"""The impact of a breach or stop: by hand from cases/chain.trig, golden on the examples, and its laws."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import QueryError, UsageError
from avggraph.impact import IMPACT_FORMATS, Duty, How, Impact, Scenario, impact, render_impact
from avggraph.network import Role, Sensitive, thing_named
from avggraph.query import OxigraphEngine
from avggraph.store import Output, open_output
from command_line import Said, avggraph
from network.chain import BASE, CASES, TEXTS, chain, chain_store
from query.engines import ENGINES, catalogue

AVG = "https://w3id.org/avggraph/def#"


def assessed(name: str, on: str = "oxigraph") -> Impact:
    return impact(chain(on), catalogue(), f"{BASE}{name}")


@pytest.mark.parametrize("on", ENGINES)
def test_each_record_comes_into_it_in_the_surest_way(on: str) -> None:
    found = assessed("ssc", on)
    assert [(record.reference, record.how, record.roles) for record in found.records] == [
        ("M1", How.NAMED, (Role.PROCESSOR,)),
        ("M2", How.NAMED, (Role.PROCESSOR,)),
        ("M3", How.SYSTEM, (Role.SYSTEM,)),
        ("M4", How.UNIT, (Role.RECIPIENT,)),
        ("M5", How.NAMED, (Role.SOURCE,)),
    ]
    assert [each.label for each in found.units] == ["Servicedesk"]
    assert [each.label for each in found.systems] == ["Rijkswerkplek"]
    m3 = found.records[2]
    assert [(way.named.label, way.because) for way in m3.involvements] == [("Rijkswerkplek", ("M1",))]
    # What the record does not say itself is not worked out; asked for the system, it is.
    assert m3.data == ()
    of_system = {record.reference: record for record in assessed("werkplek", on).records}
    assert [each.data.label for each in of_system["M3"].data] == ["naam"]


@pytest.mark.parametrize("on", ENGINES)
def test_the_words_are_those_of_the_flow(on: str) -> None:
    m1 = assessed("ssc", on).records[0]
    assert (m1.title, m1.file) == ("Loket", "m1.txt")
    (way,) = m1.involvements
    assert ([each.label for each in way.systems], way.words) == (["Rijkswerkplek"], (f"{BASE}doc1#char=42,61",))
    assert [(party.label, words) for party, words in m1.controllers] == [("BZ", (f"{BASE}doc1#char=39,41",))]
    (subject,) = m1.subjects
    assert ([each.label for each in subject.kinds], subject.words) == (
        ["burger", "persoon"],
        (f"{BASE}doc1#char=0,21",),
    )
    sensitive = [(each.data.label, each.sensitive, each.words) for each in m1.data if each.sensitive]
    assert sensitive == [("gezondheidsgegevens", (Sensitive.SPECIAL,), (f"{BASE}doc1#char=22,38",))]


def test_who_should_hear_and_why() -> None:
    notices = [(each.controller.label, each.duty, each.stated, each.records) for each in assessed("ssc").notices]
    assert notices == [
        ("BZ", Duty.PROCESSOR, True, ("M1",)),
        ("BZK", Duty.PROCESSOR, True, ("M2",)),
        ("IenW", Duty.NONE, True, ("M5",)),
        ("SZW", Duty.NONE, True, ("M4",)),
        ("OCW", Duty.PROCESSOR, False, ("M3",)),
    ]


def test_what_stops() -> None:
    records = {record.reference: record for record in assessed("ssc").records}
    assert [each.label for each in records["M1"].cut_off] == ["Logius"]
    assert [each.label for each in records["M5"].sources_left] == ["BRP"]
    bz = {record.reference: record for record in assessed("bz").records}
    # Data subjects still give, and nobody takes it on.
    assert [each.label for each in bz["M1"].cut_off] == ["Logius", "SSC-ICT"]
    system = {record.reference: record for record in assessed("werkplek").records}
    assert [each.label for each in system["M1"].cut_off] == ["Logius", "SSC-ICT"]


@pytest.mark.parametrize("on", ENGINES)
def test_a_sub_processor_may_be_behind_its_processor_elsewhere(on: str) -> None:
    found = assessed("logius", on)
    assert [(record.reference, record.how, record.roles) for record in found.records] == [
        ("M1", How.NAMED, (Role.SUBPROCESSOR,)),
        ("M2", How.CHAIN, (Role.PROCESSOR,)),
    ]
    assert [(each.controller.label, each.duty, each.stated) for each in found.notices] == [
        ("BZ", Duty.SUBPROCESSOR, True),
        ("BZK", Duty.SUBPROCESSOR, False),
    ]
    chained = found.records[1]
    assert (chained.involvements[0].named.label, chained.involvements[0].because) == ("SSC-ICT", ("M1",))
    # What is only possible is not worked out.
    assert (chained.data, chained.subjects, chained.cut_off) == ((), (), ())


def test_a_controller_and_a_system() -> None:
    bz = assessed("bz")
    assert [(each.controller.label, each.duty, each.records) for each in bz.notices] == [("BZ", Duty.OWN, ("M1", "M6"))]
    werkplek = assessed("werkplek")
    assert (werkplek.is_system, [each.label for each in werkplek.run_by]) == (True, ["SSC-ICT"])
    assert [(each.controller.label, each.duty) for each in werkplek.notices] == [("BZ", Duty.OWN), ("OCW", Duty.OWN)]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("name", ["BRP", "brp", "GBA", f"{BASE}brp"])
def test_a_thing_is_found_by_the_names_the_texts_give_it_too(name: str, on: str) -> None:
    assert thing_named(name, chain(on), catalogue()) == f"{BASE}brp"


@pytest.mark.parametrize("name", ["naam", "persoon", "SSC-ITC"])
def test_a_concept_or_a_slip_is_no_thing(name: str) -> None:
    with pytest.raises(QueryError, match="Geen keuze voor organisatie of systeem"):
        thing_named(name, chain("oxigraph"), catalogue())


def test_what_no_record_names_is_not_said_to_be_safe() -> None:
    found = impact(chain("oxigraph"), catalogue(), "urn:niemand")
    assert found.records == ()
    assert "niet uitgesloten" in render_impact(found)


def test_scenarios() -> None:
    found = assessed("ssc")
    breach = render_impact(found, "text", TEXTS, [Scenario.BREACH])
    stop = render_impact(found, "text", TEXTS, [Scenario.STOP])
    assert ("art. 33" in breach, "stilvalt" in breach) == (True, False)
    assert ("Bij een lek" in stop, "krijgen in deze verwerking niets meer: Logius" in stop) == (False, True)
    assert "regel 3: “SSC-ICT (verwerker)”" in breach


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match="text, markdown, json, csv"):
        render_impact(assessed("ssc"), "pdf")


@pytest.mark.parametrize("format", IMPACT_FORMATS)
def test_both_engines_give_the_same_report(format: str) -> None:
    reports = {render_impact(assessed("ssc", on), format, TEXTS) for on in ENGINES}
    assert len(reports) == 1


def test_json_and_csv_hold_every_record() -> None:
    found = assessed("ssc")
    document = json.loads(render_impact(found, "json", TEXTS))
    references = [record.reference for record in found.records]
    assert [record["reference"] for record in document["records"]] == references
    assert document["records"][0]["involvements"][0]["words"] == [
        {"place": f"{BASE}doc1#char=42,61", "line": 3, "words": "SSC-ICT (verwerker)"}
    ]
    rows = list(csv.DictReader(io.StringIO(render_impact(found, "csv"), newline="")))
    assert [row["reference"] for row in rows] == references
    assert rows[0]["bijzonder"] == "gezondheidsgegevens"


# ---------------------------------------------------------------- laws

ORGANISATIONS = ("bz", "bzk", "ocw", "szw", "ienw", "ssc", "logius")
records = st.sampled_from(["m1", "m2", "m3", "m4", "m5", "m6"])
organisations = st.sampled_from(ORGANISATIONS)
kinds = st.sampled_from(["Disclosure", "ProcessingOnBehalf", "SubProcessing", "InternalUse"])


@settings(max_examples=30)
@given(st.sampled_from([*ORGANISATIONS, "werkplek", "brp"]), records, kinds, organisations, organisations)
def test_one_flow_more_never_makes_the_impact_smaller(
    thing: str, record: str, kind: str, origin: str, target: str
) -> None:
    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{BASE}{name}")

    before = assessed(thing)
    store = chain_store()
    for predicate, value in (
        ("inRecord", node(record)),
        ("kind", ox.NamedNode(f"{AVG}{kind}")),
        ("from", node(origin)),
        ("to", node(target)),
    ):
        store.add(ox.Quad(node("extra"), ox.NamedNode(f"{AVG}{predicate}"), value, node("graph")))
    after = impact(OxigraphEngine(store), catalogue(), f"{BASE}{thing}")
    known = {each.iri: each for each in after.records}
    order = list(How)
    for each in before.records:
        assert each.iri in known
        assert order.index(known[each.iri].how) <= order.index(each.how)
    assert set(known) <= {f"{BASE}m{number}" for number in range(1, 7)}


# ---------------------------------------------------------------- the examples


@pytest.fixture(scope="module")
def examples(built_examples: Path) -> Output:
    return open_output(built_examples)


@pytest.mark.parametrize("name", ["SSC-ICT", "Logius"])
def test_the_golden_reports(name: str, examples: Output, pytestconfig: pytest.Config) -> None:
    engine = OxigraphEngine(examples.open_store())
    found = impact(engine, catalogue(), thing_named(name, engine, catalogue()))
    golden = CASES / f"impact-{name.lower()}.md"
    report = render_impact(found, "markdown", examples.documents)
    if pytestconfig.getoption("--rewrite-network"):
        golden.write_text(report, encoding="utf-8", newline="\n")
    assert report == golden.read_text(encoding="utf-8")


def test_every_quote_stands_in_its_text(examples: Output) -> None:
    engine = OxigraphEngine(examples.open_store())
    found = impact(engine, catalogue(), thing_named("SSC-ICT", engine, catalogue()))
    texts = examples.documents
    for record in found.records:
        for way in record.involvements:
            assert way.words, record.reference
            for words in way.words:
                source, _, span = words.partition("#char=")
                start, end = map(int, span.split(","))
                assert "SSC-ICT" in texts[source][start:end]


def test_the_real_register_says_one_thing_of_ssc_ict(built_seeds: Path) -> None:
    """By hand from the text of M4089: "SSC ICT (verwerker/beheerder van systeem CIC)", for the minister of BZ."""
    output = open_output(built_seeds)
    engine = OxigraphEngine(output.open_store())
    found = impact(engine, catalogue(), thing_named("SSC-ICT", engine, catalogue()))
    (record,) = found.records
    assert (record.reference, record.how, record.roles) == ("M4089", How.NAMED, (Role.PROCESSOR,))
    assert [each.label for each in record.involvements[0].systems] == ["CIC"]
    assert [party.label for party, _ in record.controllers] == ["ministerie van Buitenlandse Zaken"]
    assert record.sensitive == (Sensitive.SPECIAL, Sensitive.CRIMINAL)
    report = render_impact(found, "text", output.documents)
    assert "regel 89: “SSC ICT (verwerker/beheerder van systeem CIC)”" in report
    assert "regel 58: “medische informatie”" in report


def test_the_commands(examples: Output, tmp_path: Path) -> None:
    def asked(*arguments: str | Path) -> Said:
        return avggraph(*arguments, "-g", examples.folder)

    out = tmp_path / "lek.md"
    made = asked("impact", "ssc-ict", "--scenario", "lek", "-f", "markdown", "-o", out)
    assert (made.returncode, made.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("# Impact van SSC-ICT: lek\n")
    unknown = asked("impact", "SSC-ITC")
    assert (unknown.returncode, "SSC-ICT" in unknown.stderr) == (2, True)
    assert asked("impact", "SSC-ICT", "--scenario", "brand").returncode == 2
    shown = asked("paths", "--from", "visumaanvragers", "--to", "SSC-ICT", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [(row["verwerking"], row["stroom"], row["naar"]) for row in rows] == [
        ("M9001", "verkrijging", "ministerie van Buitenlandse Zaken"),
        ("M9001", "verwerking in opdracht", "SSC-ICT"),
    ]
    assert "regel 56: “SSC-ICT (verwerker, beheerder van systeem NVIS)”" in rows[1]["woorden"]
