"""Each saved query gives its golden answer on both engines, with and without parameters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset

from avggraph import resources
from avggraph.errors import QueryError
from avggraph.query import OxigraphEngine, RdflibEngine, Table, bind, render
from query.engines import ENGINES, catalogue, engine

GOLDEN = Path(__file__).with_name("golden")
NAMES = sorted(path.stem for path in resources.queries().glob("*.rq"))


def ask(name: str, on: str = "oxigraph", **values: str | list[str]) -> Table:
    given = {key: [value] if isinstance(value, str) else value for key, value in values.items()}
    return engine(on).select(bind(catalogue()[name], given, catalogue(), engine(on)))


answer = cache(ask)
"""An answer without parameters, of which several tests ask something."""


def column(table: Table, name: str) -> list[str]:
    return [row[name] for row in table.texts()]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_answer_is_the_golden_one(name: str, on: str, pytestconfig: pytest.Config) -> None:
    golden = GOLDEN / f"{name}.csv"
    text = render(answer(name, on), "csv").replace("\r\n", "\n")
    if pytestconfig.getoption("--rewrite-answers"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_engines_give_equal_tables(name: str) -> None:
    assert answer(name, "oxigraph") == answer(name, "rdflib")


@pytest.mark.parametrize("name", NAMES)
def test_file_runs_as_it_stands(name: str) -> None:
    assert engine("oxigraph").select(catalogue()[name].text) == answer(name, "oxigraph")


@pytest.mark.parametrize("on", ENGINES)
def test_threshold_counts_controllers_not_records(on: str) -> None:
    assert column(ask("shared-recipients", on, minimum="3"), "name") == []
    # With 1, a unit of the only controller is still its own staff, and no recipient.
    assert "Voorbeelddirectie" not in column(ask("shared-recipients", on, minimum="1"), "name")
    assert "ministerie van Buitenlandse Zaken" in column(ask("shared-recipients", on, minimum="1"), "name")


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    "value",
    [
        "SSC-ICT",
        "ssc  ict",
        "Shared Service Center ICT",
        "tooi:oorg/oorg10215",
        "https://identifier.overheid.nl/tooi/id/oorg/oorg10215",
        "<https://identifier.overheid.nl/tooi/id/oorg/oorg10215>",
    ],
)
def test_organisation_by_name_abbreviation_curie_or_iri(value: str, on: str) -> None:
    table = ask("shared-recipients", on, organisation=value)
    assert column(table, "name") == ["SSC-ICT"]
    assert column(table, "records") == ["M1, M2, M3, M6"]


@pytest.mark.parametrize("on", ENGINES)
def test_several_values_mean_or(on: str) -> None:
    table = ask("records", on, controller=["BZ", "BZK"])
    assert column(table, "reference") == ["M1", "M2", "M3", "M4", "M6"]
    assert column(ask("records", on, controller="BZ", ministry="BZK"), "reference") == ["M6"]


@pytest.mark.parametrize("on", ENGINES)
def test_parameters_of_the_main_questions(on: str) -> None:
    assert column(ask("cross-ministry-flows", on, **{"from": "BZK"}), "records") == ["M3"]
    assert column(ask("cross-ministry-flows", on, to="BZK"), "flows") == ["3"]
    assert column(ask("special-data", on, category="burgerservicenummer", controller="BZK"), "reference") == ["M3"]
    assert column(ask("special-data", on, controller="BZ"), "reference") == ["M2", "M1"]
    assert column(ask("sources", on, source="BRP"), "records") == ["M3, M4"]
    assert column(ask("flows", on, record="m3", kind="verkrijging"), "fromName") == ["BRP"]
    assert set(column(ask("record", on, record="Zonder nummer"), "record")) == {"m5"}
    assert column(ask("retention", on, record="M2"), "condition") == ["", "bij bezwaar"]
    assert column(ask("laws", on, law="bestuursrecht", record="M2"), "article") == ["3:4"]
    assert column(ask("unmapped", on, scheme="betrokkenen"), "records") == ["M1"]
    assert column(ask("unmapped", on, minimum="2"), "words") == ["opgelegde boetes"]


def test_sensitive_data_are_not_paired_with_each_legal_basis_of_their_record() -> None:
    store = Store()
    store.load(
        b"""
        PREFIX dpv: <https://w3id.org/dpv#>
        PREFIX data: <https://w3id.org/avggraph/concept/persoonsgegevens/>
        PREFIX gdpr: <https://w3id.org/dpv/legal/eu/gdpr#>
        <urn:bz> a dpv:DataController . <urn:bzk> a dpv:DataController .
        data:gezondheid a dpv:SpecialCategoryPersonalData .
        <urn:m1> a <https://w3id.org/dpcat#ROPARecord> ; <http://purl.org/dc/terms/identifier> "M1" ;
            dpv:hasDataController <urn:bz> , <urn:bzk> ; dpv:hasPersonalData data:bsn , data:gezondheid ;
            dpv:hasLegalBasis gdpr:A6-1-e , gdpr:A6-1-c .
        """,
        format=RdfFormat.TURTLE,
    )
    table = OxigraphEngine(store).select(catalogue()["special-data"].text)
    assert [(row["category"], row["reference"], row["legalBasesOfRecord"]) for row in table.texts()] == [
        ("bijzonder", "M1", "A6-1-c; A6-1-e"),
        ("bsn", "M1", "A6-1-c; A6-1-e"),
    ]


def test_silence_is_not_a_no() -> None:
    answers = {row["reference"]: row["transferOutsideEU"] for row in ask("records").texts()}
    assert (answers["M4"], answers["m5"], answers["M3"]) == ("niet vermeld", "niet te lezen", "nee")


def test_unknown_name_lists_names_near_it() -> None:
    with pytest.raises(QueryError, match=r"SSC-ITC.*Lijkt op: .*SSC-ICT"):
        ask("processors", processor="SSC-ITC")


def test_ambiguous_name_lists_what_it_names() -> None:
    with pytest.raises(QueryError, match=r"meer dan één: .*voorbeeldarchief, .*voorbeeldinstituut"):
        ask("shared-recipients", organisation="vi")


def test_only_what_can_be_chosen_is_found_by_name() -> None:
    with pytest.raises(QueryError, match="'Logius'"):
        ask("cross-ministry-flows", to="Logius")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_gives_no_rows_but_those_of_fixed_lists(name: str) -> None:
    """rdflib 7 makes one group of nothing, where SPARQL 1.1 has none (section 18.5); it then joins with all labels."""
    oxigraph, other = OxigraphEngine(Store()), RdflibEngine(Dataset(default_union=True))
    empty = oxigraph.select(catalogue()[name].text)
    assert other.select(catalogue()[name].text) == empty
    assert not empty.rows or "keuzelijst" in catalogue()[name].tags
