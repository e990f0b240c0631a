"""What changed in one record over the builds of a register, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from avggraph.compare.changes import FieldChange, field_changes
from avggraph.compare.facts import FactReader, RecordFacts
from avggraph.store import Output

_WITHOUT_NUMBER = "zonder-nummer-"


@dataclass(frozen=True, slots=True)
class Version:
    """A build: the day whose register it is (empty where it was not told) and the version that made it."""

    date: str
    program: str


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from one build to the next; None where the older did not have the record."""

    older: Version
    newer: Version
    changes: tuple[FieldChange, ...] | None


class Histories:
    """The changes of records over `builds`, from the oldest to the newest, which is the one that is published."""

    def __init__(self, builds: Sequence[Output]) -> None:
        self._versions = [Version(build.date, str(build.manifest["avggraph"])) for build in builds]
        self._readers = [FactReader(build) for build in builds] if len(builds) > 1 else []

    def of(self, key: str) -> tuple[Step, ...]:
        """Give the steps of a record by its key (the last part of its IRI), the newest first.

        The steps end where the record came: of a register that does not have it, it is not told that it was not there
        before either. A record without a number has a key of its own in each build, and no steps.
        """
        if key.startswith(_WITHOUT_NUMBER):
            return ()
        steps: list[Step] = []
        states = [_state(reader, key) for reader in self._readers]
        for (old, older), (new, newer) in reversed(list(pairwise(zip(states, self._versions, strict=False)))):
            if new is None:
                break
            steps.append(Step(older, newer, None if old is None else field_changes(old, new)))
        return tuple(steps)


def _state(reader: FactReader, key: str) -> RecordFacts | None:
    """Give the facts of a record; None where the build does not have it: it then has no facts."""
    facts = reader.record(key)
    return facts if any(part.facts for part in facts.parts) else None
