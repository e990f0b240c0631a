"""What a view draws before it is a diagram: stops, their territories, and the legs of flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from avggraph.diagram.model import BoundaryKind, Detail, Presence, Quote
from avggraph.diagram.register.facts import Datum

PROCESSOR = "processor"
SYSTEM = "system"
MINISTRY = "ministry"
PARTY = "party"
"""Names of sorts of stops, beside the values of `PartyKind`; a party is one of any kind."""


class Side(Enum):
    """Where a stop stands, from left to right; the values begin the ids of its boxes."""

    GIVING = "giver"
    INTAKE = "intake"
    MIDDLE = "organisation"
    OUTLET = "system"
    RECEIVING = "receiver"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Territory:
    """What becomes a frame; those of one side stand in the order of `rank`, then by label."""

    key: str
    kind: BoundaryKind
    label: str
    rank: int = 0
    presence: Presence = Presence.STATED
    within: Territory | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """What becomes a box: one party or system, or several that are taken together.

    `sort` says what it is or holds: the value of a `PartyKind`, or one of the names of this module. `stays` keeps it
    from being taken together with others where there are many. `first` puts it before the others of its territory,
    a negative number, or behind. `within` is the key of the words for what goes from it to itself.
    """

    side: Side
    key: str
    label: str
    sort: str
    iri: str = ""
    territory: Territory | None = None
    details: tuple[Detail, ...] = ()
    presence: Presence = Presence.STATED
    stays: bool = False
    first: int = 0
    within: str = "detail.within"

    @property
    def order(self) -> tuple[int, int, str, str, int, str, str]:
        """Where it stands: side by side, territory by territory, by label."""
        place = self.territory
        rank, name, key = (place.rank, place.label.casefold(), place.key) if place else (-1, "", "")
        return (list(Side).index(self.side), rank, name, key, self.first, self.label.casefold(), self.key)


@dataclass(frozen=True, slots=True)
class Leg:
    """A flow of one record from one stop to another; `kind` is a key of the words for flows.

    `via` names systems it goes through that are not drawn.
    """

    record: str
    kind: str
    source: Stop
    target: Stop
    data: tuple[Datum, ...] = ()
    via: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
