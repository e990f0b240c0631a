"""The private Markdown page of the register's successor."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import assert_nothing_lost, extra

from avggraph.description import Answer, Description
from avggraph.errors import NotADescriptionError
from avggraph.extract import structured
from avggraph.read import normalise
from avggraph.text import SourceText

PAGE = r"""## Naam verwerking

- **Nummer verwerking**: M9001
- **Naam verwerking**: Parkeren \(straat\)
- **Labels**: -
- **Kleur**: rood

## Verwerkingsverantwoordelijke

- **Functie**: De Minister van Voorbeeld

## Verwerker

Firma A \(info@firma\-a\.example\)

- Firma B

## Ontvanger

Gemeente Den Haag

## Doel & Grondslag

- **Omschrijving**: Verlenen van vergunningen
- **Omschrijving**: Innen van boetes

## Documenten & Bijlagen

- Geen
"""


def page(shared: Path, name: str) -> Description:
    folder = shared / "reference/register-samples/minvws-published-markdown-snapshots" / f"{name}DataFactoryTest"
    text = (folder / "it_can_generate_private_markdown.snap").read_text(encoding="utf-8")
    source = SourceText.of(f"{name}.md", normalise(text), kind="md")
    assert structured.score(source) > 0.9
    description = structured.read(source)
    assert description.layout == "markdown"
    assert description.unused == ()
    assert_nothing_lost(source, description)
    return description


def test_the_page_of_a_controller(shared: Path) -> None:
    description = page(shared, "AvgResponsibleProcessingRecord")
    assert description.title is not None and description.title.text == "laboriosam"
    assert description.reference is None
    assert description.department is not None
    assert description.department.text == "In modi dolore aspernatur nobis ullam magni minus ipsum."
    assert description.transfer_outside_eu.answer is Answer.NO
    assert description.automated_decision_making.answer is Answer.NO
    assert description.purposes == () and description.data_records == ()
    assert extra(description)["Nummer"].startswith("7cb7c7db-6e97")
    assert extra(description)["Beveiliging.Pseudonimisering"] == "Aut porro et nulla."


def test_the_page_of_a_processor(shared: Path) -> None:
    description = page(shared, "AvgProcessorProcessingRecord")
    assert description.automated_decision_making.answer is Answer.YES
    words = description.automated_decision_making.words
    assert words is not None and words.text.startswith("Et dicta")


def test_the_page_of_the_police_register(shared: Path) -> None:
    description = page(shared, "WpgProcessingRecord")
    (purpose,) = description.purposes
    assert purpose.legal_basis is None
    assert purpose.legal_basis_text is not None
    assert purpose.legal_basis_text.text.startswith("Art. 8: Uitvoering dagelijkse politietaak")
    assert "Art. 9" not in purpose.legal_basis_text.text
    assert [one.data_subject.text for one in description.data_records if one.data_subject] == [
        "Verdachten",
        "Veroordeelden",
        "Derden",
    ]
    (special,) = description.special_categories
    assert [words.text for words in special.categories][-1] == "Politiegegevens over gezondheid"
    assert description.transfer_outside_eu.answer is Answer.YES
    assert description.transfer_outside_eu.words is not None
    assert description.transfer_outside_eu.words.text == "Aut porro et nulla."
    assert [words.text.partition(":")[0] for words in description.recipient_articles] == [
        "Artikel 15",
        "Artikel 16",
        "Artikel 19",
        "Artikel 22",
        "Artikel 24",
    ]


def test_what_stands_without_a_label_is_what_its_section_lists() -> None:
    source = SourceText.of("a.md", PAGE)
    description = structured.read(source)
    assert description.title is not None and description.title.text == "Parkeren (straat)"
    assert description.reference is not None and description.reference.text == "M9001"
    assert [words.text for words in description.processors] == ["Firma A", "Firma B"]
    assert description.recipients is not None and description.recipients.text == "Gemeente Den Haag"
    assert [one.name.text for one in description.controllers if one.name] == ["De Minister van Voorbeeld"]
    assert [one.description.text for one in description.purposes if one.description] == [
        "Verlenen van vergunningen",
        "Innen van boetes",
    ]
    assert extra(description) == {}
    assert extra(description, private=True) == {"Verwerkers.0.Email": "info@firma-a.example", "Kleur": "rood"}
    assert [one.words.text for one in description.unused] == ["Kleur"]
    assert_nothing_lost(source, description)


def test_the_published_page_and_other_markdown_are_no_private_page(shared: Path) -> None:
    published = SourceText.of("m.md", (shared / "reference/register-samples/M5071-public.md").read_text("utf-8"))
    for source in (published, SourceText.of("a.md", "## Ontvangers\n\n- **Naam**: x\n"), SourceText.of("a.md", "")):
        assert structured.score(source) == 0.0
        with pytest.raises(NotADescriptionError):
            structured.read(source)
