"""Purposes of one record in the same words are linked, and third countries named with recipients are known."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from avggraph.pipeline import build

AVG = "https://w3id.org/avggraph/def#"
RECORD = """Proef M77

Beschrijving van gegevensverwerking

Omschrijving Proef
Organisatie Ministerie van Buitenlandse Zaken
Referentienummer M77

Doelen van de verwerking

Afgeven van passen
Taak van algemeen belang

Beheren van het tekort.
Taak van algemeen belang

afgeven van   passen.
Wettelijke verplichting

Afgeven van passen
Uitvoering overeenkomst

Betrokkenen en gegevens

Betrokkene(n) Aanvragers
Persoonsgegevens Naam
Verzameldoel Afgeven van passen
Bewaartermijn 5 jaar
Bron Betrokkene
Aanleverplicht Betrokkenen waren niet verplicht deze gegevens aan te leveren.

Automatische besluitvorming

Er is geen sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens.

Ontvangers

De drukker in India; de gemeente Zwolle

Doorgifte buiten EU

Er is geen sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie.

Verantwoordelijken

Naam De Minister van Buitenlandse Zaken
Postadres Postbus 1 Den Haag

Gerelateerde verwerkingen

Deze verwerking bevat geen gerelateerde verwerkingen
"""


def test_purposes_in_the_same_words_are_linked_to_the_first_and_countries_of_recipients_noted(tmp_path: Path) -> None:
    (tmp_path / "m77.txt").write_text(RECORD, encoding="utf-8")
    build([tmp_path / "m77.txt"], tmp_path / "out")
    quads = list(ox.parse(path=str(tmp_path / "out" / "graph.nq")))
    links = {
        (quad.subject.value.rpartition("/")[2], quad.object.value.rpartition("/")[2])
        for quad in quads
        if quad.predicate.value == f"{AVG}samePurposeAs"
    }
    assert links == {("m77-1", "m77-3"), ("m77-3", "m77-1"), ("m77-1", "m77-4"), ("m77-4", "m77-1")}
    country = "https://avggraph.example/id/land/in"
    assert any(quad.object == ox.NamedNode(country) and quad.predicate.value == f"{AVG}mentions" for quad in quads)
    assert any(quad.subject == ox.NamedNode(country) for quad in quads)
    shapes = (tmp_path / "out" / "findings.json").read_text(encoding="utf-8")
    assert "shape#SamePurposeOtherBasis" in shapes
    assert "shape#TransferDeniedCountryNamed" in shapes


def test_a_purpose_stated_once_with_two_bases_is_one_node(tmp_path: Path) -> None:
    examples = Path(__file__).resolve().parents[2] / "data" / "examples"
    (example,) = examples.glob("*m9021*")
    build([example], tmp_path / "out")
    store = ox.Store.read_only(str(tmp_path / "out" / "store"))
    rows = store.query(
        "SELECT ?purpose (COUNT(DISTINCT ?basis) AS ?bases) (COUNT(DISTINCT ?text) AS ?texts) WHERE { GRAPH ?g {"
        " ?record a <https://w3id.org/dpcat#ROPARecord> ; <https://w3id.org/dpv#hasPurpose> ?purpose ."
        f" ?purpose <https://w3id.org/dpv#hasLegalBasis> ?basis ; <{AVG}legalBasisText> ?text }} }} GROUP BY ?purpose"
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert sorted((row["bases"].value, row["texts"].value) for row in rows) == [("1", "1"), ("2", "2")]
    mentioned = {str(quad.object) for quad in store.quads_for_pattern(None, ox.NamedNode(f"{AVG}mentionedIn"), None)}
    described = {str(quad.subject) for quad in store.quads_for_pattern(None, None, None)}
    assert mentioned <= described
