"""The diagram in PlantUML, with the C4 macros that PlantUML carries in its standard library (https://plantuml.com/stdlib).

Labels are data, and PlantUML reads them thrice: its preprocessor (`!include`, `%functions()`, `$variables`), the
arguments of a macro, and Creole markup. Each sign that means something in one of them is written by its code point
(`<U+0022>`), which is shown as the character and read as nothing else; of signs that mean something only in pairs
(`//`, `--`, `..`), each that follows its like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.text.captions import facts, flow_caption, foot_lines, link
from avggraph.diagram.formats.text.outline import outline
from avggraph.diagram.formats.text.ranks import Ranks
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import names_of
from avggraph.diagram.model import Boundary, Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import name
from avggraph.diagram.theme import Theme
from avggraph.diagram.words import Words, words

_SAFE = frozenset(" ,;:()’“”‘…·→")
_SAFE_ALONE = frozenset("-./–")
_MACROS = {
    NodeKind.DATA_SUBJECT: "Person",
    NodeKind.SOURCE: "System_Ext",
    NodeKind.PROVIDER: "System_Ext",
    NodeKind.PROCESS: "Container",
    NodeKind.ORGANISATION: "System",
    NodeKind.SYSTEM: "ContainerDb",
    NodeKind.RECIPIENT: "System_Ext",
    NodeKind.PROCESSOR: "System_Ext",
    NodeKind.OUTSIDE: "System_Ext",
}
_TECHNICAL = frozenset({NodeKind.PROCESS, NodeKind.SYSTEM})  # whose macro has a third argument for the technology
_THICK = frozenset({NodeKind.PROCESS, NodeKind.ORGANISATION, NodeKind.PROCESSOR})
# Labels in boxes are decoded a second time: a word joiner keeps what would then become a code or a line break apart.
_DECODED_AGAIN = re.compile(r"(?<=<)(?=U\+)|(?<=&)(?=#)|(?<=\\)(?=\w)")
_DASHED = "$borderStyle=DashedLine()"
_JOINER = "\u2060"


def render_plantuml(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of a PlantUML file.

    >>> node = Node("process1", NodeKind.PROCESS, 'Coaching "klant"')
    >>> drawn = render_plantuml(Diagram("Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl"), Options())
    >>> next(line for line in drawn.splitlines() if line.startswith("Container("))
    'Container(process1, "Verwerking: Coaching <U+0022>klant<U+0022>", "Verwerking", "", $tags="process")'
    """
    lines = [
        "@startuml",
        "!include <C4/C4_Container>",
        f"title {escaped(name(diagram))}",
        "LAYOUT_LEFT_RIGHT()",
        "HIDE_STEREOTYPE()",
        f"skinparam footerFontColor {options.theme.quiet}",
        *_tags(diagram, options.theme),
        *_body(diagram, options),
        f"footer {_joined(foot_lines(diagram))}",
        "@enduml",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Write a label so that PlantUML shows it and reads no syntax in it.

    >>> escaped("!include <script> a//b e-mail")
    '<U+0021>include <U+003C>script<U+003E> a/<U+002F>b e-mail'
    """
    written = []
    before = ""
    for sign in _DECODED_AGAIN.sub(_JOINER, clean(text)):
        plain = sign.isalnum() or sign in _SAFE or (sign in _SAFE_ALONE and sign != before)
        written.append(sign if plain else f"<U+{ord(sign):04X}>")
        before = sign
    return "".join(written)


def _joined(lines: Iterable[str]) -> str:
    return "\\n".join(escaped(line) for line in lines)


def _tags(diagram: Diagram, colours: Theme) -> Iterator[str]:
    """Define how kinds look: macros of C4 know fewer of them than a register."""
    for kind in NodeKind:
        if any(node.kind is kind and node.presence is Presence.STATED for node in diagram.nodes):
            tint = colours.node[kind]
            thick = ', $borderThickness="2"' if kind in _THICK else ""
            yield _element_tag(kind.value, tint.paper, tint.line, colours.ink, thick)
    yield _element_tag(Presence.NOT_STATED.value, colours.paper, colours.line, colours.ink, f", {_DASHED}")
    yield _element_tag(Presence.NONE.value, colours.paper, colours.line, colours.ink)
    for boundary in diagram.boundaries:
        tint = colours.boundary[boundary.kind]
        style = _DASHED if boundary.presence is Presence.NOT_STATED else "$borderStyle=SolidLine()"
        look = f'$bgColor="{tint.paper}", $fontColor="{colours.ink}", $borderColor="{tint.line}"'
        yield f'AddBoundaryTag("{boundary.id}", {look}, {style})'
    look = f'$textColor="{colours.ink}", $lineColor="{colours.line}"'
    yield f'AddRelTag("{FlowStyle.NOT_STATED.value}", {look}, $lineStyle=DashedLine())'
    yield f'UpdateRelStyle("{colours.ink}", "{colours.line}")'


def _element_tag(tag: str, paper: str, line: str, ink: str, more: str = "") -> str:
    return f'AddElementTag("{tag}", $bgColor="{paper}", $fontColor="{ink}", $borderColor="{line}"{more})'


def _body(diagram: Diagram, options: Options) -> Iterator[str]:
    say = words(diagram.language)
    names = names_of(diagram)
    for depth, part in outline(diagram):
        indent = "  " * depth
        if isinstance(part, Boundary):
            yield f'{indent}Boundary({part.id}, "{escaped(part.label)}", $tags="{part.id}") {{'
        elif part is None:
            yield f"{indent}}}"
        else:
            yield indent + _node(part, names, say, options)
    yield from (_flow(flow, say, options.theme) for flow in diagram.flows)
    yield from (f"{source} -[hidden]-> {target}" for source, target in Ranks(diagram).unseen())


def _node(node: Node, names: Mapping[str, str], say: Words, options: Options) -> str:
    stated = node.presence is Presence.STATED
    kind = say[f"node.{node.kind.value}"]
    arguments = [node.id, f'"{escaped(names[node.id])}"']
    if node.kind in _TECHNICAL:
        arguments.append(f'"{kind}"')
    arguments.append(f'"{_joined(facts(node, say))}"')
    if node.kind not in _TECHNICAL and stated:
        arguments.append(f'$type="{kind}"')
    arguments.append(f'$tags="{node.kind.value if stated else node.presence.value}"')
    if address := link(node.iri, options):
        arguments.append(f'$link="{address}"')
    return f"{_MACROS[node.kind]}({', '.join(arguments)})"


def _flow(flow: Flow, say: Words, colours: Theme) -> str:
    """A flow, or for whom the data are about a line without a head, which C4 has no macro for."""
    if flow.style is FlowStyle.ABOUT:
        return f"{flow.source} -[{colours.line},dotted]- {flow.target} : {escaped(say['flow.about'])}"
    tags = f', $tags="{flow.style.value}"' if flow.style is FlowStyle.NOT_STATED else ""
    return f'Rel({flow.source}, {flow.target}, "{escaped(flow_caption(flow, say))}"{tags})'
