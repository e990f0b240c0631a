"""Findings as a report: for a terminal, a browser, a spreadsheet, a program, RDF tools and CI."""

from avggraph.validate.report.as_json import parse_json
from avggraph.validate.report.formats import REPORT_FORMATS, ReportFormat, format_of_file, report_format, sheet_of_file
from avggraph.validate.report.model import Language, Report, worst_first
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.sheet import Sheet
from avggraph.validate.report.totals import RecordCount, Totals

__all__ = [
    "REPORT_FORMATS",
    "Language",
    "Passages",
    "RecordCount",
    "Report",
    "ReportFormat",
    "Sheet",
    "Totals",
    "format_of_file",
    "parse_json",
    "report_format",
    "sheet_of_file",
    "worst_first",
]
