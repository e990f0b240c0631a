"""What a retention text says: branches, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from avggraph.text import Span

# The kinds of branch. DPV 2.3 has a kind of duration for most; "law" and "reference" are storage durations without one.
Kind = Literal[
    "duration",  # a length of time
    "after_event",  # a length counted from an event
    "until_event",  # until something happens or as long as it is so, no length
    "until_date",
    "endless",
    "not_kept",
    "placeholder",  # unknown, or still to be filled in
    "law",  # what an act, decree or selection list says, without a length in the words
    "reference",  # what another record, file or field says
    "other",  # says nothing of this
]
Bound = Literal["minimum", "maximum"]


@dataclass(frozen=True, slots=True)
class Branch:
    """One term a retention text states, for what or when it holds, and why it was read so.

    `duration` is an xsd:duration ("P18M"), only where the words state one or a selection-list code does; `code` that
    code as written without blanks ("V7"). `event` is what the term counts from or lasts until, `condition` what or
    when it holds for, `words` all words of the branch: places in the text given. `rule` names the words that decided.
    """

    kind: Kind
    duration: str | None
    bound: Bound | None
    event: Span | None
    condition: Span | None
    code: str | None
    references: tuple[str, ...]
    words: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Retention:
    """The branches of a retention text in its order: at least one.

    The properties give the one answer that holds for all branches; where branches differ `kind` is "several" and the
    others are None.
    """

    branches: tuple[Branch, ...]

    @property
    def kind(self) -> str:
        """The kind, or "several" where branches state different terms."""
        return self.branches[0].kind if self._agree else "several"

    @property
    def duration(self) -> str | None:
        """The one duration of all branches."""
        return self.branches[0].duration if self._agree else None

    @property
    def event(self) -> tuple[int, int] | None:
        """The place of the event of the only branch."""
        return self.branches[0].event if len(self.branches) == 1 else None

    @property
    def bound(self) -> str | None:
        """Minimum or Maximum, where it holds for all branches."""
        bound = self.branches[0].bound if self._agree else None
        return bound.capitalize() if bound else None

    @property
    def _agree(self) -> bool:
        return len({(branch.kind, branch.duration, branch.bound) for branch in self.branches}) == 1
