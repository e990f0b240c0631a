"""The stops around what a view is of: who gives to it and who receives from it, one by one or by ministry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from avggraph.diagram.model import ON_BEHALF, Detail, Presence
from avggraph.diagram.register.facts import Party, PartyKind, Transfer
from avggraph.diagram.register.phrases import listed
from avggraph.diagram.register.stops import MINISTRY, PARTY, PROCESSOR, SYSTEM, Leg, Side, Stop
from avggraph.diagram.register.territories import own_staff, territory_of
from avggraph.diagram.words import Words, capitalised

MOST = 40
"""About so many boxes stand in one lane; what is beyond is taken together."""

_SYSTEM_USE = "SystemUse"


class Around:
    """The stops of the parties around a middle: `within` says which parties are in it.

    At level 0 the organisations of a ministry are one stop, and so are all data subjects, all of a register's own
    words, and all processors among them.
    """

    def __init__(
        self, transfers: Iterable[Transfer], within: Mapping[Party, Stop], names: Mapping[str, str], say: Words
    ) -> None:
        self._within = within
        self._names = names
        self._say = say
        self._kinds: dict[Party, set[str]] = defaultdict(set)
        self.given: dict[Party, None] = {}
        for transfer in transfers:
            if transfer.target not in within:
                self._kinds[transfer.target].add(transfer.kind)
            if transfer.origin not in within:
                self.given[transfer.origin] = None

    def one_by_one(self) -> dict[tuple[Side, Party], Stop]:
        """Give each party a stop of its own."""
        return {(stop.side, party): stop for party, stop in self._parties()}

    def by_ministry(self) -> dict[tuple[Side, Party], Stop]:
        """Give the parties of one territory and sort one stop, which says whom it stands for."""
        together: dict[Stop, list[Party]] = defaultdict(list)
        for party, stop in self._parties():
            together[self._whole(stop)].append(party)
        return {
            (stop.side, party): replace(stop, details=self._details(stop, parties))
            for stop, parties in together.items()
            for party in parties
        }

    def _parties(self) -> Iterable[tuple[Party, Stop]]:
        for party in self.given:
            yield party, self._stop(Side.GIVING, party, party.kind.value)
        for party, kinds in self._kinds.items():
            stop = self._stop(_side_of(party), party, PROCESSOR if kinds & ON_BEHALF else party.kind.value)
            staff = "InternalUse" in kinds and party.kind is PartyKind.GROUP
            yield party, replace(stop, territory=own_staff(self._say)) if staff else stop

    def _stop(self, side: Side, party: Party, sort: str) -> Stop:
        territory = territory_of(party, self._names, self._say)
        first = -1 if party.iri == party.ministry else 0  # the ministry itself stands before its organisations
        presence = Presence.STATED if party.iri else Presence.NOT_STATED
        return Stop(side, party.iri, party.label, sort, party.iri, territory, presence=presence, first=first)

    def _whole(self, stop: Stop) -> Stop:
        place = stop.territory
        if place and place.key in self._names:
            return Stop(stop.side, place.key, place.label, MINISTRY, place.key, stays=True)
        label = capitalised(self._say[f"all.{stop.sort}"])
        return Stop(stop.side, f"all {stop.sort}", label, stop.sort, "", place, stays=True)

    def _details(self, stop: Stop, parties: Collection[Party]) -> tuple[Detail, ...]:
        what = PARTY if stop.sort == MINISTRY else stop.sort
        return (Detail(self._say["detail.comprises"], listed(self._say, what, (party.label for party in parties))),)


def legs_of(
    transfers: Iterable[Transfer],
    middle: Mapping[Party, Stop],
    stops: Mapping[tuple[Side, Party], Stop],
    *,
    systems: bool,
) -> tuple[Leg, ...]:
    """Give the legs of flows into, out of and within the middle; with `systems`, through those they go through.

    A flow through several systems runs through each apart: a register does not say in which order.
    """
    legs: list[Leg] = []
    for transfer in transfers:
        source = middle.get(transfer.origin) or stops[Side.GIVING, transfer.origin]
        target = middle.get(transfer.target) or stops[_side_of(transfer.target), transfer.target]
        if systems and source.side is not target.side:
            legs += _through_systems(transfer, source, target)
        else:
            via = tuple(system.label for system in transfer.systems)
            legs.append(Leg(transfer.record, transfer.kind, source, target, transfer.data, via, transfer.quotes))
    return tuple(legs)


def _through_systems(transfer: Transfer, source: Stop, target: Stop) -> Iterable[Leg]:
    side = Side.INTAKE if target.side is Side.MIDDLE else Side.OUTLET
    for system in transfer.systems:
        stop = Stop(side, system.iri, system.label, SYSTEM, system.iri)
        yield Leg(transfer.record, _SYSTEM_USE, source, stop, transfer.data, quotes=transfer.quotes)
        yield Leg(transfer.record, transfer.kind, stop, target, transfer.data, quotes=transfer.quotes)
    if not transfer.systems:
        yield Leg(transfer.record, transfer.kind, source, target, transfer.data, quotes=transfer.quotes)


def _side_of(target: Party) -> Side:
    return Side.ABROAD if target.kind is PartyKind.ABROAD else Side.RECEIVING
