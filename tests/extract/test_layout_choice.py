"""Which layout a text is known as, and what is said where that is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.errors import NotADescriptionError, UsageError
from avggraph.extract import extract
from avggraph.extract.layouts import LAYOUTS, ranked
from avggraph.read import Limits, SourceFile, read_file
from avggraph.text import SourceText

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
INTRODUCTION = (
    "Post\n\nHier vindt u een beschrijving van gegevensverwerking Post in het kader van de Algemene Verordening "
    "Gegevensbescherming (AVG), met als doel:\n\nVersturen van brieven\n"
)


def example(stem: str) -> SourceText:
    path = next(EXAMPLES.glob(f"voorbeeld-{stem}-*"))
    return read_file(SourceFile(path.name, path), Limits())


@pytest.mark.parametrize(
    ("stem", "layout"),
    [
        ("m9001", "S"),
        ("m9003", "S-columns"),
        ("m9021", "A"),
        ("m9022", "B"),
        ("m9023", "B2"),
        ("m9024", "C"),
        ("m9025", "D"),
    ],
)
def test_an_example_is_known_as_its_layout_and_by_far(stem: str, layout: str) -> None:
    source = example(stem)
    (best, first), (second, _), *_ = ranked(source)
    assert layout in first.names
    assert second < 0.8 * best
    assert extract(source).layout == layout
    assert not [rest for rest in extract(source).unused if rest.reason.startswith("indeling")]


def test_a_text_that_fits_two_layouts_alike_is_read_and_the_doubt_is_said() -> None:
    description = extract(SourceText.of("post.txt", INTRODUCTION))
    assert description.title is not None
    assert description.title.text == "Post"
    doubt = description.unused[0]
    assert doubt.words.text == "Post"
    assert doubt.reason == "indeling onzeker: B 25%, D 25%"


def test_a_sheet_that_leaves_sections_out_is_no_page_of_another_layout() -> None:
    text = """\
Beschrijving van gegevensverwerking

Omschrijving\tVoorlichting
Organisatie\tMinisterie van Volksgezondheid, Welzijn en Sport
Referentienummer\tM9901

Doel van de verwerking

Voorlichting aan burgers.

Taak van algemeen belang

Betrokkenen en gegevens

Betrokkene(n)\tKlanten
Persoonsgegevens\tNaam, adres
Verzameldoel\tVoorlichting
Bewaartermijn\t2 jaar
Bron\tBetrokkene
Aanleverplicht\tBetrokkenen waren niet verplicht deze gegevens aan te leveren.

Verantwoordelijken

Naam\tDe Minister van Volksgezondheid, Welzijn en Sport
"""
    description = extract(SourceText.of("a.txt", text))
    assert description.layout == "S"
    assert description.reference is not None
    assert description.automated_decision_making.words is None


def test_a_text_that_fits_no_layout_names_the_two_that_come_nearest() -> None:
    with pytest.raises(NotADescriptionError) as error:
        extract(SourceText.of("brief.txt", "Geachte heer,\n\nBezoekadres\nRijnstraat 8\n\nPostadres\nPostbus 20061\n"))
    assert "van indeling" in error.value.what
    assert "nodig is 25%" in error.value.what
    assert error.value.where is not None
    assert error.value.where.path == "brief.txt"


@pytest.mark.parametrize("name", ["S", "S-columns", "A", "B", "B2", "C", "D"])
def test_every_layout_can_be_asked_for_by_name(name: str) -> None:
    source = example("m9022")
    read = extract(source, name).layout
    assert any({name, read} <= set(layout.names) for layout in LAYOUTS)


def test_a_layout_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="S, S-columns, A, B, B2, C, D"):
        extract(SourceText.of("a.txt", "x"), "E")
