"""Workbooks: what Excel reads back is what the answer says, and nothing of it is run."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from avggraph.errors import UsageError
from avggraph.query import Iri, Literal, Table, encode, safe_cell
from avggraph.query.formats import as_xlsx

XSD = "http://www.w3.org/2001/XMLSchema#"
ESCAPE = re.compile("_x([0-9A-F]{4})_")


def sheet(*rows: tuple[Iri | Literal | None, ...]) -> Worksheet:
    columns = tuple(f"k{number}" for number in range(len(rows[0])))
    found = openpyxl.load_workbook(io.BytesIO(encode(Table(columns, rows), "xlsx"))).active
    assert isinstance(found, Worksheet)
    return found


def typed(value: str, name: str) -> Literal:
    return Literal(value, XSD + name)


@pytest.mark.parametrize(
    ("term", "value", "number_format"),
    [
        (typed("-7", "integer"), -7, "General"),
        (typed("123456789012345", "integer"), 123456789012345, "General"),
        (typed("1234567890123456", "integer"), "1234567890123456", "General"),  # Excel keeps 15 digits
        (typed("1.50", "decimal"), 1.5, "0.00"),
        (typed("1.00000000000000001", "decimal"), "1.00000000000000001", "General"),
        (typed("2.5E0", "double"), 2.5, "General"),
        (typed("INF", "double"), "INF", "General"),
        (typed("true", "boolean"), True, "General"),
        (typed("2024-07-02", "date"), datetime(2024, 7, 2), "yyyy-mm-dd"),
        (typed("1900-02-28", "date"), "1900-02-28", "General"),  # before the day Excel made up
        (typed("2024-02-31", "date"), "2024-02-31", "General"),
        (typed("2024-07-02Z", "date"), "2024-07-02Z", "General"),
        (typed("zeven", "integer"), "zeven", "General"),
        (Literal("2024-07-02"), "2024-07-02", "General"),
        (Literal("007"), "007", "General"),
        (Literal("#N/A"), "#N/A", "General"),
    ],
)
def test_cells_have_the_type_of_their_term(term: Literal, value: object, number_format: str) -> None:
    cell = sheet((term,))["A2"]
    assert cell.value == value
    assert type(cell.value) is type(value)
    assert cell.number_format == number_format


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("https://example.org")', "+31 70", "-1", "@naam", "\t=A1"])
def test_no_text_is_a_formula(text: str) -> None:
    data = encode(Table(("=kop",), ((Literal(text),), (Iri(text),))), "xlsx")
    found = openpyxl.load_workbook(io.BytesIO(data)).active
    assert found is not None
    for cell, said in zip((found["A1"], found["A2"], found["A3"]), ("=kop", text, text), strict=True):
        assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", said, True)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=3))
def test_any_text_is_read_back(texts: list[str]) -> None:
    (row,) = sheet(tuple(map(Literal, texts))).iter_rows(min_row=2)
    read = [ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), str(cell.value or "")) for cell in row]
    assert read == texts
    assert [bool(cell.quotePrefix) for cell in row] == [safe_cell(text) != text for text in texts]


def test_only_web_addresses_are_links() -> None:
    iris = ["https://w3id.org/dpv#Purpose", "javascript:alert(1)", "file:///etc/passwd", "urn:isbn:1", "https:///x"]
    found = sheet(*((Iri(iri),) for iri in iris))
    links = {found[f"A{row}"].value: found[f"A{row}"].hyperlink for row in range(2, len(iris) + 2)}
    assert list(links) == iris
    assert [iri for iri, link in links.items() if link is not None] == iris[:1]
    assert sheet((Literal(iris[0]),))["A2"].hyperlink is None


def test_the_heading_stays_in_sight_and_columns_are_as_wide_as_they_must() -> None:
    found = sheet((Literal("a" * 30), Literal("b" * 500)))
    assert found.freeze_panes == "A2"
    assert [cell.value for cell in found[1]] == ["k0", "k1"]
    assert [found.column_dimensions[name].width for name in "AB"] == [32, 60]


def test_an_empty_cell_is_empty() -> None:
    assert sheet((None, Literal("x")))["A2"].value is None


def test_limits_of_excel_are_told_and_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    fits, long = Literal("x" * 32_767), Literal("x" * 32_766 + "\U0001f600")
    assert sheet((fits,))["A2"].value == fits.value
    with pytest.raises(UsageError, match="Rij 1, kolom 'k1': een tekst van 32768 tekens"):
        sheet((fits, long))
    monkeypatch.setattr(as_xlsx, "_MOST_ROWS", 3)
    assert sheet((fits,), (fits,)).max_row == 3
    with pytest.raises(UsageError, match="3 rijen"):
        sheet((fits,), (fits,), (fits,))
    monkeypatch.setattr(as_xlsx, "_MOST_COLUMNS", 1)
    with pytest.raises(UsageError, match="2 kolommen"):
        sheet((fits, fits))


def test_more_addresses_than_links_are_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "_MOST_LINKS", 1)
    found = sheet((Iri("https://example.org/1"),), (Iri("https://example.org/2"),))
    assert found["A2"].hyperlink is not None
    assert (found["A3"].value, found["A3"].hyperlink) == ("https://example.org/2", None)


CODE = """
import hashlib, sys, time
from avggraph.query import Iri, Literal, Table, encode
table = Table(("a", "b"), ((Iri("https://w3id.org/dpv#Purpose"), Literal("1.5", "http://www.w3.org/2001/XMLSchema#decimal")),))
first = encode(table, sys.argv[1])
time.sleep(2.1)  # the time of a ZIP entry is kept in steps of two seconds
assert first == encode(table, sys.argv[1])
print(hashlib.sha256(first).hexdigest())
"""


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_the_same_bytes_later_and_in_another_process(name: str) -> None:
    runs = [
        subprocess.run([sys.executable, "-c", CODE, name], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
