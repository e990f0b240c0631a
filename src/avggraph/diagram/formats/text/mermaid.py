"""The diagram as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html).

Labels are data and Mermaid has a syntax of its own in them: each character outside letters, digits and a few
safe signs is written as a numeric entity code (`#35;`), which Mermaid shows as the character. What it would still read
in a decoded label (`\\n` as a line break, `$$` as mathematics, `fa:fa-` as an icon) is kept apart by a word joiner. The
title stands in the front matter, which is YAML and knows no entity codes: there it is a quoted string; a title with
signs that Mermaid shows there as HTML entities stands above the legend instead.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.text.captions import caption, facts, flow_caption, foot_lines, link
from avggraph.diagram.formats.text.outline import outline
from avggraph.diagram.formats.text.ranks import Ranks
from avggraph.diagram.layout.typeset import Font, clean, width
from avggraph.diagram.listing import names_of, rows
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import name, told
from avggraph.diagram.words import Words, words

MOST_CHARACTERS = 50_000
MOST_FLOWS = 500
"""What Mermaid draws where it is not set otherwise."""

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
_APART = re.compile(r"(?<=\\)|(?<=\$)(?=\$)|(?<=:)(?=fa-)")
_JOINER = "\u2060"
_MANGLED = frozenset("&<>=")  # in a title
_LINES = {FlowStyle.STATED: ("-", "->"), FlowStyle.NOT_STATED: ("-.", "->"), FlowStyle.ABOUT: ("-.", "-")}
_FRAME_FONT = Font(16)  # Mermaid's own
_FRAME_SPACE = 60.0  # between the sides of a frame and those of one inside it
_NOT_STATED = "stroke-dasharray: 6 4"
_ABOUT = "stroke-dasharray: 1.5 4"
_FOOT = "picture_foot"


def render_mermaid(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of a Mermaid flowchart.

    >>> node = Node("process1", NodeKind.PROCESS, 'Coaching "klant"')
    >>> drawn = render_mermaid(Diagram("Klant; loket", "M4089", (node,), (), (), "m4089.txt", "nl"), Options())
    >>> for line in drawn.splitlines()[:5]:
    ...     print(line)
    ---
    title: "M4089 Klant; loket"
    ---
    flowchart LR
      accTitle: M4089 Klant#59; loket
    >>> print(drawn.splitlines()[6])
      process1("Verwerking: Coaching #34;klant#34;")
    """
    title = name(diagram)
    front = [] if _MANGLED & set(title) else ["---", f"title: {quoted(title)}", "---"]
    description = told(diagram, (replace(row, data="") for row in rows(diagram)))
    lines = [*front, "flowchart LR", f"  accTitle: {escaped(title)}", f"  accDescr: {escaped(description)}"]
    return "\n".join([*lines, *_body(diagram, options)]) + "\n"


def exceeds_limits(diagram: Diagram, rendered: bytes) -> bool:
    """Tell whether Mermaid refuses a diagram unless it is set otherwise (its configuration: maxTextSize, maxEdges)."""
    return len(rendered.decode("utf-8")) > MOST_CHARACTERS or len(diagram.flows) > MOST_FLOWS


def escaped(text: str) -> str:
    """Write a label so that Mermaid shows it and reads no syntax in it.

    >>> escaped("</text><script>")
    '#60;/text#62;#60;script#62;'
    """
    shown = _APART.sub(_JOINER, clean(text))
    return "".join(sign if sign.isalnum() or sign in _SAFE else f"#{ord(sign)};" for sign in shown)


def quoted(text: str) -> str:
    """Write the title as a double-quoted scalar on one line (YAML 1.2, section 7.3.1), which is also a JSON string.

    >>> print(quoted('Loket "Noord"'))
    "Loket \\"Noord\\""
    """
    return json.dumps(clean(text), ensure_ascii=False)


def _body(diagram: Diagram, options: Options) -> Iterator[str]:
    say = words(diagram.language)
    names = names_of(diagram)
    for depth, part in outline(diagram):
        indent = "  " * (depth + 1)
        if isinstance(part, Boundary):
            yield f'{indent}subgraph {part.id}["{escaped(part.label)}{_padding(part, diagram)}"]'
        elif part is None:
            yield f"{indent}end"
        else:
            yield f"{indent}{_node(part, names, say)}"
    ranks = Ranks(diagram)
    frames = {boundary.id for boundary in diagram.boundaries}
    for flow in diagram.flows:
        # A frame grows to its label after the lanes are set: one step more leaves room for that.
        length = ranks.length(flow.source, flow.target) + (flow.source in frames)
        yield f"  {_flow(flow, length, say)}"
    yield from (f"  {source} ~~~ {target}" for source, target in ranks.unseen())
    title = [name(diagram)] if _MANGLED & set(name(diagram)) else []
    yield f'  {_FOOT}["{_lines([*title, *foot_lines(diagram)])}"]'
    yield from _styles(diagram, options)
    for node in diagram.nodes:
        if address := link(node.iri, options):
            yield f'  click {node.id} href "{address}" _blank'


def _padding(boundary: Boundary, diagram: Diagram) -> str:
    """Give the spaces that make a frame as wide as the labels of those inside it, which Mermaid does not see to."""

    def needed(frame: Boundary) -> float:
        inner = [needed(each) + _FRAME_SPACE for each in diagram.boundaries if each.id in frame.members]
        return max([width(frame.label, _FRAME_FONT), *inner])

    missing = needed(boundary) - width(boundary.label, _FRAME_FONT)
    return "#160;" * math.ceil(missing / width(" ", _FRAME_FONT))


def _styles(diagram: Diagram, options: Options) -> Iterator[str]:
    colours = options.theme
    for kind in NodeKind:
        if members := [node.id for node in diagram.nodes if node.kind is kind and node.presence is Presence.STATED]:
            tint = colours.node[kind]
            bold = ",stroke-width:2.5px" if kind in {NodeKind.PROCESS, NodeKind.ORGANISATION} else ""
            yield f"  classDef {kind.value} fill:{tint.paper},stroke:{tint.line},color:{colours.ink}{bold}"
            yield f"  class {','.join(members)} {kind.value}"
    parts: tuple[Node | Boundary, ...] = (*diagram.nodes, *diagram.boundaries)
    for presence, look in ((Presence.NONE, ""), (Presence.NOT_STATED, f",{_NOT_STATED}")):
        if members := [part.id for part in parts if part.presence is presence]:
            yield f"  classDef {presence.value} fill:{colours.paper},stroke:{colours.line},color:{colours.ink}{look}"
            yield f"  class {','.join(members)} {presence.value}"
    for boundary in diagram.boundaries:
        if boundary.presence is Presence.STATED:
            tint = colours.boundary[boundary.kind]
            yield f"  style {boundary.id} fill:{tint.paper},stroke:{tint.line},color:{colours.ink}"
    yield f"  style {_FOOT} fill:none,stroke:none,color:{colours.quiet},text-align:left,font-size:11px"
    for style, look in ((FlowStyle.NOT_STATED, _NOT_STATED), (FlowStyle.ABOUT, _ABOUT)):
        if places := [str(at) for at, flow in enumerate(diagram.flows) if flow.style is style]:
            yield f"  linkStyle {','.join(places)} {look}"


def _node(node: Node, names: dict[str, str], say: Words) -> str:
    before, after = _SHAPES[node.kind]
    return f'{node.id}{before}"{_lines((caption(node, names, say), *facts(node, say)))}"{after}'


def _lines(lines: Iterable[str]) -> str:
    return "<br/>".join(escaped(line) for line in lines)


def _flow(flow: Flow, length: int, say: Words) -> str:
    """A link is as many signs longer as it crosses lanes."""
    stem, end = _LINES[flow.style]
    line = stem + stem[-1] * (max(length, 1) - 1) + end
    label = f'|"{escaped(flow_caption(flow, say))}"|' if flow.style is not FlowStyle.ABOUT else ""
    return f"{flow.source} {line}{label} {flow.target}"
