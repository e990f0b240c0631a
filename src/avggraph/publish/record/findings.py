"""What validation found for a record, as its page tells it: one remark for the findings that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.publish.record.citations import cited
from avggraph.publish.record.model import Citation
from avggraph.validate.finding import Finding, short_name


@dataclass(frozen=True, slots=True)
class Remark:
    """`count` findings of one check with the same message, and all the words they are about."""

    finding: Finding
    count: int
    citations: tuple[Citation, ...]

    @property
    def check(self) -> str:
        """The short name of the check."""
        return short_name(self.finding.shape)

    def message(self, language: str) -> str:
        """Give what the check asks, in a language of the site."""
        return self.finding.message_nl if language == "nl" else self.finding.message_en

    def advice(self, language: str) -> str:
        """Give what can be done about it, in a language of the site."""
        return self.finding.advice_nl if language == "nl" else self.finding.advice_en


def remarks(findings: Iterable[Finding], text: str | None) -> tuple[Remark, ...]:
    """Put findings of one record together that say the same, worst first."""
    alike: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in sorted(findings, key=Finding.sort_key):
        alike.setdefault((-finding.severity, finding.shape, finding.message_nl), []).append(finding)
    return tuple(
        Remark(found[0], len(found), cited([place for finding in found for place in finding.quotes], text))
        for found in alike.values()
    )
