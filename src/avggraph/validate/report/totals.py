"""What a report counts: of the whole, of each ministry and of each check; from findings, or from counts by record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from avggraph.validate.finding import Severity
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import Report, by_record
from avggraph.validate.shapes.shape_set import Shape


@dataclass(frozen=True, slots=True)
class RecordCount:
    """How many findings of each shape, by its IRI, one record has; `record` is None for those that belong to none."""

    record: RecordFacts | None
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of each severity, on how many records."""

    counts: Counter[Severity]
    records: int

    @property
    def total(self) -> int:
        """Give the number of findings."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Check:
    """What is told of a shape beside its count."""

    shape: str
    severity: Severity
    article: str


@dataclass(frozen=True, slots=True)
class Totals:
    """All that the begin and the end of a report tell of the findings between them.

    `groups` is the number of records with findings, and one more where findings belong to no record. `ministries` come
    with most findings first, a record of two counting for both; None, at the end, is for records and nodes without one.
    `checks` come worst first and then most first.
    """

    whole: Tally
    groups: int
    ministries: tuple[tuple[str | None, Tally], ...]
    checks: tuple[tuple[Check, Tally], ...]

    @classmethod
    def of(cls, report: Report) -> Self:
        """Count the findings of a report that count, also of shapes it does not know.

        All findings of a shape have the shape's severity and article; those of the first are taken.
        """
        counts = [
            RecordCount(group.record, Counter(finding.shape for finding in group.findings))
            for group in by_record(report, report.findings)
        ]
        checks: dict[str, Check] = {}
        for finding in report.findings:
            if finding.shape not in checks:
                checks[finding.shape] = Check(finding.shape, finding.severity, finding.article)
        return cls._of(counts, checks)

    @classmethod
    def of_counts(cls, counts: Iterable[RecordCount], shapes: Mapping[str, Shape]) -> Self:
        """Add up counts, one of each record and one at most of what belongs to none; `KeyError` for a shape not there.

        >>> totals = Totals.of_counts([RecordCount(None, {}), RecordCount(RecordFacts("urn:m1"), {})], {})
        >>> totals.groups, totals.whole.total
        (0, 0)
        """
        return cls._of(counts, {iri: Check(iri, shape.severity, shape.article) for iri, shape in shapes.items()})

    @classmethod
    def _of(cls, counts: Iterable[RecordCount], checks: Mapping[str, Check]) -> Self:
        whole, groups = _Count(), 0
        by_ministry: dict[str | None, _Count] = defaultdict(_Count)
        by_check: dict[Check, _Count] = defaultdict(_Count)
        for each in counts:
            found: Counter[Severity] = Counter()
            for shape, number in each.findings.items():
                if number:
                    check = checks[shape]
                    found[check.severity] += number
                    by_check[check].add({check.severity: number}, each.record)
            if found:
                groups += 1
                whole.add(found, each.record)
                for ministry in (each.record.ministries if each.record else ()) or (None,):
                    by_ministry[ministry].add(found, each.record)
        ministries = [(ministry, count.tally) for ministry, count in by_ministry.items()]
        found_checks = [(check, count.tally) for check, count in by_check.items()]
        return cls(
            whole.tally,
            groups,
            tuple(sorted(ministries, key=lambda one: (one[0] is None, -one[1].total, one[0] or ""))),
            tuple(sorted(found_checks, key=lambda one: (-one[0].severity, -one[1].total, one[0].shape))),
        )


@dataclass(slots=True)
class _Count:
    """A tally that is being counted."""

    counts: Counter[Severity] = field(default_factory=Counter)
    records: int = 0

    def add(self, counts: Mapping[Severity, int], record: RecordFacts | None) -> None:
        self.counts.update(counts)
        self.records += record is not None

    @property
    def tally(self) -> Tally:
        return Tally(self.counts, self.records)
