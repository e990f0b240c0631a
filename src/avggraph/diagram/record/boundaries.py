"""Whose territory the parties of a record stand in, and the boundaries that are drawn around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import ON_BEHALF, Boundary, BoundaryKind, Node, NodeKind, Presence
from avggraph.diagram.record.facts import Named, Party, RecordFacts, Transmission
from avggraph.diagram.words import Words, capitalised

CONTROLLER = "controller"
"""The id of the controller's boundary, which is the source of what the record as a whole discloses."""

TERRITORIES = (BoundaryKind.OWN_STAFF, BoundaryKind.SAME_MINISTRY, BoundaryKind.OTHERS, BoundaryKind.OUTSIDE_EU)
"""Whose parties stand above whose."""

Side = tuple[NodeKind, BoundaryKind]
"""What a party is to the controller, and whose territory it stands in."""


def sides(outgoing: Iterable[Transmission], facts: RecordFacts) -> dict[str, Side]:
    """Tell of each party at either end of a flow what it is to the controller and whose territory it is in."""
    ministries = {ministry.iri for ministry in facts.ministries}
    kinds: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, Party] = {}
    for flow in outgoing:
        kinds[flow.target.named.iri].add(flow.kind)
        parties |= {party.named.iri: party for party in (flow.source, flow.target) if party is not None}
    for party in facts.processors:
        kinds[party.named.iri].add("ProcessingOnBehalf")
    return {iri: _side(party, kinds[iri], ministries) for iri, party in parties.items()}


def _side(party: Party, kinds: set[str], ministries: set[str]) -> Side:
    """Own staff are people; an organisation for which the same minister answers is another part of the ministry."""
    if "ThirdCountryTransfer" in kinds:
        return NodeKind.OUTSIDE, BoundaryKind.OUTSIDE_EU
    kind = NodeKind.PROCESSOR if kinds & ON_BEHALF else NodeKind.RECIPIENT
    if "InternalUse" in kinds and party.is_group:
        return kind, BoundaryKind.OWN_STAFF
    within = "InternalUse" in kinds or ministries & party.ministries
    return kind, BoundaryKind.SAME_MINISTRY if within else BoundaryKind.OTHERS


def boundaries(
    facts: RecordFacts, nodes: Iterable[Node], territories: Mapping[str, BoundaryKind], say: Words
) -> tuple[Boundary, ...]:
    """Frame the processing by the controller and its ministry, and the other parties by whose they are.

    Where the ministry is the controller itself, the inner frame is the unit that does the work, if one is named.
    """
    processes = tuple(node.id for node in nodes if node.kind is NodeKind.PROCESS)
    controllers = {named.iri for named in facts.controllers}
    outer = tuple(ministry for ministry in facts.ministries if ministry.iri not in controllers)
    name = _names(facts.controllers) or say["absent.controller"]
    label = f"{say['boundary.controller']}: {name}"
    framed = [
        Boundary(
            CONTROLLER,
            BoundaryKind.CONTROLLER,
            label,
            processes,
            Presence.STATED if facts.controllers else Presence.NOT_STATED,
        )
    ]
    if outer:
        label = _captioned(say["boundary.ministry"], _names(outer))
        framed.append(Boundary("ministry", BoundaryKind.MINISTRY, label, (CONTROLLER,)))
    elif facts.units:
        unit = Boundary(
            "unit", BoundaryKind.MINISTRY, f"{say['detail.unit']}: {_names(facts.units)}", processes, Presence.STATED
        )
        framed = [unit, replace(framed[0], members=("unit",))]
    for kind in TERRITORIES:
        members = tuple(node for node, territory in territories.items() if territory is kind)
        if members:
            framed.append(Boundary(kind.value.replace("-", ""), kind, say[f"boundary.{kind.value}"], members))
    return tuple(framed)


def _captioned(caption: str, name: str) -> str:
    """Put a caption before a name that does not begin with it."""
    return capitalised(name) if name.casefold().startswith(caption.casefold()) else f"{caption}: {name}"


def _names(things: Iterable[Named]) -> str:
    return clean(" · ".join(thing.label for thing in things))
