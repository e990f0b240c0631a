"""The root element of an SVG picture: its size, language, accessible name and description."""

from __future__ import annotations

import re
from collections.abc import Iterable

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.elements import Attributes, element, number, text
from avggraph.diagram.listing import drawn_rows
from avggraph.diagram.model import Diagram
from avggraph.diagram.provenance import name, told


def root(diagram: Diagram, options: Options, prefix: str, size: tuple[float, float], groups: Iterable[str]) -> str:
    """Write the root element with its accessible name and description around what is drawn; `size` is in px.

    The description tells every flow, for who sees neither picture nor table.
    """
    full_width, full_height = size
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": full_width,
        "height": full_height,
        "viewBox": f"0 0 {number(full_width)} {number(full_height)}",
        "role": "graphics-document",
        "lang": diagram.language,
        "xml:lang": diagram.language,
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
        "font-family": options.theme.font,
        "fill": options.theme.ink,
    }
    title = element("title", {"id": f"{prefix}-title"}, [text(name(diagram))])
    desc = element("desc", {"id": f"{prefix}-desc"}, [text(told(diagram, drawn_rows(diagram)))])
    paper = element("rect", {"width": full_width, "height": full_height, "fill": options.theme.paper})
    return element("svg", attributes, (f"\n{part}" for part in (title, desc, paper, *groups, ""))) + "\n"


def id_prefix(diagram: Diagram) -> str:
    """Give what the ids of a diagram's elements start with: its reference in plain letters and digits.

    >>> id_prefix(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"))
    'm4089'
    """
    return re.sub(r"[^a-z0-9]+", "-", diagram.reference.lower()).strip("-") or "diagram"
