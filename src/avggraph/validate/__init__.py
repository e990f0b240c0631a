"""Validate the graph with SHACL: its form, and the completeness of each register description (GDPR art. 30)."""

from avggraph.validate.engine import ENGINES, Engine, Validator, validate
from avggraph.validate.finding import Finding, Severity, worst
from avggraph.validate.ledger import Ledger
from avggraph.validate.profiles import RECORDS, Profile, find_profile, load_profiles
from avggraph.validate.report import json_report, shacl_report, text_report
from avggraph.validate.shapes import Shape, ShapeSet, load_shapes, shape_files, shipped_shapes
from avggraph.validate.turtle import read_turtle

__all__ = [
    "ENGINES",
    "RECORDS",
    "Engine",
    "Finding",
    "Ledger",
    "Profile",
    "Severity",
    "Shape",
    "ShapeSet",
    "Validator",
    "find_profile",
    "json_report",
    "load_profiles",
    "load_shapes",
    "read_turtle",
    "shacl_report",
    "shape_files",
    "shipped_shapes",
    "text_report",
    "validate",
    "worst",
]
