"""From the facts of a record to its diagram: which boxes, frames and flows there are, and what is not stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from avggraph.description import Answer
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import (
    Boundary,
    BoundaryKind,
    Detail,
    Diagram,
    Flow,
    FlowStyle,
    Mark,
    Node,
    NodeKind,
    Presence,
)
from avggraph.diagram.record.facts import Block, Named, Party, RecordFacts, Transmission
from avggraph.diagram.words import Words, says_none, words

CONTROLLER = "controller"
"""The id of the controller's boundary, which is the source of what the record as a whole discloses."""

_ON_BEHALF = frozenset({"ProcessingOnBehalf", "SubProcessing"})
_TERRITORIES = (BoundaryKind.OWN_STAFF, BoundaryKind.SAME_MINISTRY, BoundaryKind.OTHERS, BoundaryKind.OUTSIDE_EU)

_Side = tuple[NodeKind, BoundaryKind]


def compose(facts: RecordFacts, language: str) -> Diagram:
    """Compose the diagram of a record: equal data subjects, sources and parties become one node.

    Disclosure starts at the controller's boundary and not at one block: the register names recipients for
    the record as a whole, and a picture that chose a block would claim more than the text does.

    >>> diagram = compose(RecordFacts("M4089", "BZ 24/7 Contactcenter"), "nl")
    >>> [node.label for node in diagram.nodes]
    ['Betrokkenen en gegevens niet vermeld', 'Ontvangers niet vermeld', 'Doorgifte niet vermeld']
    """
    say = words(language)
    drawn = _Drawn()
    drawn.blocks(facts.blocks or (Block("", purpose=say["absent.process"]),), say, stated=_presence(bool(facts.blocks)))
    drawn.transmissions(facts, say)
    drawn.absent_recipients(facts, say)
    drawn.transfer(facts, say)
    return Diagram(
        title=clean(facts.title) or say["untitled"],
        reference=clean(facts.reference),
        nodes=tuple(drawn.nodes.values()),
        boundaries=_boundaries(facts, drawn, say),
        flows=_numbered(drawn.flows),
        source=clean(facts.file),
        language=language,
        marks=tuple(mark for mark in Mark if mark in facts.marks or any(mark in block.marks for block in facts.blocks)),
    )


def _presence(stated: object) -> Presence:
    return Presence.STATED if stated else Presence.NOT_STATED


class _Drawn:
    """The boxes and flows so far, in the order they were first met; keys say which things are the same.

    `territories` says whose territory a party stands in, until the boundaries are drawn.
    """

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, ...], Node] = {}
        self.flows: list[Flow] = []
        self.territories: dict[str, BoundaryKind] = {}

    def node(self, kind: NodeKind, key: str, label: str, iri: str = "", *, presence: Presence = Presence.STATED) -> str:
        """Add a node unless it is there, and give its id."""
        group = kind.value.replace("-", "")
        group = "party" if kind in {NodeKind.RECIPIENT, NodeKind.PROCESSOR, NodeKind.OUTSIDE} else group
        if (group, key) not in self.nodes:
            number = 1 + sum(1 for other, *_ in self.nodes if other == group)
            self.nodes[group, key] = Node(f"{group}{number}", kind, clean(label), iri, presence=presence)
        return self.nodes[group, key].id

    def flow(self, source: str, target: str, kind: str, data: Iterable[str] = ()) -> None:
        """Add a stated flow; what goes the same way in the same manner is one flow with all its data."""
        words_of = tuple(clean(item) for item in data)
        for at, known in enumerate(self.flows):
            if (known.source, known.target, known.kind, known.style) == (source, target, kind, FlowStyle.STATED):
                more = tuple(item for item in words_of if item not in known.data)
                self.flows[at] = replace(known, data=known.data + more)
                return
        self.flows.append(Flow(None, source, target, kind, words_of))

    def unstated(self, source: str, target: str, style: FlowStyle, data: Iterable[str] = ()) -> None:
        flow = Flow(None, source, target, data=tuple(clean(item) for item in data), style=style)
        if flow not in self.flows:
            self.flows.append(flow)

    # -- before and in the processing

    def blocks(self, blocks: Iterable[Block], say: Words, *, stated: Presence) -> None:
        for number, block in enumerate(blocks, 1):
            process = f"process{number}"
            self.nodes["process", process] = Node(
                process,
                NodeKind.PROCESS,
                clean(block.purpose) or say["absent.purpose"],
                block.iri,
                _details(block, say) if stated is Presence.STATED else (),
                block.marks,
                stated,
            )
            if stated is Presence.STATED:
                self._supply(process, block, say)

    def _supply(self, process: str, block: Block, say: Words) -> None:
        subjects = [self._one_of(NodeKind.DATA_SUBJECT, subject) for subject in block.subjects]
        if not subjects:
            subjects = [self._absent(NodeKind.DATA_SUBJECT, say["absent.data-subject"])]
        for subject in subjects:
            if block.from_subject:
                self.flow(subject, process, say["flow.Collection"], block.data)
            else:
                self.unstated(subject, process, FlowStyle.ABOUT)
        for source in block.sources:
            self.flow(self._one_of(NodeKind.SOURCE, source), process, say["flow.Collection"], block.data)
        if not block.sources and not block.from_subject:
            absent = self._absent(NodeKind.SOURCE, say["absent.source"])
            self.unstated(absent, process, FlowStyle.NOT_STATED, block.data)

    def _one_of(self, kind: NodeKind, thing: Named) -> str:
        """One node per wording: each block has its own data-subject and source nodes in the graph."""
        return self.node(kind, clean(thing.label).casefold().rstrip("."), thing.label, thing.iri)

    def _absent(self, kind: NodeKind, label: str) -> str:
        return self.node(kind, "", label, presence=Presence.NOT_STATED)

    # -- behind the processing

    def transmissions(self, facts: RecordFacts, say: Words) -> None:
        """Add systems and every flow out of the record, territory by territory."""
        within = {named.iri for named in (*facts.controllers, *facts.units)}
        outgoing = _outgoing(facts)
        sides = _sides(outgoing, facts)
        for flow in sorted(outgoing, key=lambda flow: _TERRITORIES.index(sides[flow.target.named.iri][1])):
            target = self._party(flow.target.named, sides)
            if flow.source is None or flow.source.named.iri in within:
                self._via(CONTROLLER, target, flow, say)
            else:
                self._via(self._party(flow.source.named, sides), target, flow, say)
        for system in facts.systems:
            self.flow(CONTROLLER, self._system(system), say["flow.SystemUse"])

    def _via(self, source: str, target: str, flow: Transmission, say: Words) -> None:
        kind = say[f"flow.{flow.kind}"]
        if source != CONTROLLER or not flow.systems:
            self.flow(source, target, kind, flow.data)
        else:
            for system in flow.systems:
                self.flow(source, self._system(system), say["flow.SystemUse"], flow.data)
                self.flow(self._system(system), target, kind, flow.data)

    def _system(self, system: Named) -> str:
        return self.node(NodeKind.SYSTEM, system.iri, system.label, system.iri)

    def _party(self, party: Named, sides: Mapping[str, _Side]) -> str:
        kind, territory = sides[party.iri]
        identifier = self.node(kind, party.iri, party.label, party.iri)
        self.territories.setdefault(identifier, territory)
        return identifier

    def absent_recipients(self, facts: RecordFacts, say: Words) -> None:
        """Say what the register says of recipients where it names no known one: its words, "none", or nothing."""
        if self.territories:
            return
        if says_none(facts.recipients_text):
            self.node(NodeKind.RECIPIENT, "", say["absent.no-recipients"], presence=Presence.NONE)
        elif facts.recipients_text:
            recipient = self.node(NodeKind.RECIPIENT, "", facts.recipients_text)
            self.flow(CONTROLLER, recipient, say["flow.Disclosure"])
        else:
            self.unstated(CONTROLLER, self._absent(NodeKind.RECIPIENT, say["absent.recipients"]), FlowStyle.NOT_STATED)

    def transfer(self, facts: RecordFacts, say: Words) -> None:
        """Say what the register says of transfer outside the EU, unless a party there is already drawn."""
        if any(node.kind is NodeKind.OUTSIDE for node in self.nodes.values()):
            return
        if facts.transfer is Answer.YES:
            label = facts.transfer_text or say["absent.transfer-unnamed"]
            outside = self.node(NodeKind.OUTSIDE, "outside", label, presence=_presence(facts.transfer_text))
            self.flow(CONTROLLER, outside, say["flow.ThirdCountryTransfer"])
        elif facts.transfer is Answer.NO:
            outside = self.node(NodeKind.OUTSIDE, "outside", say["absent.no-transfer"], presence=Presence.NONE)
        else:
            silent = facts.transfer is Answer.NOT_STATED
            label = say["absent.transfer"] if silent else say["absent.transfer-unreadable"]
            outside = self.node(NodeKind.OUTSIDE, "outside", label, presence=Presence.NOT_STATED)
            self.unstated(CONTROLLER, outside, FlowStyle.NOT_STATED)
        self.territories[outside] = BoundaryKind.OUTSIDE_EU


def _details(block: Block, say: Words) -> tuple[Detail, ...]:
    return tuple(
        Detail(say[f"detail.{term}"], clean(separator.join(values)) or say["not_stated"], _presence(values))
        for term, separator, values in (("data", ", ", block.data), ("retention", "; ", block.retention))
    )


def _outgoing(facts: RecordFacts) -> list[Transmission]:
    """Give the stated flows out of the record, and one for each recipient that no flow reaches."""
    outgoing = [flow for flow in facts.transmissions if flow.kind != "Collection"]
    reached = {flow.target.named.iri for flow in outgoing}
    for party in dict.fromkeys((*facts.processors, *facts.recipients)):
        if party.named.iri not in reached:
            kind = "ProcessingOnBehalf" if party in facts.processors else "Disclosure"
            outgoing.append(Transmission(kind, None, party))
    return outgoing


def _sides(outgoing: Iterable[Transmission], facts: RecordFacts) -> dict[str, _Side]:
    """Tell of each party at either end of a flow what it is to the controller and whose territory it is in."""
    ministries = {ministry.iri for ministry in facts.ministries}
    kinds: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, Party] = {}
    for flow in outgoing:
        kinds[flow.target.named.iri].add(flow.kind)
        parties |= {party.named.iri: party for party in (flow.source, flow.target) if party is not None}
    for party in facts.processors:
        kinds[party.named.iri].add("ProcessingOnBehalf")
    return {iri: _side(kinds[iri], ministries & party.ministries) for iri, party in parties.items()}


def _side(kinds: set[str], shared_ministries: set[str]) -> _Side:
    if "ThirdCountryTransfer" in kinds:
        return NodeKind.OUTSIDE, BoundaryKind.OUTSIDE_EU
    kind = NodeKind.PROCESSOR if kinds & _ON_BEHALF else NodeKind.RECIPIENT
    if "InternalUse" in kinds:
        return kind, BoundaryKind.OWN_STAFF
    return kind, BoundaryKind.SAME_MINISTRY if shared_ministries else BoundaryKind.OTHERS


def _boundaries(facts: RecordFacts, drawn: _Drawn, say: Words) -> tuple[Boundary, ...]:
    """Frame the processing by the controller and its ministry, and the other parties by whose they are.

    Where the ministry is the controller itself, the inner frame is the unit that does the work, if one is named.
    """
    processes = tuple(node.id for node in drawn.nodes.values() if node.kind is NodeKind.PROCESS)
    controllers = {named.iri for named in facts.controllers}
    outer = tuple(ministry for ministry in facts.ministries if ministry.iri not in controllers)
    name = _names(facts.controllers) or say["absent.controller"]
    label = f"{say['boundary.controller']}: {name}"
    framed = [Boundary(CONTROLLER, BoundaryKind.CONTROLLER, label, processes, _presence(facts.controllers))]
    if outer:
        label = _captioned(say["boundary.ministry"], _names(outer))
        framed.append(Boundary("ministry", BoundaryKind.MINISTRY, label, (CONTROLLER,)))
    elif facts.units:
        unit = Boundary(
            "unit", BoundaryKind.MINISTRY, f"{say['detail.unit']}: {_names(facts.units)}", processes, Presence.STATED
        )
        framed = [unit, replace(framed[0], members=("unit",))]
    for kind in _TERRITORIES:
        members = tuple(node for node, territory in drawn.territories.items() if territory is kind)
        if members:
            framed.append(Boundary(kind.value.replace("-", ""), kind, say[f"boundary.{kind.value}"], members))
    return tuple(framed)


def _captioned(caption: str, name: str) -> str:
    """Put a caption before a name that does not begin with it."""
    return name[:1].upper() + name[1:] if name.casefold().startswith(caption.casefold()) else f"{caption}: {name}"


def _names(things: Iterable[Named]) -> str:
    return clean(" · ".join(thing.label for thing in things))


def _numbered(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Number the stated flows in the order of the picture: what comes in, then what goes out."""
    ordered = sorted(flows, key=lambda flow: not flow.target.startswith("process"))
    numbers = iter(range(1, len(ordered) + 1))
    return tuple(replace(flow, number=next(numbers)) if flow.style is FlowStyle.STATED else flow for flow in ordered)
