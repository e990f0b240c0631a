"""Each kind of noise: it changes the page, and not what the page says."""

from __future__ import annotations

import html
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.read import normalise
from registers import noise
from registers.cases import case
from registers.noise import TextNoise
from registers.page import BLANK, Line, labelled, running
from registers.render import LAYOUTS

TEXT_NOISE = (
    noise.hard_spaces,
    noise.soft_hyphens,
    noise.ligatures,
    noise.entities,
    noise.decomposed,
    noise.carriage_returns,
)


@pytest.mark.parametrize("kind", TEXT_NOISE, ids=lambda kind: kind.__name__)
@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_normalising_undoes_noise_on_the_text(kind: TextNoise, seed: int) -> None:
    text = case("B", "none", 1, seed % 50).page.text
    assert normalise(kind(text, random.Random(seed))) == normalise(text)


@pytest.mark.parametrize("kind", TEXT_NOISE, ids=lambda kind: kind.__name__)
def test_noise_on_the_text_changes_it(kind: TextNoise) -> None:
    text = "".join(case("B", "none", 1, number).page.text for number in range(5))
    assert kind(text, random.Random(1)) != text


@settings(max_examples=50)
@given(st.integers(0, 10_000))
def test_wrapped_lines_hold_the_same_words_in_lines_that_are_no_longer(seed: int) -> None:
    line = labelled("Persoonsgegevens", "naam, adres, de-minimisverklaring en in- en uitvoer van gegevens " * 4, "\t")
    parts = noise.wrapped_lines((line,), random.Random(seed))
    assert len(parts) > 1
    assert all(len(part.written) <= 120 for part in parts)
    whole = re.sub(r"(?<=de-)\n", "", "\n".join(part.written for part in parts))
    assert whole.split() == line.written.split()


def test_a_word_broken_by_the_noise_is_marked_at_the_lines_end() -> None:
    lines = (running("De gegevens worden door de medewerkers"), Line("verzameldoeleinden van de organisatie"))
    broken = next(done for seed in range(50) if (done := noise.soft_broken_words(lines, random.Random(seed))) != lines)
    assert [line.written for line in broken] == [
        "De gegevens worden door de medewerkers verzameld\u00ad",
        "oeleinden van de organisatie",
    ][: len(broken)] or broken[0].text.endswith("\u00ad")
    assert normalise("\n".join(line.written for line in broken)).replace("\n", " ") == (
        "De gegevens worden door de medewerkers verzameldoeleinden van de organisatie"
    )


def edits(word: str) -> set[str]:
    """Give the word with one letter left out, doubled, or swapped with the next."""
    places = range(len(word))
    return {
        *(word[:at] + word[at + 1 :] for at in places),
        *(word[: at + 1] + word[at:] for at in places),
        *(word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :] for at in places),
    }


def test_a_misspelt_label_is_one_edit_away_and_its_value_is_kept() -> None:
    line = labelled("Bewaartermijn", "5 jaar", " ")
    for seed in range(100):
        (done,) = noise.label_typos((line,), random.Random(seed))
        assert done.text == "5 jaar"
        assert done.label != "Bewaartermijn"
        assert done.label in edits("Bewaartermijn")


def test_pages_number_themselves_and_keep_every_line_in_order() -> None:
    lines = tuple(Line(f"regel {number}") for number in range(120))
    for seed in range(20):
        done = noise.pages(lines, random.Random(seed))
        kept = [line.text for line in done if line.text.startswith("regel")]
        assert kept == [line.text for line in lines]
        feet = [line.text for line in done if line.text and not line.text.startswith("regel")]
        assert any(re.search(r"\b2\b", foot) for foot in feet)


def test_bullets_and_blank_lines_leave_the_words() -> None:
    lines = (Line("Ontvangers"), BLANK, running("Huisartsen", lead="- "), labelled("Bron:", "RDW", " ", lead="- "))
    for seed in range(20):
        done = noise.blank_lines(noise.other_bullets(lines, random.Random(seed)), random.Random(seed))
        assert [line.text for line in done if line.text] == ["Ontvangers", "Huisartsen", "RDW"]
        assert {line.lead for line in done if line.text in {"Huisartsen", "RDW"}} <= {
            f"{one} " for one in noise.BULLETS
        }


def test_bytes_are_read_back_as_the_same_text() -> None:
    text = "Reünie van patiënten – één keer €\n"
    assert noise.byte_order_mark(text).decode("utf-8-sig") == text
    assert noise.windows_1252(text).decode("cp1252") == text
    assert noise.windows_1252("e\u0301").decode() == "e\u0301"
    assert html.unescape(noise.entities("één & één", random.Random(1))) == "één & één"


def test_a_copy_that_has_pages_gets_its_numbers_at_its_own_page_breaks() -> None:
    lines = (Line("een"), Line("twee"), Line("drie", lead="\f"), Line("vier", lead="\f"), Line("vijf"))
    counted = {line.text for line in lines}
    for seed in range(20):
        done = noise.page_marks(lines, random.Random(seed))
        printed = "\n".join(line.written for line in done).split("\f")
        kept = [[word for word in page.split() if word in counted] for page in printed]
        assert kept == [["een", "twee"], ["drie"], ["vier", "vijf"]]
        for number, page in enumerate(printed, start=1):
            assert re.search(rf"\b{number}\b", page.split("\n\n")[-1] or page.split("\n\n")[-2])


def test_kinds_that_a_layout_cannot_bear_are_passed_over() -> None:
    kinds = {name: {kind for number in range(40) for kind in case(name, "full", 1, number).kinds} for name in LAYOUTS}
    assert "wrapped_lines" in kinds["S-tab"] & kinds["A"] & kinds["B"] & kinds["C"]
    assert not kinds["D"] & {"wrapped_lines", "other_bullets", "pages", "page_marks", "blank_lines"}
    assert "blank_lines" not in kinds["B2"] | kinds["S-columns"]
    assert {name for name, put_on in kinds.items() if "page_marks" in put_on} == {"S-blank", "S-columns"}
