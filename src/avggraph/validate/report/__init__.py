"""Findings as a report: for a terminal, a browser, a spreadsheet, a program, RDF tools and CI."""

from avggraph.validate.report.as_json import parse_json
from avggraph.validate.report.formats import REPORT_FORMATS, ReportFormat, format_of_file, report_format
from avggraph.validate.report.model import Language, Report

__all__ = [
    "REPORT_FORMATS",
    "Language",
    "Report",
    "ReportFormat",
    "format_of_file",
    "parse_json",
    "report_format",
]
