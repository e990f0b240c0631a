"""Workbooks: the same register in XLSX, formulas as stored, damaged and hostile files."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook
from readings import assert_cells_are_the_text, assert_nothing_lost, errors, extra, sources

from avggraph.errors import SourceError
from avggraph.extract import structured
from avggraph.read import Limits
from avggraph.read.structured import read_csv, read_xlsx, understood_columns
from avggraph.text import SourceText


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Blad{number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with a pattern in one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            part = source.read(member)
            assert member != name or re.search(old, part)
            target.writestr(member, re.sub(old, new, part) if member == name else part)
    return stream.getvalue()


def test_a_workbook_reads_as_its_csv() -> None:
    rows: list[list[object]] = [["Id", "Naam", "Systeem", "Doel"], [1, "Parkeren", "PRIS\nBRP", "Toezicht"]]
    (source,) = sources(read_xlsx(workbook(rows), "register.xlsx", Limits()))
    (same,) = sources(read_csv(b'Id,Naam,Systeem,Doel\n1,Parkeren,"PRIS\nBRP",Toezicht\n', "register.csv"))
    assert source.path == "register.xlsx#Blad1#1"
    assert source.text == same.text
    description = structured.read(source)
    assert [words.text for words in description.systems] == ["PRIS", "BRP"]
    assert_nothing_lost(source, description)
    assert_cells_are_the_text(source)


def test_typed_cells_become_words() -> None:
    rows: list[list[object]] = [
        ["Nummer", "Naam", "Doel", "Doorgifte buiten EER", "Aangemaakt op", "Bewerkt op"],
        [9001.0, "Parkeren", "Toezicht", False, datetime(2026, 1, 15), datetime(2026, 1, 15, 10, 30)],
    ]
    (source,) = sources(read_xlsx(workbook(rows), "a.xlsx"))
    description = structured.read(source)
    assert description.reference is not None and description.reference.text == "9001"
    assert description.transfer_outside_eu.answer.as_bool() is False
    assert extra(description) == {"AanmaakDatum": "2026-01-15", "LaatsteWijzigDatum": "2026-01-15T10:30:00"}


def test_a_formula_is_its_stored_value_and_never_evaluated() -> None:
    data = workbook([["Naam", "Doel", "Systeem"], ["Parkeren", "=A2", "=1/0"]])
    found = list(read_xlsx(data, "a.xlsx"))
    (source,) = (one for one in found if isinstance(one, SourceText))
    assert source.text == "Naam\tParkeren\n"
    assert [str(one).partition(" De ")[0] for one in found if isinstance(one, SourceError)] == [
        "a.xlsx#Blad1:2 (kolom B):",
        "a.xlsx#Blad1:2 (kolom C):",
    ]
    part = "xl/worksheets/sheet1.xml"
    stored = with_part(data, part, rb"<f>A2</f><v( ?/>|></v>)", b"<f>A2</f><v>7</v>")
    (source,) = (one for one in read_xlsx(stored, "a.xlsx") if isinstance(one, SourceText))
    assert source.text == "Naam\tParkeren\nDoel\t7\n"


def test_each_worksheet_is_read_and_others_are_told() -> None:
    data = workbook(
        [["Naam", "Doel"], ["Parkeren", "Toezicht"]],
        [["Toelichting op dit bestand"]],
        [],
        [["Naam", "Systeem"], ["Boetes", "CJIB"]],
    )
    found = list(read_xlsx(data, "a.xlsx"))
    assert [one.path for one in found if isinstance(one, SourceText)] == ["a.xlsx#Blad1#1", "a.xlsx#Blad4#1"]
    assert [str(one.where) for one in found if isinstance(one, SourceError)] == ["a.xlsx#Blad2:1", "a.xlsx#Blad3"]


def test_columns_are_told_of_the_first_sheet_with_headings() -> None:
    data = workbook([], [["Naam", "Doel", "Kleur"]])
    assert [(column.heading, column.field) for column in understood_columns(data, "a.xlsx")] == [
        ("Naam", "title"),
        ("Doel", "purpose.description"),
        ("Kleur", None),
    ]


def test_a_cell_far_out_costs_nothing() -> None:
    book = Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet.append(["Naam", "Doel"])
    sheet.append(["Parkeren", "Toezicht"])
    sheet["B20000"] = "ver weg"
    stream = io.BytesIO()
    book.save(stream)
    (source,) = sources(read_xlsx(stream.getvalue(), "a.xlsx"))
    assert source.text == "Naam\tParkeren\nDoel\tToezicht\nDoel\tver weg\n"


def test_a_worksheet_that_claims_any_size_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avggraph.read.structured.workbook._MOST_ROWS", 1000)
    data = workbook([["Naam", "Doel"], ["Parkeren", "Toezicht"]])
    part = "xl/worksheets/sheet1.xml"
    wide = with_part(data, part, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')
    (source,) = sources(read_xlsx(wide, "a.xlsx"))
    assert source.text == "Naam\tParkeren\nDoel\tToezicht\n"
    deep = with_part(data, part, rb'<row r="2"', b'<row r="999999999"')
    (error,) = errors(read_xlsx(deep, "a.xlsx"))
    assert "meer dan 1000 rijen" in str(error)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
        ("xl/workbook.xml", b"<sheets>", b""),
    ],
)
def test_a_damaged_workbook_is_an_error(part: str, old: bytes, new: bytes) -> None:
    data = with_part(workbook([["Naam", "Doel"], ["Parkeren", "Toezicht"]]), part, old, new)
    assert "niet te lezen" in " ".join(map(str, errors(read_xlsx(data, "a.xlsx"))))


def test_a_workbook_without_worksheets_is_an_error() -> None:
    data = with_part(workbook([["Naam", "Doel"]]), "xl/workbook.xml", b"<sheet [^>]*>", b"")
    (error,) = errors(read_xlsx(data, "a.xlsx"))
    assert "a.xlsx" in str(error)


@pytest.mark.parametrize("data", [b"", b"Naam;Doel", b"PK\x03\x04" + bytes(30)])
def test_what_is_no_workbook_is_an_error(data: bytes) -> None:
    (error,) = errors(read_xlsx(data, "a.xlsx"))
    assert "geen werkboek" in str(error)


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    data = with_part(
        workbook([["Naam", "Doel"]]), "docProps/app.xml", b"</Properties>", b" " * 500_000 + b"</Properties>"
    )
    (error,) = errors(read_xlsx(data, "a.xlsx", Limits(max_unpacked_bytes=20_000)))
    assert "Uitgepakt" in str(error)
