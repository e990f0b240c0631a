"""The register of the benchmarks: the same each time, read in the layout it is written in, and all it should hold."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from avggraph.extract import extract, to_contract
from avggraph.read import Limits, read_bytes
from avggraph.text import SourceText
from registers.score import compare

ROOT = Path(__file__).resolve().parents[2]
SHEETS = {"S-tab", "S-blank", "S-markdown"}


@pytest.fixture(scope="module")
def register() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("benchmarks.register")


@pytest.fixture(scope="module")
def first(register: Any) -> list[Any]:
    return list(islice(register.descriptions(), 400))


def test_same_seed_same_descriptions(register: Any, first: list[Any]) -> None:
    assert list(islice(register.descriptions(seed=1), 40)) == first[:40]
    assert list(islice(register.descriptions(seed=2), 40)) != first[:40]


def test_every_text_is_read_in_its_layout_with_all_its_fields(first: list[Any]) -> None:
    for description in first:
        (source,) = read_bytes(description.page.text.encode(), description.name, Limits())
        assert isinstance(source, SourceText)
        found = extract(source)
        assert found.layout == ("S" if description.page.layout in SHEETS else description.page.layout)
        wrong = [
            (one.field, one.wanted, one.found)
            for one in compare(description.page.answer, to_contract(found, source))
            if not one.exact
        ]
        assert wrong == [], description.name


def test_numbers_titles_and_names_are_unique(first: list[Any]) -> None:
    assert [one.page.answer["reference"] for one in first] == [f"M{number}" for number in range(1, 401)]
    assert len({one.page.answer["title"] for one in first}) == 400
    assert len({one.name for one in first}) == 400


def test_it_holds_what_registers_hold(first: list[Any]) -> None:
    answers = [one.page.answer for one in first]
    blocks = [block for answer in answers for block in answer["data_records"]]
    assert {one.page.layout for one in first} == {"A", "B", *SHEETS}
    assert {len(answer["data_records"]) for answer in answers} == {1, 2, 3, 4, 5, 6}
    assert {answer["transfer_outside_eu"] for answer in answers} == {True, False, None}
    assert any(each["categories"] for answer in answers for each in answer["special_categories"])
    assert any("verwerker" in (answer["recipients"] or "") for answer in answers)
    assert any(answer["recipients"] is None for answer in answers)
    assert any(block["retention"] is None for block in blocks)
    assert any(purpose["legal_basis"] is None for answer in answers for purpose in answer["purposes"])


def test_a_few_names_are_drawn_often_and_most_seldom(register: Any) -> None:
    ranked = register.Ranked.of([f"naam {number}" for number in range(50)], "toets")
    shares = [weight - before for before, weight in zip((0, *ranked.weights), ranked.weights, strict=False)]
    assert shares == pytest.approx([1 / rank for rank in range(1, 51)])


def test_the_command_writes_the_same_files(first: list[Any], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.register", "5", tmp_path], cwd=ROOT, check=True)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert written == {one.name: one.page.text for one in first[:5]}
