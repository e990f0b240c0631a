"""In whose territory a party stands: its ministry's, or one that says that its ministry is not known."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.diagram.model import BoundaryKind, Presence
from avggraph.diagram.register.facts import Party, PartyKind
from avggraph.diagram.register.stops import Territory
from avggraph.diagram.words import Words, capitalised

_OWN, _MINISTRIES, _OTHERS = range(3)


def ministry_territory(ministry: str, names: Mapping[str, str]) -> Territory:
    """Give the territory of a ministry, under its own name."""
    return Territory(ministry, BoundaryKind.MINISTRY, capitalised(names[ministry]), _MINISTRIES)


def unknown_ministry(say: Words) -> Territory:
    """Give the territory of parties whose ministry is not known: they may have one."""
    label = say["boundary.unknown-ministry"]
    return Territory("others", BoundaryKind.OTHERS, label, _OTHERS, Presence.NOT_STATED)


def own_staff(say: Words) -> Territory:
    """Give the territory of an organisation's own people, who are no third party (GDPR art. 4 (10))."""
    return Territory("own", BoundaryKind.OWN_STAFF, say["boundary.own-staff"], _OWN)


def outside_eu(say: Words) -> Territory:
    """Give the territory of what is outside the European Union."""
    return Territory("outside", BoundaryKind.OUTSIDE_EU, say["boundary.outside-eu"])


def territory_of(party: Party, names: Mapping[str, str], say: Words) -> Territory | None:
    """Give the territory of a party that gives or receives; a data subject has none."""
    if party.kind is PartyKind.DATA_SUBJECT:
        return None
    if party.kind is PartyKind.ABROAD:
        return outside_eu(say)
    return ministry_territory(party.ministry, names) if party.ministry else unknown_ministry(say)
