"""Layouts A, B, B2, C and D: case folders, other copies of the examples, and what reading never does."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.description import Answer, quotes_of
from avggraph.extract import extract, to_contract
from avggraph.extract.pages import read_page
from avggraph.read import Limits, SourceFile, normalise, read_file
from avggraph.text import SourceText

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests" / "cases" / "layouts").glob("*/expected.json"))
EXAMPLES = sorted((ROOT / "data" / "examples").glob("voorbeeld-m902*"))


def read(path: Path) -> SourceText:
    return read_file(SourceFile(path.name, path), Limits())


def contract(source: SourceText) -> dict[str, Any]:
    found = to_contract(extract(source), source)
    return {key: value for key, value in found.items() if key not in {"source", "unused"}}


@pytest.mark.parametrize("expected", CASES, ids=lambda path: path.parent.name)
def test_a_page_is_read_as_its_answer_says(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    source = read(next(expected.parent.glob("input.*")))
    description = extract(source)
    found: dict[str, Any] = to_contract(description, source)
    found["layout"] = description.layout
    found["unused"] = [rest["text"] for rest in found["unused"]]
    assert {key: found[key] for key in wanted} == wanted


# ---------------------------------------------------------------- the same page, copied otherwise


def wrapped(text: str, width: int, gap: str) -> str:
    rows = [row for row in text.split("\n") if row.strip()]
    return gap.join(part for row in rows for part in textwrap.wrap(row.strip(), width, break_on_hyphens=False))


BULLET = re.compile(r"(?m)^(\s*)[-•] ")
COPIES: dict[str, Callable[[str], str]] = {
    "pdf, 90 wide": lambda text: wrapped(text, 90, "\n\n"),
    "pdf, 70 wide": lambda text: wrapped(text, 70, "\n\n"),
    "mail, 80 wide": lambda text: wrapped(text, 80, "\n"),
    "not set in": lambda text: "\n".join(map(str.strip, text.split("\n"))),
    "spaces for tabs": lambda text: text.replace("\t", " "),
    "other bullets": lambda text: BULLET.sub(r"\1▪ ", text),
    "the bullet o": lambda text: BULLET.sub(r"\1o ", text),
    "bullets with a tab": lambda text: BULLET.sub("\\1•\t", text),
    "bullets on rows of their own": lambda text: BULLET.sub(r"\1•\n", text),
    "no bullets": lambda text: BULLET.sub(r"\1", text),
    "a blank row everywhere": lambda text: re.sub(r"\n+", "\n\n", text),
    "no blank rows": lambda text: re.sub(r"\n+", "\n", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_another_copy_of_a_page_reads_the_same(example: Path, copy: str) -> None:
    source = read(example)
    other = SourceText.of("kopie.txt", normalise(COPIES[copy](source.text)))
    assert contract(other) == contract(source)


# ---------------------------------------------------------------- cut off


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_page_cut_off_halfway_is_known_and_says_no_more_than_it_shows(example: Path) -> None:
    source = read(example)
    rows = source.text.split("\n")
    cut = SourceText.of("half.txt", "\n".join(rows[: len(rows) // 2]))
    whole, half = extract(source), extract(cut)
    assert half.layout == whole.layout
    assert half.title == whole.title
    assert half.transfer_outside_eu.answer is Answer.NOT_STATED
    assert half.data_records[0] == whole.data_records[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_wherever_a_page_is_cut_off_its_finished_blocks_read_the_same(example: Path) -> None:
    source = read(example)
    whole = extract(source)
    rows = source.text.split("\n")
    for count in range(3, len(rows)):
        cut = read_page(SourceText.of("begin.txt", "\n".join(rows[:count])), whole.layout[0].casefold())
        finished = cut.data_records[:-1]
        assert finished == whole.data_records[: len(finished)], rows[count - 1]
        assert cut.title == whole.title
        assert cut.purposes[:-1] == whole.purposes[: len(cut.purposes[:-1])]


# ---------------------------------------------------------------- what reading never does

ROWS = st.sampled_from([
    "Basisgegevens", "Naam verwerking Rijkspas", "Betrokkene(n) Medewerkers", "Persoonsgegevens", "- Gegevens: Naam",
    "Bewaartermijn: Bewaartermijn 2 jaar", "Bron", "Bron van het gegeven", "  Gevolgen bij het niet aanleveren: Geen.",
    "- Betrokkenen waren niet verplicht deze gegevens aan te leveren.", "# Ontvangers", "• ", "-", "", "<u>wel</u>",
    "**Bezoekadres**<br>", "Postbus 20001", "De Minister van Defensie", "Rechtsgrond", "* Taak van algemeen belang: x",
    "Hier vindt u een beschrijving van gegevensverwerking X in het kader van de AVG, met als doel:", "| a | b |", "en",
])  # fmt: skip


@settings(max_examples=60)
@given(rows=st.lists(ROWS, max_size=14), layout=st.sampled_from("abcd"))
def test_no_word_of_a_page_is_lost(rows: list[str], layout: str) -> None:
    source = SourceText.of("a.txt", normalise("\n".join(rows)))
    description = read_page(source, layout)
    covered = [False] * len(source.text)
    quotes = [*quotes_of(description), *(rest.words for rest in description.unused)]
    for span in (*description.labels, *(span for words in quotes for span in words.spans)):
        covered[span.start : span.end] = [True] * (span.end - span.start)
    lost = [sign for sign, seen in zip(source.text, covered, strict=True) if sign.isalnum() and not seen]
    assert not lost, "".join(lost)


@settings(max_examples=60)
@given(rows=st.lists(ROWS, max_size=14), layout=st.sampled_from("abcd"))
def test_every_quote_of_a_page_is_the_words_at_its_spans(rows: list[str], layout: str) -> None:
    source = SourceText.of("a.txt", normalise("\n".join(rows)))
    for words in quotes_of(read_page(source, layout)):
        pieces = "".join(source.text[start:end] for start, end in words.spans)
        assert "".join(pieces.split()) == "".join(words.text.split())


# ---------------------------------------------------------------- the successor's own sample


def test_the_published_sample_of_the_successor_is_read(shared: Path) -> None:
    source = read(shared / "reference" / "register-samples" / "M5071-public.md")
    found = contract(source)
    assert extract(source).layout == "D"
    assert found["title"] == "Jet Tours"
    assert [purpose["legal_basis"] for purpose in found["purposes"]] == [None]
    (block,) = found["data_records"]
    assert block["data_subject"] == "Gebruikers van het Platform Informatieberaad Zorg."
    assert block["mandatory"] is True
    assert block["consequence"] == "Dan kan de betrokkene geen gebruik maken van het Platform."
    assert (found["automated_decision_making"], found["transfer_outside_eu"]) == (False, False)
    assert found["recipients"].startswith("Gebruikers van het Platform Informatieberaad Zorg. ICTU: Is opdrachtnemer")
    assert found["controllers"] == [
        {
            "name": "Bakkerij Leemans",
            "visiting_address": "Koningpad 3-2 6411ND Zevenhoven NEDERLAND",
            "postal_address": "Postbus 79068 1068NE Doetinchem NEDERLAND",
        }
    ]
    assert not extract(source).unused


def test_the_successors_page_without_data_subjects_is_known_by_its_sentences(shared: Path) -> None:
    folder = shared / "reference" / "register-samples" / "minvws-published-markdown-snapshots"
    name = "AvgResponsibleProcessingRecordDataFactoryTest/it_can_generate_public_markdown.snap"
    found = contract(read(folder / name))
    assert found["title"] == "e8ef4656-8534-31f7-b4d0-7852660f5c49"
    assert (found["automated_decision_making"], found["transfer_outside_eu"]) == (True, False)
    assert found["data_records"] == []
