"""The versions of records: in which of several builds of a register each came to say what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from avggraph.compare import changes_between
from avggraph.store import Output
from avggraph.store.unit import records


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a record: its number from 1, the build in which it first stands (from 0), and that build's day.

    `date` is empty where the build was not told its day.
    """

    number: int
    build: int
    date: str


@dataclass(frozen=True, slots=True)
class History:
    """The versions of each record by its IRI, the oldest first, and the records that the newest build has no more."""

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def of(self, record: str) -> tuple[Version, ...]:
        """Give the versions of a record: one without a date where nothing else is known.

        >>> History().of("https://avggraph.example/id/rijksoverheid/verwerking/m4089")
        (Version(number=1, build=0, date=''),)
        """
        return self.versions.get(record) or (Version(1, 0, ""),)

    def before(self, record: str) -> tuple[Version, ...]:
        """Give the versions of a record that the newest build does not hold."""
        versions = self.versions.get(record, ())
        return versions if record in self.gone else versions[:-1]

    def only(self, records: Collection[str]) -> History:
        """Give the history of some records."""
        chosen = {record: versions for record, versions in self.versions.items() if record in records}
        return History(chosen, self.gone & frozenset(records))


def history_of(builds: Sequence[Output]) -> History:
    """Tell the versions of all records of some builds of a register, given from the oldest to the newest.

    A record has a version for the first build that holds it, and one for each in which it says something else than in
    the build before (`avggraph.compare`); one that comes back has a new version. Of the first build nobody knows since
    when its records say what they say: the first version of those has no date.
    """
    found: dict[str, list[Version]] = defaultdict(list)
    for iri in records(builds[0].open_store()) if builds else ():
        found[iri].append(Version(1, 0, ""))
    gone: set[str] = set()
    for number, (older, newer) in enumerate(pairwise(builds), 1):
        changes = changes_between(older, newer)
        gone |= {record.iri for record in changes.removed}
        changed = [*changes.added, *(change.record for change in changes.changed)]
        gone -= {record.iri for record in changed}
        for record in changed:
            versions = found[record.iri]
            versions.append(Version(len(versions) + 1, number, newer.date))
    return History({iri: tuple(versions) for iri, versions in sorted(found.items())}, frozenset(gone))
