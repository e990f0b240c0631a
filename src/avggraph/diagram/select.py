"""Choosing a part of a diagram: what lies around one thing, only some flows, or all but some."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from avggraph import resources
from avggraph.diagram.model import Boundary, Diagram, Flow, Node, NodeKind, in_order
from avggraph.diagram.words import Words, words
from avggraph.errors import NothingChosenError


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show of a diagram; without anything, all of it.

    `focus` is the name of a node, and `depth` how many flows away from it things are shown. `only` and `without` hold
    words of `data/diagram/selection.toml` ("ontvangers", "bijzonder", "verstrekking", "niet-vermeld"), names of nodes,
    or names of data.
    """

    focus: str = ""
    depth: int = 1
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.focus or self.only or self.without)


# So many names an error gives.
_NAMED = 20

_Test = Callable[[Flow | Node], bool]


def select(diagram: Diagram, selection: Selection) -> Diagram:
    """Give a diagram with the chosen flows and the nodes they need; it says that not all is shown, and how much is not.

    Flows keep their numbers, so that they can be found in the whole diagram. A boundary stays as long as it holds
    something; where a flow leaves a boundary, all that it holds stays. Raises NothingChosenError for a word that is
    neither a choice nor a name in the diagram, and where nothing is left.
    """
    if not selection:
        return diagram
    say = words(diagram.language)
    flows, nodes = _matching(diagram, selection, say)
    flows, nodes = _around(diagram, selection, flows, nodes)
    if not nodes or (diagram.flows and not flows):
        raise NothingChosenError("Er blijft geen stroom over om te tekenen.", advice="Kies minder streng.")
    left_out = (len(diagram.flows) - len(flows), len(diagram.nodes) - len(nodes))
    told = say["selection"].format(choices=_told(selection, say), flows=left_out[0], nodes=left_out[1])
    kept = tuple(_with_marks_of(flows, node) for node in diagram.nodes if node.id in nodes)
    marks = {mark for node in kept for mark in node.marks} | {mark for flow in flows for mark in flow.marks}
    return replace(
        diagram,
        nodes=kept,
        boundaries=_held(diagram, nodes),
        flows=flows,
        marks=in_order(marks & set(diagram.marks)),
        selection=" ".join(part for part in (diagram.selection, told) if part),
    )


def _with_marks_of(flows: Iterable[Flow], node: Node) -> Node:
    """Leave a node the marks of the flows that are shown; a process has those of its own data."""
    if node.kind is NodeKind.PROCESS:
        return node
    marks = {mark for flow in flows if node.id in {flow.source, flow.target} for mark in flow.marks}
    return replace(node, marks=in_order(marks & set(node.marks)))


def _matching(diagram: Diagram, selection: Selection, say: Words) -> tuple[tuple[Flow, ...], set[str]]:
    """Give the flows that the words leave, and the nodes that are at their ends or have no flows of their own."""
    only = [_test(word, diagram, say) for word in selection.only]
    without = [_test(word, diagram, say) for word in selection.without]
    nodes = {node.id: node for node in diagram.nodes}

    def passes(part: Flow | Node, also: Iterable[Flow | Node] = ()) -> bool:
        parts = (part, *also)
        wanted = not only or any(test(each) for test in only for each in parts)
        return wanted and not any(test(each) for test in without for each in parts)

    flows = tuple(
        flow
        for flow in diagram.flows
        if passes(flow, [nodes[end] for end in (flow.source, flow.target) if end in nodes])
    )
    alone = set(nodes) - {end for flow in diagram.flows for end in _ends(flow, diagram)}
    kept = {end for flow in flows for end in _ends(flow, diagram)}
    return flows, {node for node in (kept | alone) & set(nodes) if node in kept or passes(nodes[node])}


def _around(
    diagram: Diagram, selection: Selection, flows: tuple[Flow, ...], nodes: set[str]
) -> tuple[tuple[Flow, ...], set[str]]:
    """Keep what is at most `depth` flows away from the focus, whichever way they go.

    From a node one comes to the boundary around it, from which flows leave, without coming to what else it holds.
    """
    if not selection.focus:
        return flows, nodes
    start = _named(diagram, selection.focus)
    reached = set(start)
    kept: set[Flow] = set()
    for _ in range(selection.depth):
        within = reached | {each.id for each in diagram.boundaries if reached & set(_members(each.id, diagram))}
        crossed = [flow for flow in flows if flow.source in within or flow.target in within]
        kept |= set(crossed)
        reached |= {end for flow in crossed for end in _ends(flow, diagram)}
    return tuple(flow for flow in flows if flow in kept), reached & nodes | start


def _named(diagram: Diagram, name: str) -> set[str]:
    """Give the nodes with a name, or those in the boundary that has it, with or without what kind of boundary it is."""
    wanted = _folded(name)
    found = {node.id for node in diagram.nodes if _folded(node.label) == wanted}
    for boundary in diagram.boundaries:
        if wanted in {_folded(boundary.label), _folded(boundary.label.partition(": ")[2])}:
            found |= set(_members(boundary.id, diagram))
    if not found:
        labels = [node.label for node in diagram.nodes] + [boundary.label for boundary in diagram.boundaries]
        raise _unknown(name, labels)
    return found


def _ends(flow: Flow, diagram: Diagram) -> set[str]:
    """Give the nodes at both ends of a flow; all in a boundary, where it starts from that."""
    return {node for end in (flow.source, flow.target) for node in _members(end, diagram)}


def _members(part: str, diagram: Diagram) -> tuple[str, ...]:
    """Give the nodes within a boundary, or the node itself."""
    inner = {boundary.id: boundary.members for boundary in diagram.boundaries}
    if part not in inner:
        return (part,)
    return tuple(node for member in inner[part] for node in _members(member, diagram))


def _held(diagram: Diagram, nodes: set[str]) -> tuple[Boundary, ...]:
    """Give the boundaries that still hold something, with what they hold."""
    boundaries = [each for each in diagram.boundaries if nodes & set(_members(each.id, diagram))]
    there = nodes | {each.id for each in boundaries}
    return tuple(
        replace(each, members=tuple(member for member in each.members if member in there)) for each in boundaries
    )


@cache
def _choices() -> dict[str, tuple[str, str]]:
    """Give what each word chooses: of which enumeration, and which value."""
    with resources.table(resources.data("diagram", "selection.toml")) as entries:
        return {word: (group, value) for group, table in entries.items() for word, value in table.items()}


def _test(word: str, diagram: Diagram, say: Words) -> _Test:
    """Give the test whether a flow or node is what a word chooses."""
    folded = _folded(word)
    match _choices().get(folded.replace(" ", "-")):
        case ("node", kind):
            return lambda part: isinstance(part, Node) and part.kind.value == kind
        case ("mark", mark):  # of a flow: a box of an organisation has the marks of all its flows
            return lambda part: isinstance(part, Flow) and any(each.value == mark for each in part.marks)
        case ("flow", kind):
            return lambda part: isinstance(part, Flow) and part.kind == say[f"flow.{kind}"]
        case ("style", style):
            return lambda part: isinstance(part, Flow) and part.style.value == style
        case _:
            pass
    if folded in {_folded(node.label) for node in diagram.nodes}:
        return lambda part: isinstance(part, Node) and _folded(part.label) == folded
    data = {_folded(item) for flow in diagram.flows for item in flow.data}
    if folded in data:
        return lambda part: isinstance(part, Flow) and folded in {_folded(item) for item in part.data}
    raise _unknown(word, [*_choices(), *(node.label for node in diagram.nodes), *sorted(data)])


def _told(selection: Selection, say: Words) -> str:
    told = [say["selection_focus"].format(selection.focus, selection.depth)] if selection.focus else []
    told += [say["selection_only"].format(", ".join(selection.only))] if selection.only else []
    told += [say["selection_without"].format(", ".join(selection.without))] if selection.without else []
    return "; ".join(told)


def _unknown(word: str, known: Iterable[str]) -> NothingChosenError:
    names = {_folded(name): name for name in known}
    near = [names[name] for name in difflib.get_close_matches(_folded(word), sorted(names), n=5)]
    if "," in word:
        advice = "Geef --only en --without voor elk woord apart."
    elif near:
        advice = f"Lijkt op: {', '.join(near)}."
    else:
        advice = f"Er is wel: {', '.join(list(names.values())[:_NAMED])}, …"
    return NothingChosenError(f"Het diagram heeft geen {word!r}.", advice=advice)


def _folded(name: str) -> str:
    return name.strip().casefold()
