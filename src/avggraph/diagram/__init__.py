"""Data-flow diagrams: read from the graph, laid out, and rendered.

>>> from avggraph.diagram.model import Diagram
>>> render(Diagram("Contactcenter", "M4089", (), (), (), "m4089.txt", "nl"), "mmd").decode().splitlines()[0]
'---'
"""

from __future__ import annotations

from avggraph.diagram.formats import FORMATS, Options
from avggraph.diagram.model import Diagram
from avggraph.diagram.record import diagram_of
from avggraph.errors import UsageError

__all__ = ["FORMATS", "Diagram", "Options", "diagram_of", "render"]


def render(diagram: Diagram, format: str, options: Options | None = None) -> bytes:
    """Render a diagram as a file in one of `FORMATS`; UsageError for another format."""
    if format not in FORMATS:
        raise UsageError(f"Het formaat {format!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    rendered = FORMATS[format].render(diagram, options or Options())
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered
