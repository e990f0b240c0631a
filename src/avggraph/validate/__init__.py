"""Validate the graph with SHACL: its form, and the completeness of each register description (GDPR art. 30)."""

from avggraph.validate.baseline import Silence, Silenced, Silencing, parse_baseline, render_baseline, silence
from avggraph.validate.engine import ENGINES, Engine, Validator, validate
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.ledger import Judgement, Ledger
from avggraph.validate.quads import finding_quads, shape_quads
from avggraph.validate.records import RecordFacts, record_facts
from avggraph.validate.report import (
    REPORT_FORMATS,
    Passages,
    RecordCount,
    Report,
    ReportFormat,
    Sheet,
    Totals,
    format_of_file,
    parse_json,
    report_format,
    sheet_of_file,
    worst_first,
)
from avggraph.validate.selection import Selection, records_named, shapes_named
from avggraph.validate.shacl.turtle import read_turtle
from avggraph.validate.shapes.official import load_official_shapes
from avggraph.validate.shapes.profiles import RECORDS, LoadedProfile, Profile, find_profile, load_profiles
from avggraph.validate.shapes.shape_set import Shape, ShapeSet, load_shapes, merged, shape_files, shipped_shapes
from avggraph.validate.trend import Trend, trend_of

__all__ = [
    "ENGINES",
    "RECORDS",
    "REPORT_FORMATS",
    "Engine",
    "Finding",
    "Judgement",
    "Ledger",
    "LoadedProfile",
    "Passages",
    "Profile",
    "RecordCount",
    "RecordFacts",
    "Report",
    "ReportFormat",
    "Selection",
    "Severity",
    "Shape",
    "ShapeSet",
    "Sheet",
    "Silence",
    "Silenced",
    "Silencing",
    "Totals",
    "Trend",
    "Validator",
    "find_profile",
    "finding_quads",
    "format_of_file",
    "load_official_shapes",
    "load_profiles",
    "load_shapes",
    "merged",
    "parse_baseline",
    "parse_json",
    "read_turtle",
    "record_facts",
    "records_named",
    "render_baseline",
    "report_format",
    "shape_files",
    "shape_quads",
    "shapes_named",
    "sheet_of_file",
    "shipped_shapes",
    "short_name",
    "silence",
    "trend_of",
    "validate",
    "worst_first",
]
