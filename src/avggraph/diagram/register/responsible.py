"""Whose own a controller's flows are: those of the unit that a record says is responsible for them.

In the graph they begin and end at the legal person, mostly a ministry, also where an organisation of it does all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from avggraph.diagram.model import Detail
from avggraph.diagram.register.facts import Party, Transfer
from avggraph.diagram.register.phrases import counted
from avggraph.diagram.words import Words


@dataclass(frozen=True, slots=True)
class Own:
    """Flows at the units they are own to; `acting` gives the records of each such unit by controller."""

    transfers: tuple[Transfer, ...]
    acting: Mapping[Party, Mapping[Party, Collection[str]]]

    def acts_for(self, parties: Iterable[Party], say: Words) -> tuple[Detail, ...]:
        """Say for which controllers these parties act together, in how many records; nothing where for none."""
        records: dict[str, set[str]] = defaultdict(set)
        for party in parties:
            for controller, found in self.acting.get(party, {}).items():
                records[controller.label] |= set(found)
        told = (
            say["acts_for"].format(name=name, records=counted(say, "record", len(found)))
            for name, found in sorted(records.items(), key=lambda item: (item[0].casefold(), item[0]))
        )
        return (Detail(say["detail.acts_for"], "; ".join(told)),) if records else ()


def own_flows(
    transfers: Iterable[Transfer],
    inside: Callable[[Party], bool],
    below: Mapping[str, Collection[str]],
    whole: Party | None = None,
) -> Own:
    """Give the flows with each controller's end at the one unit inside that is responsible for it.

    Of units `below` one another the highest counts. Where several are left, an end that is inside stays where it is,
    and one that is not goes to `whole`. Without `whole`, an end that is not inside stays.
    """
    acting: dict[Party, dict[Party, set[str]]] = defaultdict(lambda: defaultdict(set))

    def end(party: Party, units: tuple[Party, ...], record: str) -> Party:
        own = _highest([unit for unit in units if inside(unit)], below)
        stays = party if inside(party) else whole
        if not own or stays is None:
            return party
        unit = own[0] if len(own) == 1 else stays
        if unit != party:
            acting[unit][party].add(record)
        return unit

    moved = tuple(
        replace(
            each,
            origin=end(each.origin, each.origin_units, each.record),
            target=end(each.target, each.target_units, each.record),
        )
        for each in transfers
    )
    return Own(moved, acting)


def _highest(units: Collection[Party], below: Mapping[str, Collection[str]]) -> list[Party]:
    return [unit for unit in units if not any(unit.iri in below.get(other.iri, ()) for other in units)]
