"""Compare: two descriptions of a record, and two builds of a register, field by field."""

from avggraph.compare.as_turtle import write_turtle
from avggraph.compare.changes import Changes, FieldChange, RecordChange, RecordName, Value, changes_between
from avggraph.compare.descriptions import Difference, differences
from avggraph.compare.report import changes_table, summary, versions_note, write_markdown

__all__ = [
    "Changes",
    "Difference",
    "FieldChange",
    "RecordChange",
    "RecordName",
    "Value",
    "changes_between",
    "changes_table",
    "differences",
    "summary",
    "versions_note",
    "write_markdown",
    "write_turtle",
]
