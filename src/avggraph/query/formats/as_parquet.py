"""Answers as Apache Parquet: typed columns, for analysis (the extra `parquet`)."""

from __future__ import annotations

from avggraph.query.frames import arrow_of, required
from avggraph.query.table import Table


def write_parquet(table: Table) -> bytes:
    """Write a table as Parquet; `UsageError` where pyarrow is not installed."""
    parquet = required("pyarrow.parquet", "parquet")
    arrow = required("pyarrow", "parquet")
    out = arrow.BufferOutputStream()
    parquet.write_table(arrow_of(table), out, compression="zstd")
    data: bytes = out.getvalue().to_pybytes()
    return data
