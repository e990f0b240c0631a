"""What stands in a node, on a flow and under the picture where the format's own tool sets the text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.legend import Entry, set_legend
from avggraph.diagram.listing import count_sign, marked, sign
from avggraph.diagram.model import Diagram, Flow, FlowStyle, Node, NodeKind, Presence
from avggraph.diagram.provenance import footer
from avggraph.diagram.words import Words, words

_URL_SIGNS = (
    "/:?=&%~+,@-._#"  # besides letters and digits; none that ends a string, calls a function or names a variable
)


def caption(node: Node, names: Mapping[str, str], say: Words) -> str:
    """Give the name of a node after that of its kind; what is not stated or denied says so by its name alone.

    >>> caption(Node("r1", NodeKind.RECIPIENT, "SSC-ICT"), {"r1": "SSC-ICT"}, words("nl"))
    'Ontvanger: SSC-ICT'
    """
    if node.kind is NodeKind.PROCESS or node.presence is not Presence.STATED:
        return names[node.id]
    return f"{say[f'node.{node.kind.value}']}: {names[node.id]}"


def facts(node: Node, say: Words) -> Iterator[str]:
    """Give the lines below a node's name: its details, and its marks between brackets."""
    yield from (f"{detail.term}: {detail.text}" for detail in node.details)
    if node.marks:
        yield f"({marked(node.marks, say)})"


def flow_caption(flow: Flow, say: Words) -> str:
    """Give what stands on a flow: its number, kind and marks, and of how many records it is; "?" where not stated.

    >>> from avggraph.diagram.model import Mark
    >>> flow_caption(Flow(5, "a", "b", "verstrekking", marks=(Mark.BSN,), records=("M1", "M2")), words("nl"))
    '5 verstrekking (BSN) 2×'
    """
    marks = f"({marked(flow.marks, say)})" if flow.marks else ""
    return " ".join(part for part in (sign(flow), flow.kind, marks, count_sign(flow)) if part)


def legend_lines(diagram: Diagram) -> list[str]:
    """Give the legend as lines of text, for tools that draw none of their own: how a line looks, and its meaning."""
    say = words(diagram.language)
    return [": ".join(_meaning(entry, say)) for entry in set_legend(diagram, math.inf, with_table=False).entries]


def _meaning(entry: Entry, say: Words) -> tuple[str, str]:
    if not isinstance(entry.sign, FlowStyle | Presence):
        return entry.sign.line.text, entry.meaning
    return say[f"line.{entry.sign.value}"], entry.meaning


def foot_lines(diagram: Diagram) -> list[str]:
    """Give what stands under the picture: legend and footer."""
    legend = legend_lines(diagram)
    return [*([words(diagram.language)["legend"], *legend] if legend else []), *footer(diagram)]


def link(iri: str, options: Options) -> str:
    """Give the address a node links to as one that holds no syntax of any format; only https is followed from a file.

    >>> link("https://identifier.overheid.nl/tooi/id/ministerie/mnre1013", Options())
    'https://identifier.overheid.nl/tooi/id/ministerie/mnre1013'
    >>> link('https://rijk.nl/"; x', Options()), link("http://rijk.nl/", Options())
    ('https://rijk.nl/%22%3B%20x', '')
    """
    address = options.href(iri) if iri else ""
    return quote(address, safe=_URL_SIGNS, errors="replace") if address.startswith("https://") else ""
