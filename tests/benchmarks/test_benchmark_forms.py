"""A register in all forms: each comes up, is read without an error, and says what the description says."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest
from benchmark_modules import bench

from avggraph.errors import SourceError
from avggraph.extract import extract, to_contract
from avggraph.read import Limits, read_bytes

SHEETS = ("S-tab", "S-blank", "S-markdown", "html", "site page", "pdf", "docx", "odt")
LAYOUT = {
    **dict.fromkeys(SHEETS, "S"),
    "csv": "spreadsheet",
    "xlsx": "spreadsheet",
    "export": "export-verantwoordelijke",
}
# The forms that have no place for the register's number.
NUMBERLESS = ("D", "transfer", "gent", "logius")


@pytest.fixture(scope="module")
def written() -> list[tuple[str, str, bytes]]:
    return list(islice(bench("register").in_all_forms(), 300))


def test_every_form_comes_up(written: list[tuple[str, str, bytes]]) -> None:
    assert {form for form, _, _ in written} == set(bench("forms").FORMS)


def test_every_file_is_one_description_with_its_own_words(written: list[tuple[str, str, bytes]]) -> None:
    contents = bench("register")._contents(1)
    for (form, name, data), (number, _, content, _) in zip(written, contents, strict=False):
        (source,) = read_bytes(data, name, Limits())
        assert not isinstance(source, SourceError), (name, source)
        found = extract(source)
        told = to_contract(found, source)
        assert found.layout == LAYOUT.get(form, form), name
        assert str(told["title"]).rstrip(".") == content.title, name
        assert told["reference"] == (None if form in NUMBERLESS else f"M{number}"), name
        assert told["purposes"] and told["data_records"], name


def test_description_n_does_not_depend_on_how_many_there_are(written: list[tuple[str, str, bytes]]) -> None:
    assert list(islice(bench("register").in_all_forms(), 40)) == written[:40]
    assert list(islice(bench("register").in_all_forms(seed=2), 40)) != written[:40]


def test_the_same_content_has_the_same_bytes() -> None:
    (content,) = (content for _, _, content, _ in islice(bench("register")._contents(1), 1))
    for _, form in bench("forms").FORMS.values():
        assert form(content, random.Random(1)) == form(content, random.Random(1))


def test_the_usual_register_stays_as_it_is(tmp_path: Path) -> None:
    bench("register").write(3, tmp_path / "usual")
    bench("register").write(3, tmp_path / "all", all_forms=True)
    usual = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "usual").iterdir()}
    assert usual == {one.name: one.page.text for one in islice(bench("register").descriptions(), 3)}
    assert len(list((tmp_path / "all").iterdir())) == 3
