"""Answers as the tables of pyarrow, pandas and polars, where those are installed."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from avggraph.errors import UsageError
from avggraph.query.columns import Column, ColumnType, Value, typed_columns
from avggraph.query.table import Table

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame
    from pyarrow import Table as ArrowTable


def required(module: str, extra: str) -> Any:
    """Import a module of an extra; `UsageError` says how to install it where it is not."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            f"Hiervoor is {module.partition('.')[0]} nodig, en dat is niet geïnstalleerd.",
            advice=f"Installeer het met: pip install 'avggraph[{extra}]'.",
        ) from error


def arrow_of(table: Table) -> ArrowTable:
    """Give a table of Arrow: whole numbers as int64, decimals exact, dates, booleans, and all else as strings.

    The metadata of a field names the datatype and the language of its terms, where all have the same.
    """
    arrow = required("pyarrow", "parquet")
    columns = typed_columns(table)
    fields = [arrow.field(column.name, _arrow_type(column), metadata=_metadata(column)) for column in columns]
    arrays = [
        arrow.array(_written(column.values) if field.type == arrow.string() else column.values, field.type)
        for column, field in zip(columns, fields, strict=True)
    ]
    found: ArrowTable = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))
    return found


def pandas_of(table: Table) -> PandasFrame:
    """Give a data frame of pandas, its missing cells `NA`; decimals become floats, in which pandas can reckon."""
    pandas = required("pandas", "pandas")
    types = {
        ColumnType.TEXT: "string",
        ColumnType.BOOLEAN: "boolean",
        ColumnType.INTEGER: "Int64",
        ColumnType.DECIMAL: "Float64",
        ColumnType.FLOAT: "Float64",
        ColumnType.DATE: "datetime64[s]",
    }
    series = {
        column.name: pandas.Series(_reckoned(column), dtype=types[column.type]) for column in typed_columns(table)
    }
    frame: PandasFrame = pandas.DataFrame(series, columns=list(table.columns))
    return frame


def polars_of(table: Table) -> PolarsFrame:
    """Give a data frame of polars, its missing cells null; decimals become floats, as in pandas."""
    polars = required("polars", "polars")
    types = {
        ColumnType.TEXT: polars.String,
        ColumnType.BOOLEAN: polars.Boolean,
        ColumnType.INTEGER: polars.Int64,
        ColumnType.DECIMAL: polars.Float64,
        ColumnType.FLOAT: polars.Float64,
        ColumnType.DATE: polars.Date,
    }
    frame: PolarsFrame = polars.DataFrame(
        [polars.Series(column.name, _reckoned(column), dtype=types[column.type]) for column in typed_columns(table)]
    )
    return frame


def _arrow_type(column: Column) -> Any:
    arrow = required("pyarrow", "parquet")
    match column.type:
        case ColumnType.BOOLEAN:
            return arrow.bool_()
        case ColumnType.INTEGER:
            return arrow.int64()
        case ColumnType.FLOAT:
            return arrow.float64()
        case ColumnType.DATE:
            return arrow.date32()
        case ColumnType.DECIMAL if (width := _width(column)) is not None:
            return arrow.decimal128(*width)
        case _:
            return arrow.string()


def _width(column: Column) -> tuple[int, int] | None:
    """Give the digits of a decimal column, all and behind the point; None where Arrow's 38 do not hold them."""
    shapes = [value.as_tuple() for value in column.values if isinstance(value, Decimal)]
    scale = max(-int(shape.exponent) for shape in shapes)
    whole = max(len(shape.digits) + int(shape.exponent) for shape in shapes)
    width = max(whole, 1) + max(scale, 0)
    return (width, max(scale, 0)) if width <= 38 else None


def _written(values: Sequence[Value | None]) -> list[str | None]:
    texts = (f"{value:f}" if isinstance(value, Decimal) else str(value) for value in values)
    return [None if value is None else text for value, text in zip(values, texts, strict=True)]


def _metadata(column: Column) -> dict[str, str]:
    return {key: value for key, value in (("datatype", column.datatype), ("language", column.language)) if value}


def _reckoned(column: Column) -> Sequence[object]:
    return [float(value) if isinstance(value, Decimal) else value for value in column.values]
