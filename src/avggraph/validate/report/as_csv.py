"""The report for a spreadsheet: a row for each finding (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from avggraph.spreadsheet import safe_cell
from avggraph.validate.finding import Finding, short_name
from avggraph.validate.report.model import Language, Report
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.wording import WORDINGS, advice, message


def write_csv(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write all findings, silenced ones too, as CSV; no cell is a formula to a spreadsheet.

    The words of several citations, and their lines, stand in one cell, a line each.
    """
    wording = WORDINGS[language]
    yield _line([
        wording.reference, wording.key, wording.record_title, wording.ministries, wording.document,
        wording.severity.casefold(), wording.article, wording.check.casefold(), wording.message, wording.advice,
        wording.line, wording.words, wording.node, wording.value, wording.fingerprint,
        wording.silenced.casefold(), wording.since, wording.until,
    ])  # fmt: skip
    yield from (_line([safe_cell(cell) for cell in row]) for row in _rows(report, language))


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _rows(report: Report, language: Language) -> Iterator[list[str]]:
    wording = WORDINGS[language]
    passages = Passages(report.texts)
    for finding in sorted((*report.findings, *report.because), key=Finding.sort_key):
        record = report.record_of(finding)
        cited = list(passages.of(finding.quotes))
        silence = report.because.get(finding)
        yield [
            finding.reference or "",
            record.key if record else "",
            (record.title if record else None) or "",
            "; ".join(record.ministries) if record else "",
            (record.document if record else None) or "",
            wording.severity_name(finding.severity),
            finding.article,
            short_name(finding.shape),
            message(finding, language),
            advice(finding, language),
            "\n".join(str(passage.line) for passage in cited),
            "\n".join(passage.words for passage in cited),
            finding.focus,
            finding.value or "",
            finding.fingerprint,
            silence.reason if silence else "",
            silence.since.isoformat() if silence else "",
            silence.until.isoformat() if silence and silence.until else "",
        ]
