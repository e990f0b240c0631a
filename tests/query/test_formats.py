"""Formats: each writes what its specification says, and nothing that a reader would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.query import (
    FORMATS,
    Iri,
    Literal,
    Table,
    TextFormat,
    encode,
    format_of_file,
    html_table,
    render,
    safe_cell,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE = Table(
    ("verwerking", "titel", "aantal", "ja"),
    (
        (
            Iri("https://w3id.org/dpv#Purpose"),
            Literal.of_language('=1+1 "a", b', "nl"),
            Literal("-2", XSD + "integer"),
            None,
        ),
        (None, Literal("regel 1\nregel|2 [x] <b>"), Literal("1.50", XSD + "decimal"), Literal("true", XSD + "boolean")),
    ),
)


def test_csv() -> None:
    rows = list(csv.reader(io.StringIO(render(TABLE, "csv"), newline="")))
    assert rows == [
        ["verwerking", "titel", "aantal", "ja"],
        ["https://w3id.org/dpv#Purpose", '\'=1+1 "a", b', "-2", ""],
        ["", "regel 1\nregel|2 [x] <b>", "1.50", "true"],
    ]
    assert render(TABLE, "csv").endswith("\r\n")


@pytest.mark.parametrize("text", ["=A1", "+31 70", "-1", "@naam", "\t=A1", "\n=A1", "  =A1", "＝A1"])
def test_no_formula_reaches_a_spreadsheet(text: str) -> None:
    assert render(Table(("a",), ((Literal(text),),)), "csv").partition("\r\n")[2].lstrip('"').startswith("'")
    assert safe_cell(text) == f"'{text}"


def test_tsv_holds_terms() -> None:
    assert render(TABLE, "tsv").split("\n") == [
        "?verwerking\t?titel\t?aantal\t?ja",
        f'<https://w3id.org/dpv#Purpose>\t"=1+1 \\"a\\", b"@nl\t"-2"^^<{XSD}integer>\t',
        f'\t"regel 1\\nregel|2 [x] <b>"\t"1.50"^^<{XSD}decimal>\t"true"^^<{XSD}boolean>',
        "",
    ]


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8"), max_size=8).map(Literal), min_size=1, max_size=3))
def test_json_is_read_back_by_another_implementation(cells: list[Literal | None]) -> None:
    names = tuple(f"v{number}" for number in range(len(cells)))
    result = rdflib.query.Result.parse(
        io.BytesIO(render(Table(names, (tuple(cells),)), "json").encode()), format="json"
    )
    (row,) = result.bindings
    assert {str(key): str(value) for key, value in row.items()} == {
        name: cell.value for name, cell in zip(names, cells, strict=True) if cell is not None
    }


def test_json_keeps_language_and_datatype() -> None:
    first = json.loads(render(TABLE, "json"))["results"]["bindings"][0]
    assert first["titel"] == {"type": "literal", "value": '=1+1 "a", b', "xml:lang": "nl"}
    assert first["aantal"] == {"type": "literal", "value": "-2", "datatype": XSD + "integer"}
    assert first["verwerking"] == {"type": "uri", "value": "https://w3id.org/dpv#Purpose"}
    assert "ja" not in first


def test_jsonl_has_plain_values() -> None:
    assert [json.loads(line) for line in render(TABLE, "jsonl").splitlines()] == [
        {"verwerking": "https://w3id.org/dpv#Purpose", "titel": '=1+1 "a", b', "aantal": -2, "ja": None},
        {"verwerking": None, "titel": "regel 1\nregel|2 [x] <b>", "aantal": "1.50", "ja": True},
    ]


def test_markdown_cells_stay_cells() -> None:
    assert render(TABLE, "markdown").splitlines()[2:] == [
        '| <https://w3id.org/dpv#Purpose> | =1+1 "a", b | -2 |  |',
        "|  | regel 1<br>regel\\|2 \\[x\\] \\<b\\> | 1.50 | true |",
    ]


def test_table_is_as_wide_as_its_answer() -> None:
    long = "lang " * 60
    lines = render(
        Table(("begrip", "woorden"), ((Iri("https://w3id.org/dpv#Purpose"), Literal(f"[b]{long}")),)), "table"
    )
    assert lines.splitlines()[-1] == f"dpv:Purpose │ [b]{long.strip()}"


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if isinstance(each, TextFormat)])
def test_empty_answer_still_names_its_columns(name: str) -> None:
    text = render(Table(("verwerking",), ()), name)
    assert text == "" if name == "jsonl" else "verwerking" in text


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match="table, csv, tsv, json, jsonl, markdown, xlsx, parquet"):
        render(TABLE, "ods")


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_bytes_are_no_text(name: str) -> None:
    with pytest.raises(UsageError, match=f"-o antwoord.{name}"):
        render(TABLE, name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_bytes_which_are_those_of_its_text(name: str) -> None:
    found = FORMATS[name]
    data = encode(TABLE, name)
    assert data
    assert not isinstance(found, TextFormat) or data == found.write(TABLE).encode()
    assert format_of_file(Path(f"antwoord{found.suffix}")) is found


def test_hostile_text_is_text_in_html() -> None:
    hostile = '<script>alert("x")</script>'
    found = html_table(
        Table(
            (hostile,),
            ((Literal(hostile),), (Iri(f"javascript:{hostile}"),), (Iri(f'https://example.org/"{hostile}'),)),
        )
    )
    assert "<script" not in found
    assert 'href="javascript' not in found
    assert found.count("<a ") == 1
    assert 'href="https://example.org/&quot;&lt;script&gt;' in found
    assert Table(("a",), ((Literal("x"),),))._repr_html_() == html_table(Table(("a",), ((Literal("x"),),)))


def test_html_says_what_it_leaves_out() -> None:
    table = Table(("a",), tuple((Literal(str(number)),) for number in range(103)))
    assert html_table(table).endswith("<p>… en nog 3 rijen</p>")
    assert html_table(table).count("<td>") == 100
