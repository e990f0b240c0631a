"""Questions about who shares what with whom, asked with their parameters of the examples.

On Oxigraph: that rdflib agrees is tested without parameters, and with them on the small graphs of `cases`.
"""

from __future__ import annotations

from avggraph.query import Table, bind
from query.engines import catalogue
from query.registers import EXAMPLES, register


def ask(name: str, **values: str | list[str]) -> Table:
    given = {key: [value] if isinstance(value, str) else value for key, value in values.items()}
    engine = register(EXAMPLES, "oxigraph")
    return engine.select(bind(catalogue()[name], given, catalogue(), engine))


def columns(table: Table, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in table.texts()]


def test_shared_across_ministries() -> None:
    table = ask("shared-across-ministries", organisation="DUO")
    assert columns(table, "ministryCount", "controllerCount", "records") == [("3", "3", "M9002, M9009, M9011")]
    assert columns(ask("shared-across-ministries", minimum="6"), "name", "ministryCount") == [
        ("Directoraat-generaal Belastingdienst", "6")
    ]


def test_processors() -> None:
    table = ask("processors-ranked", processor="SSC-ICT")
    counts = ("controllerCount", "recordCount", "recordsWithSpecialData", "recordsWithCriminalData", "recordsWithBsn")
    assert columns(table, *counts) == [("4", "4", "3", "2", "3")]
    assert columns(ask("processors-ranked", minimum="3"), "processorName") == [("SSC-ICT",), ("Logius",)]
    table = ask("processing-for", processor="SSC-ICT", controller=["BZ", "JenV"])
    assert columns(table, "reference", "systems") == [
        ("M9001", "Nieuw Visuminformatiesysteem"),
        ("M9006", "TULP"),
        ("M9021", ""),
    ]


def test_ministries() -> None:
    table = ask("ministry-matrix", **{"from": "BZ", "to": "BZK"})
    assert columns(table, "flows", "records") == [("1", "M9001")]
    table = ask("ministry-matrix", **{"from": "JenV", "to": "JenV", "kind": "intern gebruik"})
    assert columns(table, "sameMinistry", "flows", "records") == [("true", "3", "M9006")]
    table = ask("ministry-overview", ministry="VWS")
    assert columns(table, "recordCount", "transferYesCount", "decisionYesCount", "records") == [
        ("2", "1", "1", "M9004, zonder-nummer-b34977a63d58")
    ]


def test_who_gives_and_who_gets() -> None:
    table = ask("controller-and-processor", organisation="Logius")
    assert columns(table, "controllerRecords", "responsibleUnitRecords", "processorRecords", "recipientRecords") == [
        ("", "M9002", "M9004, M9010, M9012", "")
    ]
    assert columns(ask("several-routes", organisation="SVB", data="BSN"), "routes") == [
        (
            "RDW (verstrekking, M9011); Uitvoeringsinstituut Werknemersverzekeringen (verstrekking, M9010); "
            "gemeente Zwolle (verstrekking, M9014); ministerie van Financiën (verstrekking, M9009)",
        )
    ]
    table = ask("direct-and-indirect", source="Directoraat-generaal Belastingdienst", organisation="UWV")
    assert columns(table, "viaName", "dataName", "viaRecords", "directRecords") == [
        ("gemeente Zwolle", "salaris", "M9014", "M9010")
    ]
    table = ask("recipients", record="M9004")
    assert columns(table, "recipientName", "role", "why") == [
        ("CAK medewerkers", "intern gebruik", "staff: medewerkers"),
        ("Centraal Justitieel Incassobureau", "ontvanger", "organisation: CJIB"),
        ("Directoraat-generaal Belastingdienst", "ontvanger", "organisation: Belastingdienst"),
        ("Zorgkantoren", "ontvanger", "group: zorgkantoren"),
        ("Logius", "verwerker", "role: verwerker"),
    ]
    assert columns(ask("recipients", controller="RDW", recipient="DUO"), "reference") == [("M9011",)]


def test_recipients_of_a_kind_of_data() -> None:
    table = ask("recipients-of-data", category="strafrechtelijk", controller="BZK")
    assert columns(table, "recipientName") == []  # M9003 holds such data and names no recipients.
    table = ask("recipients-of-data", category="strafrechtelijk", controller="UWV")
    assert columns(table, "recipientName", "role", "records")[0] == (
        "Centraal Justitieel Incassobureau",
        "ontvanger",
        "M9010",
    )
    table = ask("recipients-of-data", data="kenteken")
    assert ("Waarborgfonds Motorverkeer", "kenteken", "M9011") in columns(
        table, "recipientName", "dataOfRecord", "records"
    )


def test_transfers_and_controllers() -> None:
    assert columns(ask("transfers", answer="niet vermeld"), "reference", "controllers") == [
        ("M9014", "gemeente Zwolle")
    ]
    assert columns(ask("transfers", record="M9001"), "countryName") == [("India",), ("Zuid-Afrika",)]
    assert columns(ask("transfers", controller="UWV"), "reference") == []
    assert columns(ask("joint-controllers", controller="Def"), "reference", "joint", "controllerCount") == [
        ("M9024", "niet vermeld", "3")
    ]


def test_systems_and_sources() -> None:
    assert columns(ask("shared-systems", system="MijnOverheid"), "controllerCount", "operators") == [("3", "Logius")]
    assert len(ask("shared-systems", minimum="1").rows) > len(ask("shared-systems").rows)
    assert columns(ask("shared-sources", source="basisregistratie personen"), "controllerCount", "recordCount") == [
        ("11", "12")
    ]
    assert columns(ask("source-users", source="basisregistratie personen", controller="UWV"), "words", "reference") == [
        ("Basisregistratie Personen (BRP)", "M9010")
    ]
    assert columns(ask("source-users", words="KEURINGSARTS"), "reference") == [("M9023",)]


def test_units_and_people() -> None:
    assert columns(ask("own-people", controller="CAK", record="M9004"), "words", "organisationName") == [
        ("CAK medewerkers", "CAK")
    ]
    assert columns(ask("units", unit="Koninklijke Marechaussee"), "role", "records") == [
        ("bron", "M9008"),
        ("ontvanger", "M9001, M9008, M9011"),
        ("verantwoordelijk onderdeel", "M9005"),
    ]
    assert columns(ask("units", organisation="DUO"), "name") == [("Overheidsdatacenter Noord",)]
