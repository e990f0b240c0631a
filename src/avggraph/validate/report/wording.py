"""What the reports say beside the shapes' own messages, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from avggraph.printable import printable
from avggraph.validate.baseline import Silence
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import SEVERITIES, Language, Report
from avggraph.validate.report.passages import Citation
from avggraph.validate.shapes.shape_set import Shape
from avggraph.validate.trend import Trend

# Lines named before an ellipsis, where the same words stand often.
_MOST_LINES = 10

Words = tuple[str, str]
"""The word for one and the word for several."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language."""

    severities: Mapping[Severity, Words]
    findings: Words
    records: Words
    title: str
    about: str
    no_findings: str
    hidden: str
    none_shown: str
    no_record: str
    no_ministry: str
    line: str
    lines: str
    times: str
    total: str
    overview: str
    per_ministry: str
    per_shape: str
    per_severity: str
    more: str
    ministry: str
    ministries: str
    check: str
    article: str
    severity: str
    message: str
    advice: str
    words: str
    reference: str
    key: str
    record_title: str
    document: str
    node: str
    value: str
    fingerprint: str
    reason: str
    since: str
    until: str
    on: str
    silenced: str
    silenced_about: str
    unmatched: str
    expired: str
    unjudged: str
    only: str
    trend: str
    trend_about: str
    new: str
    gone: str
    remaining: str
    departed: str
    filter: str
    all: str
    search: str
    reset: str
    shown: str
    skip: str
    contents: str

    def severity_name(self, severity: Severity) -> str:
        """Name one finding of a severity."""
        return self.severities[severity][0]


WORDINGS: Mapping[Language, Wording] = MappingProxyType({
    "nl": Wording(
        severities=MappingProxyType({
            Severity.VIOLATION: ("fout", "fouten"),
            Severity.WARNING: ("waarschuwing", "waarschuwingen"),
            Severity.INFO: ("opmerking", "opmerkingen"),
        }),
        findings=("bevinding", "bevindingen"),
        records=("verwerking", "verwerkingen"),
        title="Bevindingen bij het register van verwerkingen",
        about="Een bevinding vraagt om te kijken; zij oordeelt niet. Wat hier ontbreekt, kan elders staan.",
        no_findings="Geen bevindingen.",
        hidden="Lichter dan gevraagd, en niet getoond: {what}.",
        none_shown="Geen bevinding past bij dit filter.",
        no_record="Buiten de verwerkingen",
        no_ministry="zonder ministerie",
        line="regel",
        lines="regels",
        times="keer",
        total="Totaal",
        overview="Overzicht",
        per_ministry="Per ministerie",
        per_shape="Per controle",
        per_severity="Naar ernst",
        more="en {count} meer",
        ministry="Ministerie",
        ministries="ministeries",
        check="Controle",
        article="artikel",
        severity="Ernst",
        message="bevinding",
        advice="advies",
        words="woorden",
        reference="verwerking",
        key="sleutel",
        record_title="titel",
        document="document",
        node="knoop",
        value="waarde",
        fingerprint="kenmerk",
        reason="reden",
        since="sinds",
        until="tot en met",
        on="Het register op {date}.",
        silenced="Stilgezet",
        silenced_about="Bekende bevindingen, die met een reden zijn stilgezet. Zij tellen niet mee.",
        unmatched="Stilgezet, maar niet (meer) gevonden",
        expired="Niet meer stilgezet, want verlopen",
        unjudged="Stilgezet tot een dag; zonder --on is niet bekend of die voorbij is",
        only="Alleen: {what}.",
        trend="Sinds het vorige rapport",
        trend_about="Ook wat is stilgezet, is meegeteld: stilzetten is niet herstellen.",
        new="nieuw",
        gone="verdwenen",
        remaining="gebleven",
        departed="Verdwenen met hun verwerking, die er niet meer in staat: {count}.",
        filter="Filter",
        all="alle",
        search="Zoek in de bevindingen",
        reset="Toon alles",
        shown="Getoond: {shown} van {findings} bevindingen; verwerkingen: {records}",
        skip="Naar de bevindingen",
        contents="Op deze pagina",
    ),
    "en": Wording(
        severities=MappingProxyType({
            Severity.VIOLATION: ("fault", "faults"),
            Severity.WARNING: ("warning", "warnings"),
            Severity.INFO: ("remark", "remarks"),
        }),
        findings=("finding", "findings"),
        records=("record", "records"),
        title="Findings about the register of processing activities",
        about="A finding asks for a look; it does not judge. What is missing here may stand elsewhere.",
        no_findings="No findings.",
        hidden="Lighter than asked, and not shown: {what}.",
        none_shown="No finding fits this filter.",
        no_record="Outside the records",
        no_ministry="without a ministry",
        line="line",
        lines="lines",
        times="times",
        total="Total",
        overview="Overview",
        per_ministry="By ministry",
        per_shape="By check",
        per_severity="By severity",
        more="and {count} more",
        ministry="Ministry",
        ministries="ministries",
        check="Check",
        article="article",
        severity="Severity",
        message="finding",
        advice="advice",
        words="words",
        reference="record",
        key="key",
        record_title="title",
        document="document",
        node="node",
        value="value",
        fingerprint="fingerprint",
        reason="reason",
        since="since",
        until="until",
        on="The register on {date}.",
        silenced="Silenced",
        silenced_about="Known findings, silenced with a reason. They do not count.",
        unmatched="Silenced, but not found (any more)",
        expired="No longer silenced: past its last day",
        unjudged="Silenced until a day; without --on it is not known whether that is past",
        only="Only: {what}.",
        trend="Since the previous report",
        trend_about="Silenced findings are counted too: silencing is no repair.",
        new="new",
        gone="gone",
        remaining="remaining",
        departed="Gone with their record, which is no longer there: {count}.",
        filter="Filter",
        all="all",
        search="Search the findings",
        reset="Show all",
        shown="Shown: {shown} of {findings} findings; records: {records}",
        skip="To the findings",
        contents="On this page",
    ),
})  # fmt: skip


def counted(number: int, words: Words) -> str:
    """Say a number of things.

    >>> counted(1, ("waarschuwing", "waarschuwingen")), counted(2, ("waarschuwing", "waarschuwingen"))
    ('1 waarschuwing', '2 waarschuwingen')
    """
    return f"{number} {words[number != 1]}"


def severity_counts(counts: Mapping[Severity, int], wording: Wording) -> str:
    """Say how many findings of each severity there are, worst first, without those there are none of."""
    return ", ".join(
        counted(counts[severity], wording.severities[severity]) for severity in SEVERITIES if counts.get(severity)
    )


def message(said: Finding | Shape, language: Language) -> str:
    """Give the message of a finding or shape in a language."""
    return said.message_nl if language == "nl" else said.message_en


def advice(said: Finding | Shape, language: Language) -> str:
    """Give the advice of a finding or shape in a language."""
    return said.advice_nl if language == "nl" else said.advice_en


def record_name(record: RecordFacts | None, wording: Wording) -> str:
    """Name a record by its number or key, or say that there is none."""
    return wording.no_record if record is None else record.name


def shape_label(shape: str, shapes: Mapping[str, Shape], language: Language) -> str:
    """Give the name of a shape in a language; its short name where it is not among the shapes known."""
    known = shapes.get(shape)
    if known is None:
        return short_name(shape)
    return known.name_nl if language == "nl" else known.name_en


def selection_words(report: Report, language: Language) -> str:
    """Say what the reader asked for; nothing where that is all there is."""
    chosen = report.selection
    wording = WORDINGS[language]
    names = [
        *(report.records[record].name if record in report.records else record for record in chosen.records),
        *map(short_name, chosen.shapes),
    ]
    if chosen.least > Severity.INFO:
        names += [wording.severities[severity][1] for severity in SEVERITIES if severity >= chosen.least]
    return ", ".join(names)


def remark(finding: Finding, language: Language) -> str:
    """Say what a finding says in one line, without the record it is about."""
    severity = WORDINGS[language].severity_name(finding.severity)
    return printable(f"{severity}, {finding.article}: {message(finding, language)}")


def trend_remark(trend: Trend, report: Report, language: Language) -> str:
    """Say how many findings are gone because their record is; nothing where none is."""
    gone = sum(finding.record is not None and finding.record not in report.records for finding in trend.gone)
    return WORDINGS[language].departed.format(count=gone) if gone else ""


def lines_of(citation: Citation, wording: Wording) -> str:
    """Say on which line words stand, or on which lines the first few times."""
    lines = ", ".join(map(str, citation.lines[:_MOST_LINES]))
    more = ", …" if len(citation.lines) > _MOST_LINES else ""
    return f"{wording.line if len(citation.lines) == 1 else wording.lines} {lines}{more}"


def silenced_because(silence: Silence, wording: Wording) -> str:
    """Say why a finding was silenced, since when, and until when where there is an end."""
    until = f", {wording.until} {silence.until.isoformat()}" if silence.until else ""
    return f"{printable(silence.reason)} ({wording.since} {silence.since.isoformat()}{until})"


def baseline_remarks(report: Report, wording: Wording) -> Iterator[tuple[str, tuple[Silence, ...]]]:
    """Give the entries of the baseline that need a look, each kind with its heading."""
    kinds = (
        (wording.unmatched, report.silencing.unmatched),
        (wording.expired, report.silencing.expired),
        (wording.unjudged, report.silencing.unjudged),
    )
    return ((heading, entries) for heading, entries in kinds if entries)
