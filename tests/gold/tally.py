"""Counting how far answers agree with the gold: precision, recall, F1, exact rows, and what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Agreement of found with expected items, row by row (micro-averaged)."""

    right: int = 0
    found: int = 0
    expected: int = 0
    rows: int = 0
    exact: int = 0
    confusions: list[str] = field(default_factory=list)

    def add(self, text: str, expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count one row; items that stand twice count twice."""
        wanted, got = Counter(expected), Counter(found)
        self.right += (wanted & got).total()
        self.found += got.total()
        self.expected += wanted.total()
        self.rows += 1
        if wanted == got:
            self.exact += 1
        else:
            missed, extra = sorted(map(str, wanted - got)), sorted(map(str, got - wanted))
            self.confusions.append(f"{text}\n    missed {missed}\n    extra  {extra}")

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """Take several tallies together."""
        whole = cls()
        for tally in tallies:
            whole.right += tally.right
            whole.found += tally.found
            whole.expected += tally.expected
            whole.rows += tally.rows
            whole.exact += tally.exact
            whole.confusions += tally.confusions
        return whole

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 where nothing was."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0

    @property
    def exact_share(self) -> float:
        """The share of rows without any difference."""
        return self.exact / self.rows if self.rows else 1.0

    def __str__(self) -> str:
        """Say the figures on one line."""
        return (
            f"{self.rows} rows, {self.expected} items: precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"F1 {self.f1:.3f}, exact rows {self.exact_share:.3f}"
        )
