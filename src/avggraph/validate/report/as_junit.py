"""The report for CI servers: JUnit XML, a suite for each record and a test for each shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from avggraph.printable import shortened
from avggraph.validate.baseline import Silenced
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import Language, Report, natural
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.wording import WORDINGS, advice, lines_of, message, silenced_because

# What XML 1.0 cannot hold at all (section 2.2, Char).
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: Report, language: Language = "nl") -> Iterator[str]:
    """Write a test suite for each record, in which each shape is a test.

    A test fails where the shape found something at or above `report.fail_on`; what is lighter stands in its output. It
    is skipped, with the reason, where all that was found is silenced, and passes where nothing was. What belongs to no
    record is a suite of its own. No times: a report says the same whenever it is made.
    """
    cases: dict[str | None, dict[str, _Case]] = defaultdict(lambda: defaultdict(_Case))
    chosen = report.selection
    shapes = [shape for shape in report.shapes if shape in chosen.shapes or not chosen.shapes]
    for known in report.records:
        if known in chosen.records or not chosen.records:
            cases[known].update((shape, _Case()) for shape in shapes)
    for finding in report.findings:
        cases[finding.record][finding.shape].findings.append(finding)
    for each in report.silenced:
        cases[each.finding.record][each.finding.shape].silenced.append(each)
    passages = Passages(report.texts)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={_attribute(WORDINGS[language].title)}>\n'
    for record in sorted(cases, key=lambda iri: (iri is None, natural(RecordFacts(iri or "")))):
        yield from (f"{line}\n" for line in _suite(record, cases[record], passages, report, language))
    yield "</testsuites>\n"


@dataclass(frozen=True, slots=True)
class _Case:
    """What one shape found on one record."""

    findings: list[Finding] = field(default_factory=list)
    silenced: list[Silenced] = field(default_factory=list)

    def fails(self, threshold: Severity | None) -> bool:
        return threshold is not None and any(finding.severity >= threshold for finding in self.findings)

    @property
    def is_skipped(self) -> bool:
        return bool(self.silenced) and not self.findings


def _suite(
    record: str | None, cases: Mapping[str, _Case], passages: Passages, report: Report, language: Language
) -> Iterator[str]:
    facts = report.records.get(record or "") or (RecordFacts(record) if record else None)
    name = facts.name if facts else WORDINGS[language].no_record
    title = f": {facts.title}" if facts and facts.title else ""
    failures = sum(case.fails(report.fail_on) for case in cases.values())
    skipped = sum(case.is_skipped for case in cases.values())
    yield (
        f'<testsuite name={_attribute(name + title)} tests="{len(cases)}" failures="{failures}" errors="0"'
        f' skipped="{skipped}">'
    )
    for shape, case in sorted(cases.items()):
        start = f"<testcase classname={_attribute(name)} name={_attribute(short_name(shape))}"
        inside = list(_inside(case, passages, report, language))
        yield f"{start}>{''.join(inside)}</testcase>" if inside else f"{start}/>"
    yield "</testsuite>"


def _inside(case: _Case, passages: Passages, report: Report, language: Language) -> Iterator[str]:
    wording = WORDINGS[language]
    if case.is_skipped:
        reasons = dict.fromkeys(silenced_because(each.silence, wording) for each in case.silenced)
        yield f"<skipped message={_attribute('; '.join(reasons))}/>"
    if not case.findings:
        return
    finding = max(case.findings, key=lambda each: each.severity)
    text = "\n".join(_lines(case.findings, passages, language))
    if case.fails(report.fail_on):
        kind, said = (
            _attribute(each) for each in (wording.severity_name(finding.severity), message(finding, language))
        )
        yield f"<failure type={kind} message={said}>{_text(text)}</failure>"
    else:
        yield f"<system-out>{_text(text)}</system-out>"


def _lines(findings: list[Finding], passages: Passages, language: Language) -> Iterator[str]:
    wording = WORDINGS[language]
    first = findings[0]
    yield f"{wording.severity_name(first.severity)}, {first.article}: {message(first, language)}"
    for finding in findings:
        yield finding.focus
        cited = passages.cited(finding.quotes)
        yield from (f"  {lines_of(each, wording)}: “{shortened(each.words)}”" for each in cited)
    if said := advice(first, language):
        yield said


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", text))
