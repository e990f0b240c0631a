"""From the facts of a record to its diagram: which boxes, frames and flows there are, and what is not stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from avggraph.description import Answer
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.model import (
    ON_BEHALF,
    BoundaryKind,
    Diagram,
    Flow,
    FlowStyle,
    Mark,
    Node,
    NodeKind,
    Presence,
    Quote,
    View,
    in_order,
)
from avggraph.diagram.record.boundaries import CONTROLLER, TERRITORIES, Side, boundaries, sides
from avggraph.diagram.record.facts import Block, Named, RecordFacts, Transmission
from avggraph.diagram.record.processes import Process, details, distinct, processes
from avggraph.diagram.words import Words, beyond_form, says_none, words

_FOR_THE_CONTROLLER = ON_BEHALF | {"InternalUse", "SystemUse"}


def compose(facts: RecordFacts, language: str, view: View = View.BLOCKS, *, date: str = "") -> Diagram:
    """Compose the diagram of a record: equal data subjects, sources and parties become one node.

    Disclosure starts at the controller's boundary and not at one block: the register names recipients for
    the record as a whole, and a picture that chose a block would claim more than the text does. `date` is the day whose
    state the register shows.

    >>> diagram = compose(RecordFacts("M4089", "BZ 24/7 Contactcenter"), "nl")
    >>> [node.label for node in diagram.nodes]
    ['Betrokkenen en gegevens niet vermeld', 'Ontvangers niet vermeld', 'Doorgifte niet vermeld']
    """
    say = words(language)
    drawn = _Drawn(facts, say)
    drawn.processes(processes(facts, view, say), view)
    drawn.transmissions()
    drawn.absent_recipients()
    drawn.transfer()
    return Diagram(
        title=clean(facts.title) or say["untitled"],
        reference=clean(facts.reference),
        nodes=tuple(drawn.nodes.values()),
        boundaries=boundaries(facts, drawn.nodes.values(), drawn.territories, say),
        flows=_numbered(drawn.flows),
        source=clean(facts.file),
        language=language,
        marks=in_order({*facts.marks, *(mark for block in facts.blocks for mark in block.marks)}),
        view=view,
        date=date,
    )


def _presence(stated: object) -> Presence:
    return Presence.STATED if stated else Presence.NOT_STATED


class _Drawn:
    """The boxes and flows so far, in the order they were first met; keys say which things are the same.

    `territories` says whose territory a party stands in, until the boundaries are drawn.
    """

    def __init__(self, facts: RecordFacts, say: Words) -> None:
        self.facts = facts
        self.say = say
        self.nodes: dict[tuple[str, ...], Node] = {}
        self.flows: list[Flow] = []
        self._between: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.territories: dict[str, BoundaryKind] = {}

    def node(self, kind: NodeKind, key: str, label: str, iri: str = "", *, presence: Presence = Presence.STATED) -> str:
        """Add a node unless it is there, and give its id."""
        group = kind.value.replace("-", "")
        group = "party" if kind in {NodeKind.RECIPIENT, NodeKind.PROCESSOR, NodeKind.OUTSIDE} else group
        if (group, key) not in self.nodes:
            number = 1 + sum(1 for other, *_ in self.nodes if other == group)
            self.nodes[group, key] = Node(f"{group}{number}", kind, clean(label), iri, presence=presence)
        return self.nodes[group, key].id

    def flow(self, flow: Flow) -> None:
        """Add a flow; what goes the same way in the same manner is one flow with all its data.

        Whom data are about is not said again where the data come from them.
        """
        between = self._between[flow.source, flow.target]
        for at in between:
            known = self.flows[at]
            if (known.kind, known.style) == (flow.kind, flow.style):
                self.flows[at] = _united(known, flow)
                return
            if FlowStyle.ABOUT in {known.style, flow.style}:
                self.flows[at] = flow if known.style is FlowStyle.ABOUT else known
                return
        between.append(len(self.flows))
        self.flows.append(flow)

    # -- before and in the processing

    def processes(self, found: Iterable[Process], view: View) -> None:
        """Add the processes, with the data subjects and sources of their blocks."""
        listed = list(found)
        others = bool(self.facts.blocks)
        for number, process in enumerate(listed, 1):
            identifier = f"process{number}"
            self.nodes["process", identifier] = Node(
                identifier,
                NodeKind.PROCESS,
                clean(process.label),
                process.iri,
                details(process, view, self.say, others=others),
                process.marks,
                process.presence,
                number if len(listed) > 1 else 0,
            )
            for block in process.blocks:
                self._supply(identifier, block)
            if view is View.CONTEXT and not process.blocks:
                self._supply(identifier, Block(""))

    def _supply(self, process: str, block: Block) -> None:
        data = distinct(block.data)
        collection = Flow(
            None,
            "",
            process,
            self.say["flow.Collection"],
            data,
            marks=block.marks,
            basis=distinct(block.basis or self.facts.basis),
            basis_of_record=not block.basis and bool(self.facts.basis),
            retention=distinct(block.retention),
            quotes=block.quotes,
        )
        subjects = [self._one_of(NodeKind.DATA_SUBJECT, subject) for subject in block.subjects]
        for subject in subjects or [self._absent(NodeKind.DATA_SUBJECT, self.say["absent.data-subject"])]:
            about = Flow(None, subject, process, style=FlowStyle.ABOUT)
            self.flow(replace(collection, source=subject) if block.from_subject else about)
        for source in block.sources:
            self.flow(replace(collection, source=self._one_of(NodeKind.SOURCE, source)))
        if not block.sources and not block.from_subject:
            absent = self._absent(NodeKind.SOURCE, self.say["absent.source"])
            self.flow(replace(collection, source=absent, kind="", style=FlowStyle.NOT_STATED))

    def _one_of(self, kind: NodeKind, thing: Named) -> str:
        """One node per wording: each block has its own data-subject and source nodes in the graph."""
        return self.node(kind, clean(thing.label).casefold().rstrip("."), thing.label, thing.iri)

    def _absent(self, kind: NodeKind, label: str) -> str:
        return self.node(kind, "", label, presence=Presence.NOT_STATED)

    # -- behind the processing

    def transmissions(self) -> None:
        """Add systems and every flow out of the record, territory by territory."""
        within = {named.iri for named in (*self.facts.controllers, *self.facts.units)}
        outgoing = _outgoing(self.facts)
        side_of = sides(outgoing, self.facts)
        for flow in sorted(outgoing, key=lambda flow: TERRITORIES.index(side_of[flow.target.named.iri][1])):
            target = self._party(flow.target.named, side_of)
            if flow.source is None or flow.source.named.iri in within:
                self._via(CONTROLLER, target, flow)
            else:
                self._via(self._party(flow.source.named, side_of), target, flow)
        for system in self.facts.systems:
            quotes = tuple(quote for iri, quote in self.facts.system_quotes if iri == system.iri)
            box = self._system(system)
            known = next((flow for flow in self.flows if flow.target == box), None)
            if known:  # its data are known from what goes through it
                self.flow(replace(known, quotes=quotes))
            else:
                self._out(CONTROLLER, box, "SystemUse", quotes=quotes)

    def _via(self, source: str, target: str, flow: Transmission) -> None:
        kind = flow.kind
        if kind == "InternalUse" and not flow.target.is_group:
            kind = "WithinMinistry"
        systems = flow.systems if source == CONTROLLER else ()
        for system in systems:
            self._out(source, self._system(system), "SystemUse", flow.data, flow.marks, flow.quotes)
        for origin in [self._system(system) for system in systems] or [source]:
            self._out(origin, target, kind, flow.data, flow.marks, flow.quotes)

    def _out(
        self,
        source: str,
        target: str,
        kind: str,
        data: tuple[str, ...] = (),
        marks: tuple[Mark, ...] = (),
        quotes: tuple[Quote, ...] = (),
    ) -> None:
        """Add a flow out of the processing; without data of its own it has those of the record, and says so.

        How long the data are kept is told of who acts for the controller, not of who receives them for ends of its own:
        the register does not say that.
        """
        facts = self.facts
        kept = _retention(facts, data) if kind in _FOR_THE_CONTROLLER else (self.say["retention_of_recipient"],)
        self.flow(
            Flow(
                None,
                source,
                target,
                self.say[f"flow.{kind}"],
                distinct(data or facts.data),
                marks=marks if data else facts.marks,
                basis=distinct(facts.basis),
                retention=distinct(kept),
                quotes=quotes,
                data_of_record=not data and bool(facts.data),
                basis_of_record=bool(facts.basis),
            )
        )

    def _system(self, system: Named) -> str:
        return self.node(NodeKind.SYSTEM, system.iri, system.label, system.iri)

    def _party(self, party: Named, side_of: Mapping[str, Side]) -> str:
        kind, territory = side_of[party.iri]
        label, presence = party.label, Presence.STATED
        if kind is NodeKind.OUTSIDE:
            label, presence = self._outside(party.label)
        identifier = self.node(kind, party.iri, label, party.iri, presence=presence)
        self.territories.setdefault(identifier, territory)
        return identifier

    def absent_recipients(self) -> None:
        """Say what the register says of recipients where it names no known one: its words, "none", or nothing."""
        if self.territories:
            self._not_understood()
            return
        words_of = self.facts.recipients_text
        if says_none(words_of):
            self.node(NodeKind.RECIPIENT, "", self.say["absent.no-recipients"], presence=Presence.NONE)
        elif words_of:
            recipient = self.node(NodeKind.RECIPIENT, "", words_of)
            self._out(CONTROLLER, recipient, "Disclosure", quotes=self.facts.recipients_quotes)
        else:
            recipient = self._absent(NodeKind.RECIPIENT, self.say["absent.recipients"])
            self.flow(Flow(None, CONTROLLER, recipient, style=FlowStyle.NOT_STATED))

    def _outside(self, words_of: str) -> tuple[str, Presence]:
        """Give what a receiver outside the EU is called: what the register says beyond the sentence of its form."""
        named = beyond_form(words_of)
        return named or self.say["absent.transfer-unnamed"], _presence(named)

    def _not_understood(self) -> None:
        """Say what else stands under the recipients, where not all of that was recognised as somebody."""
        if self.facts.not_understood:
            words_of = " … ".join(self.facts.not_understood)
            label = self.say["absent.not-understood"].format(words_of)
            recipient = self.node(NodeKind.RECIPIENT, "", label, presence=Presence.NOT_STATED)
            kind = self.say["not_understood"]
            quotes = self.facts.recipients_quotes
            self.flow(Flow(None, CONTROLLER, recipient, kind, style=FlowStyle.NOT_STATED, quotes=quotes))

    def transfer(self) -> None:
        """Say what the register says of transfer outside the EU, unless a party there is already drawn."""
        if any(node.kind is NodeKind.OUTSIDE for node in self.nodes.values()):
            return
        facts, say = self.facts, self.say
        if facts.transfer is Answer.YES:
            label, presence = self._outside(facts.transfer_text)
            outside = self.node(NodeKind.OUTSIDE, "outside", label, presence=presence)
            self._out(CONTROLLER, outside, "ThirdCountryTransfer", quotes=facts.transfer_quotes)
        elif facts.transfer is Answer.NO:
            outside = self.node(NodeKind.OUTSIDE, "outside", say["absent.no-transfer"], presence=Presence.NONE)
        else:
            silent = facts.transfer is Answer.NOT_STATED
            label = say["absent.transfer"] if silent else say["absent.transfer-unreadable"]
            outside = self.node(NodeKind.OUTSIDE, "outside", label, presence=Presence.NOT_STATED)
            self.flow(Flow(None, CONTROLLER, outside, style=FlowStyle.NOT_STATED))
        self.territories[outside] = BoundaryKind.OUTSIDE_EU


def _united(known: Flow, more: Flow) -> Flow:
    """Give one flow with the facts of both."""
    return replace(
        known,
        data=distinct((*known.data, *more.data)),
        marks=in_order({*known.marks, *more.marks}),
        basis=distinct((*known.basis, *more.basis)),
        retention=distinct((*known.retention, *more.retention)),
        quotes=tuple(dict.fromkeys((*known.quotes, *more.quotes))),
        data_of_record=known.data_of_record or more.data_of_record,
        basis_of_record=known.basis_of_record or more.basis_of_record,
    )


def _retention(facts: RecordFacts, data: tuple[str, ...]) -> tuple[str, ...]:
    """Give how long data are kept: of the blocks that have them all, else of the record."""
    blocks = [block for block in facts.blocks if data and set(data) <= set(block.data)]
    return tuple(term for block in blocks for term in block.retention) or facts.retention


def _outgoing(facts: RecordFacts) -> list[Transmission]:
    """Give the stated flows out of the record, and one for each recipient that no flow reaches."""
    outgoing = [flow for flow in facts.transmissions if flow.kind != "Collection"]
    reached = {flow.target.named.iri for flow in outgoing}
    for party in dict.fromkeys((*facts.processors, *facts.recipients)):
        if party.named.iri not in reached:
            kind = "ProcessingOnBehalf" if party in facts.processors else "Disclosure"
            outgoing.append(Transmission(kind, None, party))
    return outgoing


def _numbered(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Number the stated flows in the order of the picture: what comes in, then what goes out."""
    ordered = sorted(flows, key=lambda flow: not flow.target.startswith("process"))
    numbers = iter(range(1, len(ordered) + 1))
    return tuple(replace(flow, number=next(numbers)) if flow.style is FlowStyle.STATED else flow for flow in ordered)
