"""A report record by record: what stands at its begin, for each record and at its end is written apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from avggraph.validate.finding import Finding
from avggraph.validate.records import RecordFacts
from avggraph.validate.report.model import Group, Language, Report
from avggraph.validate.report.passages import Passages
from avggraph.validate.report.totals import Totals


@dataclass(frozen=True)
class Sheet(ABC):
    """One format of a report in one language, of which the pieces may be written apart, in any order and process.

    `begin`, the piece of each record with findings, `between` two of them, and `end` are the report. The pieces stand
    worst first (`worst_first`) where `is_worst_first`, else in the order of `Finding.sort_key`.

    `report` is what is known beside the findings that count; these need not be in it. A piece depends on its record,
    findings and passages, and on the report's `iri` and `shapes` and on what is silenced, not on other records.
    """

    report: Report
    language: Language = "nl"

    between: ClassVar[str] = ""
    is_worst_first: ClassVar[bool] = False

    def begin(self, totals: Totals) -> str:
        """Give what stands before the pieces."""
        return "".join(self._begin(totals))

    def record(self, record: RecordFacts | None, findings: Sequence[Finding], passages: Passages) -> str:
        """Give the piece of a record, or of what belongs to none; there is at least one finding.

        The findings come in the order of `Finding.sort_key`; `passages` has the texts they cite.
        """
        return "".join(self._piece(Group(record, tuple(findings)), passages))

    def end(self, totals: Totals) -> str:
        """Give what stands after the pieces."""
        return "".join(self._end(totals))

    def written(self, groups: Iterable[Group]) -> Iterator[str]:
        """Write the report whole, of these groups, in parts of a finding at most."""
        totals, passages = Totals.of(self.report), Passages(self.report.texts)
        yield from self._begin(totals)
        for number, group in enumerate(groups):
            if number:
                yield self.between
            yield from self._piece(group, passages)
        yield from self._end(totals)

    @abstractmethod
    def _begin(self, totals: Totals) -> Iterator[str]: ...

    @abstractmethod
    def _piece(self, group: Group, passages: Passages) -> Iterator[str]: ...

    @abstractmethod
    def _end(self, totals: Totals) -> Iterator[str]: ...
