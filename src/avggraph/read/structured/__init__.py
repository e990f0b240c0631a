"""Structured sources: register exports, spreadsheets, transfer bundles and Turtle to source texts with cells."""

from avggraph.read.structured.columns import understood_columns
from avggraph.read.structured.csv_records import read_csv
from avggraph.read.structured.headings import ColumnReading, Understood
from avggraph.read.structured.json_records import read_json
from avggraph.read.structured.mapping import load_mapping
from avggraph.read.structured.transfer import read_transfer, structured_members
from avggraph.read.structured.turtle import read_turtle
from avggraph.read.structured.workbook import read_xlsx

__all__ = [
    "ColumnReading",
    "Understood",
    "load_mapping",
    "read_csv",
    "read_json",
    "read_transfer",
    "read_turtle",
    "read_xlsx",
    "structured_members",
    "understood_columns",
]
