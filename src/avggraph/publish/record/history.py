"""What changed in one record over the builds of a register, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from avggraph.compare.changes import FieldChange, field_changes
from avggraph.compare.facts import FactReader
from avggraph.query.values import local_name
from avggraph.store import Output
from avggraph.store.unit import records

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

    @property
    def is_dated(self) -> bool:
        """Whether the day of either register is known: two without are no more than the earlier and the later."""
        return bool(self.older.date or self.newer.date)


class Histories:
    """The changes of records over `builds`, from the oldest to the newest, which is the one that is published."""

    def __init__(self, builds: Sequence[Output]) -> None:
        self._versions = [Version(build.date, str(build.manifest["avggraph"])) for build in builds]
        compared = builds if len(builds) > 1 else ()
        self._readers = [FactReader(build) for build in compared]
        self._keys = [frozenset(map(local_name, records(build.open_store()))) for build in compared]

    def of(self, key: str) -> tuple[Step, ...]:
        """Give the steps of a record by its key (the last part of its IRI), the newest first.

        The steps end where the record came: of a register that does not have it, it is not told that it was not there
        before either. A record without a number has a key of its own in each build, and no steps.
        """
        if key.startswith(_WITHOUT_NUMBER):
            return ()
        steps: list[Step] = []
        sides = zip(self._readers, self._keys, strict=True)
        states = [reader.record(key) if key in keys else None for reader, keys in sides]
        for (old, older), (new, newer) in reversed(list(pairwise(zip(states, self._versions, strict=False)))):
            if new is None:
                break
            steps.append(Step(older, newer, None if old is None else field_changes(old, new)))
        return tuple(steps)
