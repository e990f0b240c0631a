"""Validate the graph with SHACL: its form, and the completeness of each register description (GDPR art. 30)."""

from avggraph.validate.engine import ENGINES, Engine, Validator, validate
from avggraph.validate.finding import Finding, Severity, worst
from avggraph.validate.ledger import Ledger
from avggraph.validate.report import json_report, shacl_report, text_report
from avggraph.validate.shapes import Shape, ShapeSet, load_shapes, shape_files, shipped_shapes

__all__ = [
    "ENGINES",
    "Engine",
    "Finding",
    "Ledger",
    "Severity",
    "Shape",
    "ShapeSet",
    "Validator",
    "json_report",
    "load_shapes",
    "shacl_report",
    "shape_files",
    "shipped_shapes",
    "text_report",
    "validate",
    "worst",
]
