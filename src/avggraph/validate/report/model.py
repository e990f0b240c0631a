"""What a report is made of, and the orders that every format shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
# The largest number of eight hexadecimal digits.
_MOST = 0xFFFFFFFF


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

    @cached_property
    def because(self) -> Mapping[Finding, Silence]:
        """Give why each of the silenced findings does not count."""
        return {each.finding: each.silence for each in self.silenced}

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
    """The findings on one record (None: those that belong to none), in the order of `Finding.sort_key`."""

    record: RecordFacts | None
    findings: tuple[Finding, ...]

    @property
    def folds(self) -> tuple[Fold, ...]:
        """Give the remarks that the findings are, worst first."""
        return tuple(map(Fold, _alike(self.findings)))

    @property
    def counts(self) -> Counter[Severity]:
        """Count the findings by severity."""
        return Counter(finding.severity for finding in self.findings)


def groups(report: Report) -> tuple[Group, ...]:
    """Give the findings that count by record: most violations first, then most warnings, then most remarks."""
    found = by_record(report, report.findings)
    return tuple(sorted(found, key=lambda group: worst_first(group.record, group.counts)))


def groups_with_silenced(report: Report) -> Iterator[Group]:
    """Give all findings by record, silenced ones among the others, in the order of `Finding.sort_key`."""
    return by_record(report, sorted((*report.findings, *report.because), key=Finding.sort_key))


def by_record(report: Report, findings: Iterable[Finding]) -> Iterator[Group]:
    """Put the findings of a record together; they come in the order of `Finding.sort_key`."""
    for _, each in groupby(findings, key=lambda finding: finding.record):
        found = tuple(each)
        yield Group(report.record_of(found[0]), found)


def _alike(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Put findings together that say the same: those of a shape, unless each result has a message of its own."""
    found: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.severity, finding.shape, finding.message_nl), []).append(finding)
    return tuple(map(tuple, found.values()))


def worst_first(record: RecordFacts | None, counts: Mapping[Severity, int]) -> str:
    """Give a text by which records sort, as texts do: most violations first, then most warnings, then most remarks.

    Records with as many come as people number them (`natural`), and what belongs to no record after them.

    >>> m900, m4089 = RecordFacts("urn:v/m900"), RecordFacts("urn:v/m4089")
    >>> one, two = Counter({Severity.WARNING: 1}), Counter({Severity.WARNING: 2})
    >>> worst_first(m4089, two) < worst_first(m900, one) < worst_first(m4089, one) < worst_first(None, one)
    True
    """
    weights = (f"{_MOST - counts.get(severity, 0):08x}" for severity in SEVERITIES)
    # A space, for what an IRI may hold sorts after it (RFC 3987, section 2.2).
    parts = (f"{length:08x}{part} " for length, part in natural(record))
    return f"{''.join(weights)}{int(record is None)}{''.join(parts)}"


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
