"""What changed since an older report: the findings that are new, gone and still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.validate.finding import Finding


@dataclass(frozen=True, slots=True)
class Trend:
    """Findings of two reports, matched by their fingerprints; each in the order of `Finding.sort_key`.

    `new` and `remaining` are of the newer report, `gone` of the older.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    remaining: tuple[Finding, ...]


def trend_of(now: Iterable[Finding], before: Iterable[Finding]) -> Trend:
    """Compare the findings of a report with those of an older one.

    Silenced findings belong to both sides: silencing is no repair.

    >>> trend_of((), ())
    Trend(new=(), gone=(), remaining=())
    """
    newer = {finding.fingerprint: finding for finding in sorted(now, key=Finding.sort_key)}
    older = {finding.fingerprint: finding for finding in sorted(before, key=Finding.sort_key)}
    return Trend(
        tuple(finding for name, finding in newer.items() if name not in older),
        tuple(finding for name, finding in older.items() if name not in newer),
        tuple(finding for name, finding in newer.items() if name in older),
    )
