"""SVG: the picture wide, with its lanes side by side, or narrow, with its lanes under one another."""

from __future__ import annotations

from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.narrow import render_narrow
from avggraph.diagram.formats.svg.wide import Wide
from avggraph.diagram.model import Diagram


def render_svg(diagram: Diagram, options: Options) -> str:
    """Render a diagram as SVG text, to be written in UTF-8; the same diagram gives the same text."""
    return render_narrow(diagram, options) if options.narrow else Wide(diagram, options).svg()
