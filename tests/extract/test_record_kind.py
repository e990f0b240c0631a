"""Which kind of register a source is from: what the export, the form or the page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.description import RecordKind
from avggraph.extract.kind import record_kind
from avggraph.extract.layouts import extract
from avggraph.read.structured import read_csv, read_json
from avggraph.text import SourceText

PAGE = "Hier vindt u een beschrijving van gegevensverwerking Toezicht in het kader van de {}, met als doel:"


@pytest.mark.parametrize(
    ("path", "keys", "kind"),
    [
        ("Avg Verwerker Verwerkingen/JSON/Dienst.json", '"Doelen": []', RecordKind.PROCESSOR),
        ("WPG Verantwoordelijke Verwerkingen/JSON/Dienst.json", '"Doelen": []', RecordKind.LAW_ENFORCEMENT),
        # The folder goes before the keys.
        ("AVG Verantwoordelijke Verwerkingen/JSON/a.json", '"Categorien": []', RecordKind.CONTROLLER),
        ("a.json", '"Categorien": [{"Omschrijving": "Opvragen"}]', RecordKind.PROCESSOR),
        ("a.json", '"Ontvanger": {"Artikel15": true}', RecordKind.LAW_ENFORCEMENT),
        ("a.json", '"Ontvangers": []', RecordKind.CONTROLLER),
        ("bundel.zip#entities/1.json", '"type": "wpg_processing_record"', RecordKind.LAW_ENFORCEMENT),
        ("bundel.zip#entities/1.json", '"type": "avg_processor_processing_record"', RecordKind.PROCESSOR),
    ],
)
def test_a_structured_source_is_told_by_its_folder_its_keys_or_its_type(path: str, keys: str, kind: RecordKind) -> None:
    (source,) = read_json(f'{{"Naam": "Toezicht", {keys}}}'.encode(), path)
    assert isinstance(source, SourceText)
    assert record_kind(source) is kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("AVG Verantwoordelijke Dienst", RecordKind.CONTROLLER),
        ("AVG Verwerking Dienst", RecordKind.PROCESSOR),
        ("WPG Verwerking Dienst", RecordKind.LAW_ENFORCEMENT),
    ],
)
def test_a_spreadsheet_is_told_by_the_heading_of_its_service(heading: str, kind: RecordKind) -> None:
    (source,) = read_csv(f"Naam verwerking;{heading};AVG Doelen\nToezicht;Directie;Handhaven\n".encode(), "a.csv")
    assert isinstance(source, SourceText)
    assert extract(source).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PAGE.format("Algemene Verordening Gegevensbescherming (AVG)"), RecordKind.CONTROLLER),
        (PAGE.format("Wet politiegegevens (Wpg)"), RecordKind.LAW_ENFORCEMENT),
        (PAGE.format("Wet justitiële en strafvorderlijke gegevens"), RecordKind.LAW_ENFORCEMENT),
        ("Dit register is dat van artikel 31d van de Wet politiegegevens.", RecordKind.LAW_ENFORCEMENT),
        ("Dit is het register als bedoeld in artikel 30, tweede lid, AVG.", RecordKind.PROCESSOR),
        # What the data are used for says nothing about the register.
        ("De politie krijgt gegevens in het kader van de Wet politiegegevens.", RecordKind.CONTROLLER),
        ("Op grond van artikel 31d Wpg.", RecordKind.CONTROLLER),
    ],
)
def test_a_page_is_told_by_its_own_first_sentence_or_by_the_article_of_its_register(
    text: str, kind: RecordKind
) -> None:
    assert record_kind(SourceText.of("WPG Verwerker/pagina.txt", text)) is kind


def test_the_real_pages_are_records_of_controllers(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        source = SourceText.of(path.name, path.read_text(encoding="utf-8"))
        assert record_kind(source) is RecordKind.CONTROLLER, path.name
