"""The diagram as a Graphviz graph in the DOT language (https://graphviz.org/doc/info/lang.html).

Labels are quoted strings: a quote and a backslash are escaped, so that no label can end its string or start one
of Graphviz's escape sequences; HTML-like labels are never written.
"""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.formats.options import Options
from avggraph.diagram.layout.typeset import Font, clean, wrap
from avggraph.diagram.listing import names_of, sign
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import name
from avggraph.diagram.words import Words, words

_LINE = (Font(12), 230.0)  # the font and width a label is broken for
_SHAPES = {
    NodeKind.DATA_SUBJECT: 'shape=box style="STYLErounded"',
    NodeKind.SOURCE: 'shape=box style="STYLE"',
    NodeKind.PROVIDER: 'shape=box style="STYLE"',
    NodeKind.PROCESS: 'shape=box style="STYLEbold"',
    NodeKind.ORGANISATION: 'shape=box style="STYLEbold"',
    NodeKind.SYSTEM: 'shape=cylinder style="STYLE"',
    NodeKind.RECIPIENT: 'shape=box style="STYLE"',
    NodeKind.PROCESSOR: 'shape=box peripheries=2 style="STYLE"',
    NodeKind.OUTSIDE: 'shape=box style="STYLE"',
}


def render_dot(diagram: Diagram, _options: Options) -> str:
    """Render a diagram as the text of a DOT file.

    >>> node = Node("process1", NodeKind.PROCESS, 'Coaching "klant"')
    >>> print(render_dot(Diagram("Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl"), Options()), end="")
    digraph {
      graph [rankdir=LR compound=true label="M4089 Contactcenter" labelloc=t fontname="Arial"]
      node [fontname="Arial" fontsize=11]
      edge [fontname="Arial" fontsize=10]
      process1 [label="Verwerking: Coaching \\"klant\\"" shape=box style="bold"]
    }
    """
    title = quoted(name(diagram))
    lines = [
        "digraph {",
        f'  graph [rankdir=LR compound=true label={title} labelloc=t fontname="Arial"]',
        '  node [fontname="Arial" fontsize=11]',
        '  edge [fontname="Arial" fontsize=10]',
        *_body(diagram),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quoted(*lines: str) -> str:
    """Write lines of text as one quoted string.

    >>> quoted('zegt "ja"', "C:\\\\N")
    '"zegt \\\\"ja\\\\"\\\\nC:\\\\\\\\N"'
    """
    return '"' + "\\n".join(clean(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'


def _body(diagram: Diagram) -> Iterator[str]:
    say = words(diagram.language)
    names = names_of(diagram)
    nodes = {node.id: node for node in diagram.nodes}
    boundaries = {boundary.id: boundary for boundary in diagram.boundaries}
    held = {member for boundary in diagram.boundaries for member in boundary.members}

    def frame(boundary: Boundary, indent: str) -> Iterator[str]:
        style = "dashed" if boundary.presence is Presence.NOT_STATED else "rounded"
        yield f"{indent}subgraph cluster_{boundary.id} {{"
        yield f"{indent}  label={quoted(*wrap(boundary.label, *_LINE))} style={style}"
        for member in boundary.members:
            if member in boundaries:
                yield from frame(boundaries[member], indent + "  ")
            else:
                yield _node(nodes[member], names, say, indent + "  ")
        yield f"{indent}}}"

    for node in diagram.nodes:
        if node.id not in held:
            yield _node(node, names, say, "  ")
    for boundary in diagram.boundaries:
        if boundary.id not in held:
            yield from frame(boundary, "  ")
    yield from (_flow(flow, boundaries) for flow in diagram.flows)


def _node(node: Node, names: dict[str, str], say: Words, indent: str) -> str:
    facts = [names[node.id], *(f"{detail.term}: {detail.text}" for detail in node.details)]
    if node.marks:
        facts.append(f"({', '.join(say[f'mark.{mark.value}'] for mark in node.marks)})")
    label = quoted(*(line for fact in facts for line in wrap(fact, *_LINE)))
    shape = _SHAPES[node.kind].replace("STYLE", "dashed," if node.presence is Presence.NOT_STATED else "")
    return f"{indent}{node.id} [label={label} {shape}]"


def _flow(flow: Flow, boundaries: dict[str, Boundary]) -> str:
    """An edge that leaves a frame starts, for Graphviz, at a node in it and is cut off at the frame."""
    source, attributes = flow.source, []
    if flow.source in boundaries:
        source = _first_node(flow.source, boundaries)
        attributes.append(f"ltail=cluster_{flow.source}")
    label = " ".join(part for part in (sign(flow), flow.kind) if part)
    if label:
        attributes.append(f"label={quoted(label)}")
    style = {FlowStyle.NOT_STATED: "style=dashed", FlowStyle.ABOUT: "style=dotted arrowhead=none"}.get(flow.style)
    attributes += [style] if style else []
    return f"  {source} -> {flow.target}" + (f" [{' '.join(attributes)}]" if attributes else "")


def _first_node(boundary: str, boundaries: dict[str, Boundary]) -> str:
    member = boundaries[boundary].members[0]
    return _first_node(member, boundaries) if member in boundaries else member
