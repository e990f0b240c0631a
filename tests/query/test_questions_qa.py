"""Questions about who shares what with whom, asked with their parameters of the examples, on both engines."""

from __future__ import annotations

import pytest

from avggraph.query import Table, bind
from query.engines import ENGINES, catalogue
from query.registers import EXAMPLES, register


def ask(name: str, on: str, **values: str | list[str]) -> Table:
    given = {key: [value] if isinstance(value, str) else value for key, value in values.items()}
    engine = register(EXAMPLES, on)
    return engine.select(bind(catalogue()[name], given, catalogue(), engine))


def columns(table: Table, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in table.texts()]


@pytest.mark.parametrize("on", ENGINES)
def test_shared_across_ministries(on: str) -> None:
    table = ask("shared-across-ministries", on, organisation="DUO")
    assert columns(table, "ministryCount", "controllerCount", "records") == [("3", "3", "M9002, M9009, M9011")]
    assert columns(ask("shared-across-ministries", on, minimum="6"), "name", "ministryCount") == [
        ("Directoraat-generaal Belastingdienst", "6")
    ]


@pytest.mark.parametrize("on", ENGINES)
def test_processors(on: str) -> None:
    table = ask("processors-ranked", on, processor="SSC-ICT")
    counts = ("controllerCount", "recordCount", "recordsWithSpecialData", "recordsWithCriminalData", "recordsWithBsn")
    assert columns(table, *counts) == [("4", "4", "3", "2", "3")]
    assert columns(ask("processors-ranked", on, minimum="3"), "processorName") == [("SSC-ICT",), ("Logius",)]
    table = ask("processing-for", on, processor="SSC-ICT", controller=["BZ", "JenV"])
    assert columns(table, "reference", "systems") == [
        ("M9001", "Nieuw Visuminformatiesysteem"),
        ("M9006", "TULP"),
        ("M9021", ""),
    ]


@pytest.mark.parametrize("on", ENGINES)
def test_ministries(on: str) -> None:
    table = ask("ministry-matrix", on, **{"from": "BZ", "to": "BZK"})
    assert columns(table, "flows", "records") == [("1", "M9001")]
    table = ask("ministry-matrix", on, **{"from": "JenV", "to": "JenV", "kind": "intern gebruik"})
    assert columns(table, "sameMinistry", "flows", "records") == [("true", "3", "M9006")]
    table = ask("ministry-overview", on, ministry="VWS")
    assert columns(table, "recordCount", "transferYesCount", "decisionYesCount", "records") == [
        ("2", "1", "1", "M9004, zonder-nummer-b34977a63d58")
    ]


@pytest.mark.parametrize("on", ENGINES)
def test_who_gives_and_who_gets(on: str) -> None:
    table = ask("controller-and-processor", on, organisation="Logius")
    assert columns(table, "controllerRecords", "responsibleUnitRecords", "processorRecords", "recipientRecords") == [
        ("", "M9002", "M9004, M9010, M9012", "")
    ]
    assert columns(ask("several-routes", on, organisation="SVB", data="BSN"), "routes") == [
        (
            "RDW (verstrekking, M9011); Uitvoeringsinstituut Werknemersverzekeringen (verstrekking, M9010); "
            "gemeente Zwolle (verstrekking, M9014); ministerie van Financiën (verstrekking, M9009)",
        )
    ]
    table = ask("direct-and-indirect", on, source="Directoraat-generaal Belastingdienst", organisation="UWV")
    assert columns(table, "viaName", "dataName", "viaRecords", "directRecords") == [
        ("gemeente Zwolle", "salaris", "M9014", "M9010")
    ]
    table = ask("recipients", on, record="M9004")
    assert columns(table, "recipientName", "role", "why") == [
        ("CAK medewerkers", "intern gebruik", "staff: medewerkers"),
        ("Centraal Justitieel Incassobureau", "ontvanger", "organisation: CJIB"),
        ("Directoraat-generaal Belastingdienst", "ontvanger", "organisation: Belastingdienst"),
        ("Zorgkantoren", "ontvanger", "group: zorgkantoren"),
        ("Logius", "verwerker", "role: verwerker"),
    ]
    assert columns(ask("recipients", on, controller="RDW", recipient="DUO"), "reference") == [("M9011",)]


@pytest.mark.parametrize("on", ENGINES)
def test_recipients_of_a_kind_of_data(on: str) -> None:
    table = ask("recipients-of-data", on, category="strafrechtelijk", controller="BZK")
    assert columns(table, "recipientName") == []  # M9003 holds such data and names no recipients.
    table = ask("recipients-of-data", on, category="strafrechtelijk", controller="UWV")
    assert columns(table, "recipientName", "role", "records")[0] == (
        "Centraal Justitieel Incassobureau",
        "ontvanger",
        "M9010",
    )
    table = ask("recipients-of-data", on, data="kenteken")
    assert ("Waarborgfonds Motorverkeer", "kenteken", "M9011") in columns(
        table, "recipientName", "dataOfRecord", "records"
    )


@pytest.mark.parametrize("on", ENGINES)
def test_transfers_and_controllers(on: str) -> None:
    assert columns(ask("transfers", on, answer="niet vermeld"), "reference", "controllers") == [
        ("M9014", "gemeente Zwolle")
    ]
    assert columns(ask("transfers", on, record="M9001"), "countryName") == [("India",), ("Zuid-Afrika",)]
    assert columns(ask("transfers", on, controller="UWV"), "reference") == []
    assert columns(ask("joint-controllers", on, controller="Def"), "reference", "joint", "controllerCount") == [
        ("M9024", "niet vermeld", "3")
    ]


@pytest.mark.parametrize("on", ENGINES)
def test_systems_and_sources(on: str) -> None:
    assert columns(ask("shared-systems", on, system="MijnOverheid"), "controllerCount", "operators") == [
        ("3", "Logius")
    ]
    assert len(ask("shared-systems", on, minimum="1").rows) > len(ask("shared-systems", on).rows)
    assert columns(ask("shared-sources", on, source="basisregistratie personen"), "controllerCount", "recordCount") == [("11", "12")]
    assert columns(ask("source-users", on, source="basisregistratie personen", controller="UWV"), "words", "reference") == [
        ("Basisregistratie Personen (BRP)", "M9010")
    ]
    assert columns(ask("source-users", on, words="KEURINGSARTS"), "reference") == [("M9023",)]


@pytest.mark.parametrize("on", ENGINES)
def test_units_and_people(on: str) -> None:
    assert columns(ask("own-people", on, controller="CAK", record="M9004"), "words", "organisationName") == [
        ("CAK medewerkers", "CAK")
    ]
    assert columns(ask("units", on, unit="Koninklijke Marechaussee"), "role", "records") == [
        ("bron", "M9008"),
        ("ontvanger", "M9001, M9008, M9011"),
        ("verantwoordelijk onderdeel", "M9005"),
    ]
    assert columns(ask("units", on, organisation="DUO"), "name") == [("Overheidsdatacenter Noord",)]
