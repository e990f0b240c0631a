"""Many boxes in one lane: the ones with the fewest records are taken together, and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from avggraph.diagram.register.stops import Leg, Side, Stop, Territory
from avggraph.diagram.words import Words

_Kin = tuple[Territory | None, str]


def gather(legs: Iterable[Leg], most: int, say: Words) -> tuple[Leg, ...]:
    """Take stops together so that about `most` of each side stay on their own; every leg stays, with all it carries.

    Those that occur in the most records stay. The others become one stop for each territory and sort ("en 63 andere
    organisaties"), so that each count is one of a ministry; a single one is no crowd, and stays.
    """
    legs = tuple(legs)
    crowds = {stop: crowd for side in Side for stop, crowd in _crowds(_of_side(legs, side), most, say).items()}
    return tuple(
        replace(leg, source=crowds.get(leg.source, leg.source), target=crowds.get(leg.target, leg.target))
        for leg in legs
    )


def _of_side(legs: Iterable[Leg], side: Side) -> dict[Stop, set[str]]:
    """Give the stops of a side with the records they occur in."""
    found: dict[Stop, set[str]] = defaultdict(set)
    for leg in legs:
        for stop in (leg.source, leg.target):
            if stop.side is side:
                found[stop].add(leg.record)
    return found


def _crowds(stops: dict[Stop, set[str]], most: int, say: Words) -> dict[Stop, Stop]:
    """Give the crowd that each stop goes into, of those that do not stay on their own."""
    ranked = sorted(stops, key=lambda stop: (not stop.stays, -len(stops[stop]), stop.order))
    kin: dict[_Kin, list[Stop]] = defaultdict(list)
    for stop in ranked[most:]:
        if not stop.stays:
            kin[stop.territory, stop.sort].append(stop)
    alone = {(stop.territory, stop.sort) for stop in ranked[:most]}
    return {
        stop: _crowd(members, say, others=key in alone)
        for key, members in kin.items()
        if len(members) > 1
        for stop in members
    }


def _crowd(members: list[Stop], say: Words, *, others: bool) -> Stop:
    one = members[0]
    phrase = say[f"other.{one.sort}"] if others else say[f"many.{one.sort}"]
    territory = one.territory.key if one.territory else ""
    key = f"crowd {territory} {one.sort}"
    return Stop(one.side, key, phrase.format(count=len(members)), one.sort, "", one.territory, stays=True, first=1)
