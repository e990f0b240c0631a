"""The diagram as a file of diagrams.net (draw.io): uncompressed XML, which opens as our picture and stays editable.

The picture stands on the first page and the table of its flows on the second. The form of the file is that of
https://www.drawio.com/doc/faq/diagram-source-edit; what stands in a style is listed at
https://www.drawio.com/doc/faq/drawio-style-reference.
"""

from __future__ import annotations

from avggraph.diagram.formats.drawio.cells import Page
from avggraph.diagram.formats.drawio.picture import picture_page
from avggraph.diagram.formats.drawio.table import table_page
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg.elements import Attributes, element
from avggraph.diagram.model import Diagram

__all__ = ["render_drawio"]


def render_drawio(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of a .drawio file, to be written in UTF-8.

    >>> from avggraph.diagram.model import Node, NodeKind
    >>> node = Node("process1", NodeKind.PROCESS, "Coaching")
    >>> drawn = render_drawio(Diagram("Contactcenter", "M4089", (node,), (), (), "m4089.txt", "nl"), Options())
    >>> drawn.count("<diagram "), drawn.count('id="process1"')
    (2, 1)
    """
    pages = (picture_page(diagram, options), table_page(diagram, options))
    return (
        element("mxfile", {"host": "avggraph", "type": "device"}, ["\n", *(_written(page, options) for page in pages)])
        + "\n"
    )


def _written(page: Page, options: Options) -> str:
    model: Attributes = {
        "grid": "0",
        "page": "1",
        "pageScale": "1",
        "pageWidth": page.width,
        "pageHeight": page.height,
        "background": options.theme.paper,
        "math": "0",
        "shadow": "0",
    }
    # The two cells that every model begins with: the root, and the layer that all else stands in.
    root = [element("mxCell", {"id": "0"}), element("mxCell", {"id": "1", "parent": "0"}), *page.cells]
    cells = element("root", {}, ["\n", *(f"{cell}\n" for cell in root)])
    return element("diagram", {"id": page.id, "name": page.name}, [element("mxGraphModel", model, [cells])]) + "\n"
