"""CSV that a spreadsheet can open without harm, and that comes back as it was written."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.bilingual import Bilingual
from avggraph.dataset.csv_tables import opened_csv, render_metadata
from avggraph.dataset.sheets import Datatype, Field, Sheet, load_design

SHEET = Sheet(
    "dingen",
    Bilingual("Dingen", "Things"),
    (
        Field("iri", Datatype.IRI, Bilingual("IRI", "IRI"), filled=True),
        Field("woorden", Datatype.TEXT, Bilingual("woorden", "words"), property="urn:p", language="nl"),
        Field("aantal", Datatype.DECIMAL, Bilingual("aantal", "number")),
    ),
    ("iri",),
)


def written(*cells: str | None) -> list[list[str]]:
    with TemporaryDirectory() as folder:
        with opened_csv(Path(folder), {"dingen": SHEET}) as tables:
            tables.write(("dingen", cells))
        with (Path(folder) / "dingen.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream, strict=True))


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_words_come_back_and_run_nowhere(words: str) -> None:
    _head, (_, cell, _) = written("urn:a", words, None)
    assert cell in (words, f"'{words}")
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} or cell.startswith("'")


@pytest.mark.parametrize("formula", ["=HYPERLINK(A1)", "+31", "-1", "@SUM(A1)", " =1", "＝1"])
def test_a_formula_is_made_text(formula: str) -> None:
    assert written("urn:a", formula, None)[1] == ["urn:a", f"'{formula}", ""]


def test_numbers_are_no_formulas() -> None:
    assert written("urn:a", None, "-0.5")[1] == ["urn:a", "", "-0.5"]


def test_the_description_says_what_each_field_states() -> None:
    (table,) = orjson.loads(render_metadata({"dingen": SHEET}))["tables"]
    iri, words, number = table["tableSchema"]["columns"]
    assert table["tableSchema"]["aboutUrl"] == "{+iri}"
    assert iri["required"] and iri["suppressOutput"] and number["suppressOutput"]
    assert (words["propertyUrl"], words["lang"], words["datatype"]) == ("urn:p", "nl", "string")


def test_a_reference_that_may_be_empty_is_not_promised() -> None:
    tables = orjson.loads(render_metadata(load_design().sheets))["tables"]
    promised = {
        table["url"]: [key["columnReference"] for key in table["tableSchema"].get("foreignKeys", ())]
        for table in tables
    }
    assert promised["flows.csv"] == [["record"]]
    assert promised["records_controllers.csv"] == [["iri"], ["value"]]
