"""The flows of a diagram as rows of text: what the picture shows, for readers who do not see it."""

from __future__ import annotations

from dataclasses import dataclass

from avggraph.diagram.model import Diagram, Flow, FlowStyle, NodeKind
from avggraph.diagram.words import words

_ORDER = (FlowStyle.STATED, FlowStyle.NOT_STATED, FlowStyle.ABOUT)


@dataclass(frozen=True, slots=True)
class Row:
    """One flow in words; `number` is "?" for one that is not stated, "–" where the data only are about somebody."""

    number: str
    source: str
    target: str
    kind: str
    data: str


def rows(diagram: Diagram) -> tuple[Row, ...]:
    """List every flow: the numbered ones first, then what is not stated, then whom the data are about.

    A process is called by its number alone once it has been named in full.

    >>> from avggraph.diagram.model import Node
    >>> nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Coaching"))
    >>> flows = (Flow(1, "s1", "p1", "verkrijging", ("naam",)),)
    >>> rows(Diagram("Contactcenter", "M4089", nodes, (), flows, "m4089.txt", "nl"))
    (Row(number='1', source='Klanten', target='Verwerking 1: Coaching', kind='verkrijging', data='naam'),)
    """
    names = names_of(diagram)
    numbers = _numbers_of(diagram)
    listed = []
    for flow in sorted(diagram.flows, key=lambda flow: _ORDER.index(flow.style)):
        listed.append(_row(flow, names, diagram.language))
        names |= {end: numbers[end] for end in (flow.source, flow.target) if end in numbers}
    return tuple(listed)


def names_of(diagram: Diagram) -> dict[str, str]:
    """Give what each node and boundary is called in a text; processes with their number."""
    numbers = _numbers_of(diagram)
    names = {boundary.id: boundary.label for boundary in diagram.boundaries}
    for node in diagram.nodes:
        names[node.id] = f"{numbers[node.id]}: {node.label}" if node.id in numbers else node.label
    return names


def _numbers_of(diagram: Diagram) -> dict[str, str]:
    """Give each process its number in words, such as "Verwerking 2"."""
    processes = [node.id for node in diagram.nodes if node.kind is NodeKind.PROCESS]
    return {
        process: f"{words(diagram.language)['node.process']} {number}" for number, process in enumerate(processes, 1)
    }


def sign(flow: Flow) -> str:
    """Give what stands on a flow's badge: its number, "?" where not stated, nothing where it is no flow."""
    return {FlowStyle.NOT_STATED: "?", FlowStyle.ABOUT: ""}.get(flow.style, str(flow.number or ""))


def _row(flow: Flow, names: dict[str, str], language: str) -> Row:
    say = words(language)
    source, target = names[flow.source], names[flow.target]
    if flow.style is FlowStyle.ABOUT:
        return Row("–", target, source, say["flow.about"], "")
    data = ", ".join(flow.data) or say["not_stated"]
    return Row(sign(flow), source, target, flow.kind or say["not_stated"], data)
