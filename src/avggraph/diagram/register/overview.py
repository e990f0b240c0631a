"""The view of the whole register: ministries on both sides, and the organisations that several controllers share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from avggraph.diagram.model import ON_BEHALF, BoundaryKind, Detail, Diagram, Presence, View
from avggraph.diagram.register.around import MOST
from avggraph.diagram.register.crowd import gather
from avggraph.diagram.register.draw import blank, draw
from avggraph.diagram.register.facts import Party, PartyKind, RegisterFacts, Transfer
from avggraph.diagram.register.phrases import counted
from avggraph.diagram.register.stops import MINISTRY, PROCESSOR, Leg, Side, Stop, Territory
from avggraph.diagram.register.territories import outside_eu
from avggraph.diagram.words import Words, capitalised, words

_FROM_CONTROLLER = frozenset({"InternalUse", "Disclosure", "ProcessingOnBehalf", "ThirdCountryTransfer"})
_TO_OTHERS = frozenset({"Disclosure", "ProcessingOnBehalf", "SubProcessing"})
_SHARED = 2  # controllers, from which an organisation is shared


def compose_register(
    facts: RegisterFacts,
    *,
    name: str = "",
    language: str = "nl",
    date: str = "",
    least: int = 1,
    most: int = MOST,
) -> Diagram:
    """Compose the overview of a register.

    A ministry stands for all its organisations, on the left as far as they give, on the right as far as they receive;
    what goes from a ministry to itself, or to a controller's own people, is counted in its box. Who processes for two
    controllers or more has a box of its own, and so has who receives from as many and whose ministry is not known. All
    others without a known ministry are one box on each side. What data subjects give is no flow between organisations:
    the diagram says how many there are. `least` is the least number of records of a flow that is drawn.
    """
    say = words(language)
    between = [each for each in facts.transfers if each.origin.kind is not PartyKind.DATA_SUBJECT]
    stops = _Stops(between, _shared(facts.transfers), facts.names, say)
    legs = gather((stops.leg(each) for each in between), most, say)
    diagram = blank(View.REGISTER, name or say["register"], facts.transfers, facts, language, date)
    own = len(facts.transfers) - len(between)
    if own:
        note = say["left_out.from_subjects"].format(flows=counted(say, "flow", own))
        diagram = replace(diagram, selection=note)
    return draw(legs, diagram, together=True, least=least)


@dataclass(frozen=True, slots=True)
class _Shared:
    """The controllers of each organisation that is shared, by what it is to them."""

    processors: Mapping[Party, frozenset[Party]]
    recipients: Mapping[Party, frozenset[Party]]


def _shared(transfers: Collection[Transfer]) -> _Shared:
    """Find who is shared; a sub-processor works for the controllers of the record, and nobody for itself."""
    of_record: dict[str, set[Party]] = defaultdict(set)
    for each in transfers:
        if each.kind == "Collection":
            of_record[each.record].add(each.target)
        elif each.kind in _FROM_CONTROLLER:
            of_record[each.record].add(each.origin)
    processors: dict[Party, set[Party]] = defaultdict(set)
    recipients: dict[Party, set[Party]] = defaultdict(set)
    for each in transfers:
        if each.target.kind is not PartyKind.ORGANISATION:
            continue
        controllers = of_record[each.record] if each.kind == "SubProcessing" else {each.origin}
        if each.kind in ON_BEHALF:
            processors[each.target] |= controllers - {each.target}
        if each.kind in _TO_OTHERS and not each.target.ministry:
            recipients[each.target] |= controllers - {each.target}
    return _Shared(_several(processors), _several(recipients))


def _several(controllers: Mapping[Party, set[Party]]) -> dict[Party, frozenset[Party]]:
    return {party: frozenset(those) for party, those in controllers.items() if len(those) >= _SHARED}


class _Stops:
    """Who stands where, and for whom else."""

    def __init__(self, transfers: Iterable[Transfer], shared: _Shared, names: Mapping[str, str], say: Words) -> None:
        self._shared = shared
        self._names = names
        self._say = say
        self._standing_for: dict[tuple[Side, str], set[Party]] = defaultdict(set)
        for each in transfers:
            self._standing_for[Side.GIVING, each.origin.ministry].add(each.origin)
            if not self._is_within(each) and not self._stands_alone(each.target):
                self._standing_for[Side.RECEIVING, each.target.ministry].add(each.target)
        self._ministries = {place: self._of_ministry(*place) for place in self._standing_for}

    def leg(self, transfer: Transfer) -> Leg:
        """Give the leg of a flow; of one within a ministry or organisation, from a stop to itself."""
        source = self._ministries[Side.GIVING, transfer.origin.ministry]
        target = source if self._is_within(transfer) else self._target(transfer.target)
        return Leg(transfer.record, transfer.kind, source, target, transfer.data, quotes=transfer.quotes)

    def _is_within(self, transfer: Transfer) -> bool:
        if transfer.kind == "InternalUse":
            return True
        own = transfer.origin.ministry and transfer.origin.ministry == transfer.target.ministry
        return bool(own) and transfer.target not in self._shared.processors

    def _stands_alone(self, party: Party) -> bool:
        shared = party in self._shared.processors or party in self._shared.recipients
        return shared or party.kind is PartyKind.ABROAD

    def _target(self, party: Party) -> Stop:
        if party.kind is PartyKind.ABROAD:
            abroad = Stop(Side.ABROAD, party.iri, party.label, party.kind.value, party.iri, outside_eu(self._say))
            return abroad if party.iri else replace(abroad, presence=Presence.NOT_STATED)
        if party in self._shared.processors:
            return self._processor(party)
        if party in self._shared.recipients:
            place = Territory("recipients", BoundaryKind.OTHERS, self._say["boundary.shared-recipients"], 2)
            detail = self._for("detail.receives_from", self._shared.recipients[party])
            return Stop(Side.RECEIVING, party.iri, party.label, party.kind.value, party.iri, place, (detail,))
        return self._ministries[Side.RECEIVING, party.ministry]

    def _processor(self, party: Party) -> Stop:
        place = Territory("processors", BoundaryKind.OTHERS, self._say["boundary.shared-processors"], 0)
        details = [self._for("detail.works_for", self._shared.processors[party])]
        if party.ministry:
            details.append(Detail(self._say["boundary.ministry"], capitalised(self._names[party.ministry])))
        return Stop(Side.RECEIVING, party.iri, party.label, PROCESSOR, party.iri, place, tuple(details))

    def _for(self, term: str, controllers: Collection[Party]) -> Detail:
        return Detail(self._say[term], counted(self._say, "controller", len(controllers)))

    def _of_ministry(self, side: Side, ministry: str) -> Stop:
        """Give the stop of a ministry, or of all whose ministry is not known."""
        details = (self._comprised(self._standing_for[side, ministry]),)
        if not ministry:
            unknown = Stop(side, "", self._say["absent.ministry"], MINISTRY, details=details, stays=True, first=1)
            return replace(unknown, presence=Presence.NOT_STATED, within="detail.within_organisation")
        place = Territory(
            f"{side.value} ministries", BoundaryKind.MINISTRY, self._say[f"boundary.{side.value}-ministries"], 1
        )
        label, within = capitalised(self._names[ministry]), "detail.within_ministry"
        return Stop(side, ministry, label, MINISTRY, ministry, place, details, stays=True, within=within)

    def _comprised(self, parties: Iterable[Party]) -> Detail:
        counts = Counter(party.kind for party in parties)
        told = [counted(self._say, kind.value, counts[kind]) for kind in PartyKind if counts[kind]]
        return Detail(self._say["detail.comprises"], ", ".join(told))
