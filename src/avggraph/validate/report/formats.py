"""The formats of a report: one table for the command line, the documentation and the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from avggraph.errors import UsageError
from avggraph.validate.report.as_csv import write_csv
from avggraph.validate.report.as_html import HtmlSheet, write_html
from avggraph.validate.report.as_json import JsonSheet, write_json
from avggraph.validate.report.as_junit import write_junit
from avggraph.validate.report.as_sarif import write_sarif
from avggraph.validate.report.as_shacl import ShaclSheet, write_shacl
from avggraph.validate.report.as_text import TextSheet, write_text
from avggraph.validate.report.model import Language, Report
from avggraph.validate.report.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format: its name, what it is for (Dutch), the endings of its files, its media type and its writer.

    `pieces` gives the text in parts, so that the report of a large register is never in memory as a whole. `sheet` is
    how it is written record by record, where that can be.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]
    media_type: str
    pieces: Callable[[Report, Language], Iterator[str]]
    sheet: type[Sheet] | None = None

    def write(self, report: Report, language: Language) -> str:
        """Give a report as one text."""
        return "".join(self.pieces(report, language))


REPORT_FORMATS: Mapping[str, ReportFormat] = MappingProxyType({
    each.name: each
    for each in (
        ReportFormat("text", "Regels voor het scherm", (".txt",), "text/plain", write_text, TextSheet),
        ReportFormat(
            "html", "Eén pagina met filters, ook om af te drukken", (".html",), "text/html", write_html, HtmlSheet
        ),
        ReportFormat(
            "json", "Voor programma's, en om mee te vergelijken", (".json",), "application/json", write_json, JsonSheet
        ),
        ReportFormat("csv", "Voor een rekenblad", (".csv",), "text/csv", write_csv),
        ReportFormat("shacl", "Het rapport in SHACL zelf (Turtle)", (".ttl",), "text/turtle", write_shacl, ShaclSheet),
        ReportFormat("sarif", "Voor code scanning", (".sarif", ".sarif.json"), "application/sarif+json", write_sarif),
        ReportFormat("junit", "Voor CI, een test per controle", (".xml",), "application/xml", write_junit),
    )
})  # fmt: skip
"""The formats by name."""


def report_format(name: str) -> ReportFormat:
    """Give the format of this name; UsageError for one there is not."""
    if name not in REPORT_FORMATS:
        raise UsageError(f"Formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(REPORT_FORMATS)}.")
    return REPORT_FORMATS[name]


def sheet_of_file(name: str, report: Report, language: Language = "nl") -> Sheet:
    """Give the sheet by which to write the file of this name record by record; UsageError where its format has none.

    `report` is what is known of all beside the findings, which may be left out of it.

    >>> from avggraph.validate.baseline import Silencing
    >>> from avggraph.validate.report.totals import Totals
    >>> sheet = sheet_of_file("bevindingen.txt", Report(Silencing(()), "urn:r"))
    >>> sheet.begin(Totals.of_counts((), {})) + sheet.end(Totals.of_counts((), {}))
    'Geen bevindingen.\\n'
    """
    found = format_of_file(name)
    if found.sheet is None:
        known = ", ".join(each.name for each in REPORT_FORMATS.values() if each.sheet)
        raise UsageError(f"Formaat {found.name!r} is niet per verwerking te schrijven.", advice=f"Kies uit: {known}.")
    return found.sheet(report, language)


def format_of_file(name: str) -> ReportFormat:
    """Give the format that a file's name ends in; UsageError where no format does.

    >>> format_of_file("bevindingen.sarif.json").name, format_of_file("bevindingen.json").name
    ('sarif', 'json')
    """
    found = [
        (len(suffix), each)
        for each in REPORT_FORMATS.values()
        for suffix in each.suffixes
        if name.casefold().endswith(suffix)
    ]
    if not found:
        endings = ", ".join(suffix for each in REPORT_FORMATS.values() for suffix in each.suffixes)
        raise UsageError(f"Aan {name!r} is geen formaat te zien.", advice=f"Laat de naam eindigen op: {endings}.")
    return max(found, key=lambda one: one[0])[1]
