from __future__ import annotations

from avggraph.extract import extract, to_contract
from avggraph.extract.form import sheet
from avggraph.extract.furniture import without_furniture
from avggraph.extract.lines import lines_of
from avggraph.text import SourceText

THREE_PAGES = """Register van verwerkingen                      Pagina 1 van 3
Beschrijving van gegevensverwerking
Omschrijving Vergunningen
Bron Betrokkene
\fRegister van verwerkingen                      Pagina 2 van 3
Aanleverplicht Betrokkenen waren niet verplicht deze gegevens aan te leveren.
Bron Betrokkene
\fRegister van verwerkingen                      Pagina 3 van 3
Verantwoordelijken
Bron Betrokkene
"""


def test_a_running_header_is_set_aside_and_a_label_at_every_edge_is_not() -> None:
    pages = without_furniture(lines_of(THREE_PAGES), sheet().prints)
    assert [line.words.split("  ")[0] for line in pages.furniture] == ["Register van verwerkingen"] * 3
    assert [line.words for line in pages.lines].count("Bron Betrokkene") == 3


def test_page_numbers_without_page_breaks_are_set_aside() -> None:
    text = "Omschrijving X\n2/5\nmeer woorden\n- 3 -\nnog 12\n"
    pages = without_furniture(lines_of(text), sheet().prints)
    assert [line.words for line in pages.furniture] == ["2/5", "3 -"]
    assert [line.words for line in pages.lines] == ["Omschrijving X", "meer woorden", "nog 12"]


def test_furniture_inside_a_value_is_reported_and_not_read() -> None:
    text = (
        "Beschrijving van gegevensverwerking\nOmschrijving Vergunningen\nOrganisatie Gemeente Zwolle\n"
        "Referentienummer M12\nDoel van de verwerking\nHet verlenen van vergunningen aan\nPagina 1 van 2\n\f"
        "bewoners van de binnenstad.\nTaak van algemeen belang\nOntvangers\nDe afdeling Parkeren.\nPagina 2 van 2\n"
    )
    source = SourceText.of("a.txt", text)
    found = to_contract(extract(source), source)
    assert found["purposes"] == [
        {
            "description": "Het verlenen van vergunningen aan bewoners van de binnenstad.",
            "legal_basis": "eu-gdpr:A6-1-e",
            "legal_basis_text": "Taak van algemeen belang",
        }
    ]
    assert found["recipients"] == "De afdeling Parkeren."
    assert found["unused"] == [
        {"text": "Pagina 1 van 2", "reason": "paginakop of -voet"},
        {"text": "Pagina 2 van 2", "reason": "paginakop of -voet"},
    ]
