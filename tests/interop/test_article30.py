"""The table of article 30: silence is not a no, nothing is transferred that is not said, and cells hold no formulas."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from avggraph.errors import UsageError
from avggraph.interop import export
from avggraph.interop.article30 import rows_of, sheets
from avggraph.store import Output
from interop.builds import built_texts, readings
from interop.hand_made import reading_of_trig

# GDPR article 30, first and second paragraph: every point has a column.
POINTS = {f"30(1)({letter})" for letter in "abcdefg"} | {f"30(2)({letter})" for letter in "abcd"}


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_every_point_of_article_30_has_a_column() -> None:
    for language in ("nl", "en"):
        asked = {
            point for sheet in sheets(language) for column in sheet.columns for point in column.article.split(", ")
        }
        assert asked >= POINTS


def test_one_row_for_each_activity_and_for_each_block(register: Output, tmp_path: Path) -> None:
    export(register, "art30-csv", tmp_path)
    activities, blocks = table(tmp_path / "verwerkingen.csv"), table(tmp_path / "gegevens.csv")
    assert [row["IRI"] for row in activities] == [reading.iri for reading in readings(register)]
    of_blocks = [block for reading in readings(register) for block in reading.iris("dpv:hasProcess")]
    assert [row["IRI"] for row in blocks] == of_blocks
    for row, reading in zip(activities, readings(register), strict=True):
        numbers = [block["Blok"] for block in blocks if block["Nummer"] == row["Nummer"]]
        assert row["Nummer"] == "" or int(row["Gegevensblokken"] or 0) == len(numbers)
        assert row["Verwerking"] == "".join(reading.names("dct:title"))


def test_what_the_register_denies_and_what_it_does_not_say(examples: Output, tmp_path: Path) -> None:
    export(examples, "art30-csv", tmp_path)
    rows = {row["Nummer"]: row for row in table(tmp_path / "verwerkingen.csv")}
    assert rows["M9001"]["Doorgifte buiten de EU"] == "ja"
    assert rows["M9001"]["Derde landen en internationale organisaties"] == "India; Zuid-Afrika"
    assert rows["M9002"]["Doorgifte buiten de EU"] == "nee"
    assert rows["M9002"]["Derde landen en internationale organisaties"] == "niet vermeld"
    assert rows["M9003"]["Ontvangers"] == "niet vermeld"
    assert {row["Vertegenwoordiger in de EU"] for row in rows.values()} == {"niet gelezen"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_only_numbers_and_addresses_are_silent_without_a_word(language: str) -> None:
    for sheet in sheets(language):
        for column in sheet.columns:
            is_ours = column.value in {"iri", "number", "count"} or column.path.endswith("dct:identifier")
            assert (column.silent == "") is is_ours, column.heading
            assert column.silence.startswith(column.silent or ("leeg" if language == "nl" else "empty"))


def test_a_column_for_another_kind_of_register_is_empty() -> None:
    (column,) = [column for column in sheets("nl")[0].columns if column.of]
    index = sheets("nl")[0].columns.index(column)
    cells = [
        next(rows_of(reading_of_trig(f"<id/rijksoverheid/verwerking/m1> a {kind} ."), sheets("nl")[0], "nl"))[index]
        for kind in ("avg:ControllerRecord", "avg:ProcessorRecord")
    ]
    assert cells == ["", "niet vermeld"]


def test_no_cell_says_no_where_the_graph_does_not(register: Output, tmp_path: Path) -> None:
    export(register, "art30-csv", tmp_path)
    answers = {
        "Doorgifte buiten de EU": "avg:transferOutsideEU",
        "Geautomatiseerde besluitvorming": "avg:automatedDecisionMaking",
    }
    for row, reading in zip(table(tmp_path / "verwerkingen.csv"), readings(register), strict=True):
        for heading, path in answers.items():
            denied = reading.iris(path) == ("https://w3id.org/avggraph/def#No",)
            assert (row[heading] == "nee") == denied
        if row["Derde landen en internationale organisaties"] != "niet vermeld":
            assert row["Doorgifte buiten de EU"] == "ja"


def test_english_headings_and_concepts(examples: Output, tmp_path: Path) -> None:
    export(examples, "art30-csv", tmp_path, language="en")
    row = table(tmp_path / "activities.csv")[0]
    assert row["Transfer outside the EU"] == "yes"
    assert "name" in row["Categories of personal data"].split("; ")
    assert row["Representative in the EU"] == "not read"


def test_the_workbook_holds_what_the_files_hold(register: Output, tmp_path: Path) -> None:
    export(register, "art30-csv", tmp_path / "csv")
    export(register, "art30-xlsx", tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for sheet in sheets("nl"):
        page = workbook[sheet.title]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        with (tmp_path / "csv" / sheet.file).open(encoding="utf-8-sig", newline="") as file:
            assert [["" if value is None else str(value) for value in row] for row in rows] == list(csv.reader(file))
        filled = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.value is not None]
        assert {cell.data_type for cell in filled} <= {"s", "n"}
        assert all(cell.alignment.wrap_text for cell in filled)
    assert isinstance(workbook["Gegevens"]["C2"].value, int)


def test_the_same_build_gives_the_same_workbook(examples: Output, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export(examples, "art30-xlsx", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_build_with_names_of_people_is_not_shared(tmp_path: Path) -> None:
    output = built_texts(tmp_path, {"a.txt": "M9101 Proef\n"}, with_names=True)
    with pytest.raises(UsageError, match="namen van mensen"):
        export(output, "art30-csv", tmp_path / "out")
