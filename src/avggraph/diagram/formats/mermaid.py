"""The diagram as a Mermaid flowchart.

Labels are data and Mermaid has a syntax of its own in them: each character outside letters, digits and a few
safe signs is written as a numeric entity code (`#35;`), which Mermaid shows as the character. The title stands in
the front matter, which is YAML and knows no entity codes: there it is a quoted string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from avggraph.diagram.formats.options import Options
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import names_of, sign
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import name
from avggraph.diagram.words import Words, words

_SAFE = frozenset(" .,:()/-–’")
_SHAPES = {
    NodeKind.DATA_SUBJECT: ("([", "])"),
    NodeKind.SOURCE: ("[", "]"),
    NodeKind.PROVIDER: ("[", "]"),
    NodeKind.PROCESS: ("(", ")"),
    NodeKind.ORGANISATION: ("(", ")"),
    NodeKind.SYSTEM: ("[(", ")]"),
    NodeKind.RECIPIENT: ("[", "]"),
    NodeKind.PROCESSOR: ("[[", "]]"),
    NodeKind.OUTSIDE: ("[/", "/]"),
}


def render_mermaid(diagram: Diagram, _options: Options) -> str:
    """Render a diagram as the text of a Mermaid flowchart.

    >>> node = Node("process1", NodeKind.PROCESS, 'Coaching "klant"')
    >>> print(render_mermaid(Diagram("Klant & loket", "M4089", (node,), (), (), "m4089.txt", "nl"), Options()), end="")
    ---
    title: "M4089 Klant & loket"
    ---
    flowchart LR
      accTitle: M4089 Klant #38; loket
      process1("Verwerking: Coaching #34;klant#34;")
      classDef notStated stroke-dasharray: 6 4
    """
    title = name(diagram)
    lines = ["---", f"title: {quoted(title)}", "---", "flowchart LR", f"  accTitle: {escaped(title)}", *_body(diagram)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Write a label so that Mermaid shows it and reads no syntax in it.

    >>> escaped("</text><script>")
    '#60;/text#62;#60;script#62;'
    """
    return "".join(sign if sign.isalnum() or sign in _SAFE else f"#{ord(sign)};" for sign in clean(text))


def quoted(text: str) -> str:
    """Write the title as a double-quoted scalar on one line (YAML 1.2, section 7.3.1), which is also a JSON string.

    Before it reads the front matter, Mermaid changes the quotes in whatever looks like an HTML tag, so that angle
    brackets are written as escapes.

    >>> print(quoted('Loket "Noord" & <Zuid>'))
    "Loket \\"Noord\\" & \\u003cZuid\\u003e"
    """
    return json.dumps(clean(text), ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")


def _body(diagram: Diagram) -> Iterator[str]:
    say = words(diagram.language)
    names = names_of(diagram)
    nodes = {node.id: node for node in diagram.nodes}
    boundaries = {boundary.id: boundary for boundary in diagram.boundaries}
    held = {member for boundary in diagram.boundaries for member in boundary.members}

    def frame(boundary: Boundary, indent: str) -> Iterator[str]:
        yield f'{indent}subgraph {boundary.id}["{escaped(boundary.label)}"]'
        for member in boundary.members:
            if member in boundaries:
                yield from frame(boundaries[member], indent + "  ")
            else:
                yield _node(nodes[member], names, say, indent + "  ")
        yield f"{indent}end"

    for node in diagram.nodes:
        if node.id not in held:
            yield _node(node, names, say, "  ")
    for boundary in diagram.boundaries:
        if boundary.id not in held and boundary.members:
            yield from frame(boundary, "  ")
    yield from (_flow(flow) for flow in diagram.flows)
    yield "  classDef notStated stroke-dasharray: 6 4"
    silent = [node.id for node in diagram.nodes if node.presence is Presence.NOT_STATED]
    silent += [boundary.id for boundary in diagram.boundaries if boundary.presence is Presence.NOT_STATED]
    if silent:
        yield f"  class {','.join(silent)} notStated"


def _node(node: Node, names: dict[str, str], say: Words, indent: str) -> str:
    before, after = _SHAPES[node.kind]
    facts = [names[node.id], *(f"{detail.term}: {detail.text}" for detail in node.details)]
    marks = ", ".join(say[f"mark.{mark.value}"] for mark in node.marks)
    label = "<br/>".join(escaped(fact) for fact in (*facts, *([f"({marks})"] if marks else [])))
    return f'{indent}{node.id}{before}"{label}"{after}'


def _flow(flow: Flow) -> str:
    if flow.style is FlowStyle.ABOUT:
        return f"  {flow.source} -.- {flow.target}"
    line = "-.->" if flow.style is FlowStyle.NOT_STATED else "-->"
    label = escaped(" ".join(part for part in (sign(flow), flow.kind) if part))
    return f'  {flow.source} {line}|"{label}"| {flow.target}' if label else f"  {flow.source} {line} {flow.target}"
