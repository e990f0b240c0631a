"""Typed columns, and the tables of other libraries that are made of them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.query import Iri, Literal, Row, Table, encode
from avggraph.query.columns import ColumnType, typed_columns

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
COLUMNS = ("iri", "naam", "aantal", "deel", "maat", "ja", "dag", "gemengd", "leeg")
TABLE = Table(
    COLUMNS,
    (
        (
            Iri("urn:a"), Literal.of_language("=A1", "nl"), Literal("7", XSD + "integer"),
            Literal("0.95", XSD + "decimal"), Literal("1E3", XSD + "double"),
            Literal("true", XSD + "boolean"), Literal("2024-07-02", XSD + "date"),
            Literal("7", XSD + "integer"), None,
        ),
        (
            Iri("urn:b"), Literal.of_language("b", "nl"), None, Literal("12", XSD + "integer"),
            Literal("NaN", XSD + "float"), Literal("0", XSD + "boolean"), None, Literal("zeven"), None,
        ),
    ),
)  # fmt: skip


def test_columns_have_the_narrowest_type_all_their_terms_have() -> None:
    columns = {column.name: column for column in typed_columns(TABLE)}
    assert {name: column.type for name, column in columns.items()} == {
        "iri": ColumnType.TEXT, "naam": ColumnType.TEXT, "aantal": ColumnType.INTEGER, "deel": ColumnType.DECIMAL,
        "maat": ColumnType.FLOAT, "ja": ColumnType.BOOLEAN, "dag": ColumnType.DATE, "gemengd": ColumnType.TEXT,
        "leeg": ColumnType.TEXT,
    }  # fmt: skip
    assert columns["aantal"].values == (7, None)
    assert columns["deel"].values == (Decimal("0.95"), Decimal(12))
    assert columns["gemengd"].values == ("7", "zeven")
    assert columns["ja"].values == (True, False)
    assert (columns["naam"].datatype, columns["naam"].language) == (LANG, "nl")
    assert (columns["deel"].datatype, columns["gemengd"].datatype, columns["iri"].datatype) == ("", "", "")


def test_parquet_is_read_back_with_its_types() -> None:
    found = pq.read_table(io.BytesIO(encode(TABLE, "parquet")))
    assert found.schema.names == list(COLUMNS)
    types = {
        "aantal": pa.int64(), "deel": pa.decimal128(4, 2), "maat": pa.float64(), "ja": pa.bool_(), "dag": pa.date32(),
    }  # fmt: skip
    assert {field.name: field.type for field in found.schema} == {
        name: types.get(name, pa.string()) for name in COLUMNS
    }
    assert found["naam"].to_pylist() == ["=A1", "b"]
    assert found["dag"].to_pylist() == [date(2024, 7, 2), None]
    assert found["deel"].to_pylist() == [Decimal("0.95"), Decimal("12.00")]
    assert found["leeg"].to_pylist() == [None, None]
    assert found.schema.field("naam").metadata == {b"datatype": LANG.encode(), b"language": b"nl"}
    assert found.schema.field("aantal").metadata == {b"datatype": f"{XSD}integer".encode()}


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(-(10**18) + 1, 10**18 - 1),
            st.none()
            | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**30), max_value=10**30),
            st.none() | st.text(st.characters(codec="utf-8"), max_size=6),
        ),
        max_size=4,
    )
)
def test_any_answer_comes_back_from_parquet(rows: list[tuple[int | None, Decimal | None, str | None]]) -> None:
    table = Table(
        ("whole", "decimal", "text"),
        tuple(
            (
                None if whole is None else Literal(str(whole), XSD + "integer"),
                None if decimal is None else Literal(f"{decimal:f}", XSD + "decimal"),
                None if text is None else Literal(text),
            )
            for whole, decimal, text in rows
        ),
    )
    found = pq.read_table(io.BytesIO(encode(table, "parquet"))).to_pylist()
    assert [tuple(row.values()) for row in found] == rows


def test_decimals_that_arrow_cannot_hold_stay_text() -> None:
    long = Literal("1" * 39, XSD + "decimal")
    assert Table(("a",), ((long,),)).to_arrow()["a"].to_pylist() == [long.value]


def test_pandas() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert {name: str(frame[name].dtype) for name in ("naam", "aantal", "deel", "maat", "ja", "dag")} == {
        "naam": "string", "aantal": "Int64", "deel": "Float64", "maat": "Float64", "ja": "boolean",
        "dag": "datetime64[s]",
    }  # fmt: skip
    assert frame["aantal"].sum() == 7
    assert frame["dag"].isna().tolist() == [False, True]
    assert list(Table(("a", "b"), ()).to_pandas().columns) == ["a", "b"]


def test_polars() -> None:
    frame = TABLE.to_polars()
    assert frame.columns == list(COLUMNS)
    assert frame["aantal"].to_list() == [7, None]
    assert frame["dag"].to_list() == [date(2024, 7, 2), None]
    assert [str(frame[name].dtype) for name in ("naam", "deel", "ja")] == ["String", "Float64", "Boolean"]


@pytest.mark.parametrize(
    ("library", "call", "extra"),
    [("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars"), ("pyarrow", "to_arrow", "parquet")],
)
def test_a_library_that_is_not_there_is_named_with_how_to_get_it(
    library: str, call: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib  # noqa: PLC0415

    there = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return there(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(UsageError, match=rf"Hiervoor is {library} nodig.*pip install 'avggraph\[{extra}\]'"):
        getattr(TABLE, call)()
    if library == "pyarrow":
        with pytest.raises(UsageError, match=r"avggraph\[parquet\]"):
            encode(TABLE, "parquet")


def test_a_table_is_a_sequence_of_rows() -> None:
    assert len(TABLE) == 2
    assert [str(row["iri"]) for row in TABLE] == ["urn:a", "urn:b"]
    assert TABLE[-1]["leeg"] is None
    assert TABLE[:1] == Table(COLUMNS, TABLE.rows[:1])
    assert dict(TABLE[0])["gemengd"] == Literal("7", XSD + "integer")
    with pytest.raises(KeyError):
        Row(("a",), (None,))["b"]
    with pytest.raises(IndexError):
        TABLE[2]
