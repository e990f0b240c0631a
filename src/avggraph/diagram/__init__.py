"""The data-flow diagram of one record: read from the graph, laid out, and rendered.

>>> from avggraph.diagram.model import Diagram
>>> render(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"), "mmd").splitlines()[0]
'---'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from avggraph.diagram.dot import render_dot
from avggraph.diagram.mermaid import render_mermaid
from avggraph.diagram.model import Diagram
from avggraph.diagram.read import diagram_of
from avggraph.diagram.svg import render_svg
from avggraph.errors import UsageError

FORMATS: Mapping[str, Callable[[Diagram], str]] = MappingProxyType({
    "dot": render_dot,
    "mmd": render_mermaid,
    "svg": render_svg,
})  # fmt: skip
"""The formats a diagram can be rendered in, by file extension."""

__all__ = ["FORMATS", "Diagram", "diagram_of", "render"]


def render(diagram: Diagram, format: str) -> str:
    """Render a diagram as text in one of `FORMATS`; UsageError for another format."""
    if format not in FORMATS:
        raise UsageError(f"Het formaat {format!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    return FORMATS[format](diagram)
