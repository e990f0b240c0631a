"""Names beside IRIs, on each engine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from avggraph.query import Iri, Literal, OxigraphEngine, Table, with_labels
from avggraph.query import labels as labels_module
from query.engines import ENGINES, engine

SSC = Iri("https://identifier.overheid.nl/tooi/id/oorg/oorg10215")
NO = Iri("https://w3id.org/avggraph/def#No")
NAMELESS = Iri("https://example.org/naamloos")
TABLE = Table(("verwerker", "aantal", "antwoord"), ((SSC, Literal("1"), NO), (NAMELESS, Literal("2"), None)))


@pytest.mark.parametrize("on", ENGINES)
def test_each_column_of_iris_gets_one_with_names(on: str) -> None:
    assert with_labels(TABLE, engine(on)) == Table(
        ("verwerker", "verwerkerLabel", "aantal", "antwoord", "antwoordLabel"),
        (
            (SSC, Literal.of_language("SSC-ICT", "nl"), Literal("1"), NO, Literal.of_language("nee", "nl")),
            (NAMELESS, None, Literal("2"), None, None),
        ),
    )


def test_another_language_and_what_has_no_name_in_it() -> None:
    store = ox.Store()
    store.load(
        b"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dct: <http://purl.org/dc/terms/>
        <urn:a> skos:prefLabel "naam"@nl , "name"@en . <urn:b> skos:prefLabel "adres"@nl .
        <urn:c> dct:title "zonder taal" . <urn:d> skos:prefLabel "nom"@fr ; dct:title "titel"@nl .
        <urn:e> skos:prefLabel "b"@nl , "a"@nl ; dct:description "0"@nl .""",
        format=ox.RdfFormat.TURTLE,
    )
    table = Table(("x",), tuple((Iri(f"urn:{letter}"),) for letter in "abcde"))
    for language, names in (
        ("nl", ["naam", "adres", "zonder taal", "titel", "a"]),
        ("en", ["name", "adres", "zonder taal", "titel", "a"]),
    ):
        found = with_labels(table, OxigraphEngine(store), language)
        assert [row["xLabel"] for row in found.texts()] == names


def test_names_of_columns_do_not_collide() -> None:
    table = Table(("x", "xLabel"), ((SSC, SSC),))
    assert with_labels(table, engine("oxigraph")).columns == ("x", "xLabel_", "xLabel", "xLabelLabel")


def test_many_iris_are_asked_in_several_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels_module, "_CHUNK", 1)
    found = with_labels(TABLE, engine("oxigraph"))
    assert [row["verwerkerLabel"] for row in found.texts()] == ["SSC-ICT", ""]


def test_what_cannot_be_asked_has_no_name() -> None:
    table = Table(("x",), ((Iri("urn:a b> } #"),),))
    assert with_labels(table, engine("oxigraph")).texts() == ({"x": "urn:a b> } #", "xLabel": ""},)


def test_a_table_without_iris_stays_as_it_is() -> None:
    table = Table(("x",), ((Literal("a"),),))
    assert with_labels(table, engine("oxigraph")) == table
