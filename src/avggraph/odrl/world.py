"""The state of the world in which a request is weighed: what is known, and only that.

What an operand has no value for is not known. The hierarchies, on the other hand, are taken as complete: a party that
is not said to be part of a collection is not in it (so read by the FORCE test suite, cases 052 and 054).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from avggraph.odrl.model import Term

REPORT = "https://w3id.org/force/compliance-report#"

Hierarchy = Mapping[str, frozenset[str]]
"""What stands directly above an IRI; that it is transitive is seen to where it is asked."""


class Performance(Enum):
    """Whether the action of a rule was done. `UNPERFORMED`: it was not, and no longer can be."""

    PERFORMED = REPORT + "Performed"
    UNPERFORMED = REPORT + "Unperformed"
    UNKNOWN = REPORT + "Unknown"


def _nothing() -> Mapping[str, frozenset[str]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class World:
    """What is known when a request is weighed.

    `now` is the value of `odrl:dateTime`. `values` are those of other left operands, by their IRI. `features` are what
    is known of one thing, by its IRI and the operand's: refinements ask for those of the party, asset or action
    itself. `performed` says of rules, by their IRI, whether what they ask was done.
    """

    now: datetime | None = None
    values: Mapping[str, tuple[Term, ...]] = field(default_factory=lambda: MappingProxyType({}))
    features: Mapping[tuple[str, str], tuple[Term, ...]] = field(default_factory=lambda: MappingProxyType({}))
    part_of: Hierarchy = field(default_factory=_nothing)
    kinds: Hierarchy = field(default_factory=_nothing)
    included_in: Hierarchy = field(default_factory=_nothing)
    performed: Mapping[str, Performance] = field(default_factory=lambda: MappingProxyType({}))


def reaches(start: str, goal: str, *above: Hierarchy) -> bool:
    """Say whether `goal` is `start` itself or stands above it, in these hierarchies together; circles end.

    >>> above = {"cat": frozenset({"mammal"}), "mammal": frozenset({"animal"}), "animal": frozenset({"mammal"})}
    >>> reaches("cat", "animal", above), reaches("cat", "plant", above)
    (True, False)
    """
    seen = {start}
    waiting = [start]
    while waiting and goal not in seen:
        each = waiting.pop()
        new = frozenset().union(*(hierarchy.get(each, frozenset()) for hierarchy in above)) - seen
        seen |= new
        waiting.extend(new)
    return goal in seen
