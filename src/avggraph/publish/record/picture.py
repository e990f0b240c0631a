"""The diagram of a record on its page: the picture wide and narrow, in colours that follow the reader's screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from avggraph.diagram import Diagram, Options
from avggraph.diagram.formats.page.custom_properties import custom_properties, referring
from avggraph.diagram.formats.page.page import LEAST_SCALE, PRINTED
from avggraph.diagram.formats.svg.narrow import render_narrow
from avggraph.diagram.formats.svg.root import id_prefix
from avggraph.diagram.formats.svg.wide import Wide
from avggraph.diagram.theme import theme

DARK = "donker"
"""The theme of the picture on a dark screen."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Both pictures as SVG, and the least width of the wide one on a screen, in px: below it, it scrolls."""

    wide: Markup
    narrow: Markup
    least_width: int


def draw(diagram: Diagram, about: Callable[[str], str]) -> Picture:
    """Draw a diagram for a page that has the table of flows itself; `about` gives the link to the page of a thing."""
    links = {node.iri: about(node.iri) for node in diagram.nodes if node.iri}
    options = Options(referring(theme()), table=False, links=links, rows=id_prefix(diagram), bare=True)
    wide = Wide(diagram, options)
    return Picture(Markup(wide.svg()), Markup(render_narrow(diagram, options)), round(LEAST_SCALE * wide.full_width))


def picture_css() -> str:
    """Write the rules for pictures: the colours of the themes, light, dark and on paper, and which picture is shown."""
    light, dark, printed = (custom_properties(theme(name)) for name in ("standaard", DARK, PRINTED))
    return (
        f".picture {{\n{light}\n}}\n@media screen and (prefers-color-scheme: dark) {{\n.picture {{\n{dark}\n}}\n}}\n"
        f"@media print {{\n.picture {{\n{printed}\n}}\n}}\n"
    )
