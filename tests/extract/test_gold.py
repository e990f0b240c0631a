"""The real documents and the examples, against answers that were made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avggraph.description import quotes_of
from avggraph.errors import NotADescriptionError
from avggraph.extract import extract, to_contract
from avggraph.read import Limits, SourceFile, discover, read_file
from avggraph.text import SourceText, fold

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "examples"
ANSWERS = sorted((ROOT / "tests" / "cases" / "examples").glob("*.json"))
SEEDS = ("M1533", "M1931", "M4089", "M7624")


def read(path: Path) -> SourceText:
    return read_file(SourceFile(path.name, path), Limits())


def assert_equal_to_gold(source: SourceText, gold: dict[str, Any]) -> None:
    found = to_contract(extract(source), source)
    wanted = {key: value for key, value in gold.items() if key != "file"}
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.stem)
def test_an_example_is_read_as_its_answer_says(answer: Path) -> None:
    gold = json.loads(answer.read_text(encoding="utf-8"))
    assert_equal_to_gold(read(EXAMPLES / gold["file"]), gold)


def test_every_example_has_an_answer() -> None:
    assert [path.stem for path in ANSWERS] == sorted(path.stem for path in EXAMPLES.glob("voorbeeld-*"))


@pytest.mark.parametrize("number", SEEDS)
def test_a_real_description_is_read_as_its_gold_says(shared: Path, number: str) -> None:
    gold = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
    assert_equal_to_gold(read(shared / "seeds" / gold["file"]), gold)


def test_the_sharing_guide_is_no_description(shared: Path) -> None:
    with pytest.raises(NotADescriptionError, match="Geen beschrijving van een verwerking"):
        extract(read(shared / "seeds" / "004_31e2273a3223676b.txt"))


def sources(shared: Path) -> Iterator[SourceText]:
    for file in discover([EXAMPLES, shared / "seeds"]):
        if file.name.startswith(("voorbeeld-", "000", "001", "002", "003")):
            yield read_file(file, Limits())


def test_every_word_of_a_document_is_a_value_a_label_or_reported(shared: Path) -> None:
    for source in sources(shared):
        description = extract(source)
        covered = [False] * len(source.text)
        quotes = [*quotes_of(description), *(rest.words for rest in description.unused)]
        for span in (*description.labels, *(span for words in quotes for span in words.spans)):
            covered[span.start : span.end] = [True] * (span.end - span.start)
        left = [
            sign
            for sign, seen in zip(source.text, covered, strict=True)
            if not seen and (sign.isalnum() or sign == "€")
        ]
        assert not left, (source.path, "".join(left))


def test_every_quote_is_the_words_at_its_spans(shared: Path) -> None:
    for source in sources(shared):
        for words in quotes_of(extract(source)):
            pieces = "".join(source.text[start:end] for start, end in words.spans)
            assert "".join(pieces.split()) == "".join(words.text.split())
            assert words.text == fold(words.text)
