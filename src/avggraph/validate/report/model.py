"""What a report is made of, and the orders and counts that every format shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Literal

from avggraph.validate.baseline import Silence, Silenced, Silencing
from avggraph.validate.finding import Finding, Severity
from avggraph.validate.records import RecordFacts
from avggraph.validate.selection import Selection
from avggraph.validate.shapes.shape_set import Shape
from avggraph.validate.trend import Trend

Language = Literal["nl", "en"]

SEVERITIES = tuple(sorted(Severity, reverse=True))
"""The severities, worst first."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Report:
    """Findings with what is known about them; the writers turn it into words and read nothing else.

    `silencing.findings` are those that count. `records` are the facts of each record by its IRI, also of records
    without findings; `texts` the documents' normalised texts by source IRI; `shapes` the checks that were made, by IRI.
    `iri` names the report in RDF. `on` is the day the register speaks of, `fail_on` from where a finding fails a test
    in CI (None: never), `selection` what the reader asked for: what is outside it is in no part of the report, but for
    how many findings are `hidden` because they weigh less than asked.
    """

    silencing: Silencing
    iri: str
    records: Mapping[str, RecordFacts] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    trend: Trend | None = None
    on: date | None = None
    fail_on: Severity | None = Severity.VIOLATION
    selection: Selection = field(default_factory=Selection)
    hidden: Mapping[Severity, int] = field(default_factory=dict)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Give the findings that count, in the order of `Finding.sort_key`."""
        return tuple(sorted(self.silencing.findings, key=Finding.sort_key))

    @cached_property
    def silenced(self) -> tuple[Silenced, ...]:
        """Give the findings that do not count, in the same order."""
        return tuple(sorted(self.silencing.silenced, key=lambda each: each.finding.sort_key()))

    def record_of(self, finding: Finding) -> RecordFacts | None:
        """Give what is known of the record a finding belongs to; None where it belongs to none."""
        if finding.record is None:
            return None
        return self.records.get(finding.record) or RecordFacts(finding.record, finding.reference)


# ---------------------------------------------------------------- what a reader is told at once


@dataclass(frozen=True, slots=True)
class Fold:
    """The findings of one record that say the same: one remark, with all the words it is about."""

    findings: tuple[Finding, ...]

    @property
    def finding(self) -> Finding:
        """Give the first of the findings, which says what they all say."""
        return self.findings[0]

    @property
    def quotes(self) -> tuple[str, ...]:
        """Give the span IRIs of all findings, each once."""
        return tuple(dict.fromkeys(quote for finding in self.findings for quote in finding.quotes))

    @property
    def nodes(self) -> tuple[str, ...]:
        """Give the nodes to look at where the reader has no record or the graph itself is at fault, else none."""
        if self.finding.record is not None and self.finding.severity < Severity.VIOLATION:
            return ()
        return tuple(dict.fromkeys(finding.focus for finding in self.findings))


@dataclass(frozen=True, slots=True)
class Group:
    """The remarks on one record, worst first; `record` is None for what belongs to no record."""

    record: RecordFacts | None
    folds: tuple[Fold, ...]

    @property
    def counts(self) -> Counter[Severity]:
        """Count the findings by severity."""
        return Counter(finding.severity for fold in self.folds for finding in fold.findings)


def groups(report: Report) -> tuple[Group, ...]:
    """Give the findings that count by record: most violations first, then most warnings, then most remarks."""
    by_record = groupby(report.findings, key=lambda finding: finding.record)
    found = [_group(report, list(findings)) for _, findings in by_record]
    return tuple(sorted(found, key=_worst_first))


def _group(report: Report, findings: list[Finding]) -> Group:
    return Group(report.record_of(findings[0]), tuple(map(Fold, _alike(findings))))


def _alike(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Put findings together that say the same: those of a shape, unless each result has a message of its own."""
    found: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.severity, finding.shape, finding.message_nl), []).append(finding)
    return tuple(map(tuple, found.values()))


def _worst_first(group: Group) -> tuple[list[int], bool, list[tuple[int, str]]]:
    counts = group.counts
    return [-counts[severity] for severity in SEVERITIES], group.record is None, natural(group.record)


def natural(record: RecordFacts | None) -> list[tuple[int, str]]:
    """Give a key that sorts records as people number them: M900 before M4089.

    >>> natural(RecordFacts("urn:v/m900")) < natural(RecordFacts("urn:v/m4089"))
    True
    """
    parts = _DIGITS.split(record.iri) if record else []
    return [(len(part.lstrip("0")), part) if part.isdecimal() else (0, part) for part in parts]


@dataclass(frozen=True, slots=True)
class SilencedGroup:
    """What was silenced for one reason on one day: each remark with the records it was made on."""

    silence: Silence
    remarks: tuple[tuple[Finding, tuple[RecordFacts | None, ...]], ...]


def silenced_groups(report: Report) -> tuple[SilencedGroup, ...]:
    """Give the silenced findings by reason and dates, in the order of the baseline."""
    found: dict[tuple[str, date, date | None], list[Silenced]] = defaultdict(list)
    for each in sorted(report.silenced, key=lambda each: each.silence.number):
        found[each.silence.reason, each.silence.since, each.silence.until].append(each)
    return tuple(SilencedGroup(each[0].silence, _remarks(report, each)) for each in found.values())


def _remarks(
    report: Report, silenced: Iterable[Silenced]
) -> tuple[tuple[Finding, tuple[RecordFacts | None, ...]], ...]:
    in_order = sorted((each.finding for each in silenced), key=lambda each: (-each.severity, each.shape))
    return tuple(
        (findings[0], tuple(sorted({report.record_of(each) for each in findings}, key=natural)))
        for findings in _alike(in_order)
    )


# ---------------------------------------------------------------- counts


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity, on how many records."""

    counts: Counter[Severity]
    records: int

    @property
    def total(self) -> int:
        """Give the number of findings."""
        return self.counts.total()


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings and the records they are about."""
    counted = tuple(findings)
    records = {finding.record for finding in counted if finding.record is not None}
    return Tally(Counter(finding.severity for finding in counted), len(records))


def by_ministry(report: Report) -> tuple[tuple[str | None, Tally], ...]:
    """Count the findings of each ministry, most first; None, at the end, for records and nodes without one.

    A record of two ministries counts for both.
    """
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        record = report.record_of(finding)
        for ministry in (record.ministries if record else ()) or (None,):
            found[ministry].append(finding)
    counted = ((ministry, tally(findings)) for ministry, findings in found.items())
    return tuple(sorted(counted, key=lambda each: (each[0] is None, -each[1].total, each[0] or "")))


def by_shape(report: Report) -> tuple[tuple[Finding, Tally], ...]:
    """Count the findings of each shape, worst first and then most first, with one of them that tells what it says."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.shape].append(finding)
    counted = ((findings[0], tally(findings)) for findings in found.values())
    return tuple(sorted(counted, key=lambda each: (-each[0].severity, -each[1].total, each[0].shape)))
