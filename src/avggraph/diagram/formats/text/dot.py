"""The diagram as a Graphviz graph in the DOT language (https://graphviz.org/doc/info/lang.html).

Labels are quoted strings: a quote and a backslash are escaped, so that no label can end its string or start one
of Graphviz's escape sequences; HTML-like labels are never written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.text.captions import caption, facts, flow_caption, foot_lines, link
from avggraph.diagram.formats.text.outline import outline
from avggraph.diagram.formats.text.ranks import Ranks
from avggraph.diagram.layout.typeset import Font, clean, wrap
from avggraph.diagram.listing import names_of
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import heading
from avggraph.diagram.words import Words, words

_LINE = (Font(12), 230.0)  # the font and width a label is broken for
_CAPTION = (Font(10), 110.0)  # the same for the label of an edge
_FOOT = (Font(12), 900.0)
_SHAPES = {
    NodeKind.DATA_SUBJECT: ("box", "rounded"),
    NodeKind.SOURCE: ("box", ""),
    NodeKind.PROVIDER: ("box", ""),
    NodeKind.PROCESS: ("box", "bold"),
    NodeKind.ORGANISATION: ("box", "bold"),
    NodeKind.SYSTEM: ("cylinder", ""),
    NodeKind.RECIPIENT: ("box", ""),
    NodeKind.PROCESSOR: ("box peripheries=2", ""),
    NodeKind.OUTSIDE: ("note", ""),
}
_STYLES = {FlowStyle.NOT_STATED: "style=dashed", FlowStyle.ABOUT: "style=dotted arrowhead=none"}


def render_dot(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of a DOT file.

    >>> node = Node("process1", NodeKind.PROCESS, 'Coaching "klant"')
    >>> drawn = render_dot(Diagram("Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl"), Options())
    >>> print(drawn.splitlines()[6].partition(" style")[0])
        process1 [label="Verwerking: Coaching \\"klant\\"" shape=box
    """
    title = quoted(heading(diagram), *wrap(diagram.title, *_FOOT), left=True)
    foot = quoted(*(part for line in foot_lines(diagram) for part in wrap(line, *_FOOT)), left=True)
    colours, face = options.theme, f"fontname={quoted(options.theme.face)}"
    lines = [
        "digraph {",
        f'  graph [rankdir=LR compound=true ranksep="0.9" nodesep="0.3" {face} fontsize=11 fontcolor="{colours.quiet}" '
        f'bgcolor="{colours.paper}" label={foot} labelloc=b labeljust=l]',
        f'  node [{face} fontsize=11 fontcolor="{colours.ink}" margin="0.15,0.08"]',
        f'  edge [{face} fontsize=10 fontcolor="{colours.ink}" color="{colours.line}"]',
        "  subgraph cluster_picture {",
        f'    graph [label={title} labelloc=t labeljust=l fontsize=14 fontcolor="{colours.ink}" peripheries=0]',
        *_body(diagram, options),
        "  }",
        *_flows(diagram),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quoted(*lines: str, left: bool = False) -> str:
    r"""Write lines of text as one quoted string; they are centred, or set to the left.

    >>> print(quoted('zegt "ja"', r"C:\N"))
    "zegt \"ja\"\nC:\\N"
    """
    written = [clean(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    text = "".join(rf"{line}\l" for line in written) if left else r"\n".join(written)
    return f'"{text}"'


def _body(diagram: Diagram, options: Options) -> Iterator[str]:
    say = words(diagram.language)
    names = names_of(diagram)
    for depth, part in outline(diagram):
        indent = "  " * (depth + 2)
        if isinstance(part, Boundary):
            tint = options.theme.boundary[part.kind]
            style = "rounded,filled" if part.presence is Presence.STATED else "rounded,filled,dashed"
            label = quoted(*wrap(part.label, *_LINE), left=True)
            look = f'style="{style}" fillcolor="{tint.paper}" color="{tint.line}"'
            yield f"{indent}subgraph cluster_{part.id} {{"
            yield f"{indent}  graph [label={label} fontsize=11 labelloc=t labeljust=l peripheries=1 {look}]"
        elif part is None:
            yield f"{indent}}}"
        else:
            yield f"{indent}{part.id} [{' '.join(_node(part, names, say, options))}]"


def _node(node: Node, names: Mapping[str, str], say: Words, options: Options) -> Iterator[str]:
    lines = (caption(node, names, say), *facts(node, say))
    yield f"label={quoted(*(part for line in lines for part in wrap(line, *_LINE)))}"
    shape, style = _SHAPES[node.kind]
    stated = node.presence is Presence.STATED
    tint = options.theme.node[node.kind]
    dashed = "dashed" if node.presence is Presence.NOT_STATED else ""
    styles = ",".join(part for part in ("filled", style, dashed) if part)
    yield f'shape={shape} style="{styles}"'
    yield f'fillcolor="{tint.paper if stated else options.theme.paper}" color="{tint.line}"'
    if address := link(node.iri, options):
        yield f"URL={quoted(address)}"


def _flows(diagram: Diagram) -> Iterator[str]:
    say = words(diagram.language)
    boundaries = {boundary.id: boundary for boundary in diagram.boundaries}
    ranks = Ranks(diagram)
    yield from (_flow(flow, boundaries, ranks, say) for flow in diagram.flows)
    yield from (f"  {source} -> {target} [style=invis]" for source, target in ranks.unseen())


def _flow(flow: Flow, boundaries: Mapping[str, Boundary], ranks: Ranks, say: Words) -> str:
    """An edge that leaves a frame starts, for Graphviz, at a node in it and is cut off at the frame."""
    source, attributes = flow.source, []
    if flow.source in boundaries:
        source = _first_node(flow.source, boundaries)
        attributes.append(f"ltail=cluster_{flow.source}")
    if label := flow_caption(flow, say):
        attributes.append(f"label={quoted(*wrap(label, *_CAPTION))}")
    if style := _STYLES.get(flow.style):
        attributes.append(style)
    length = ranks.length(flow.source, flow.target)
    if length != 1:
        attributes.append(f"minlen={length}" if length > 1 else "constraint=false")
    return f"  {source} -> {flow.target}" + (f" [{' '.join(attributes)}]" if attributes else "")


def _first_node(boundary: str, boundaries: Mapping[str, Boundary]) -> str:
    member = boundaries[boundary].members[0]
    return _first_node(member, boundaries) if member in boundaries else member
