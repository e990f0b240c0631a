"""The order in which text formats write boundaries and nodes: each frame with its members inside it."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.model import Boundary, Diagram, Node


def outline(diagram: Diagram) -> Iterator[tuple[int, Boundary | Node | None]]:
    """Give each node and each opened frame with its depth, from 0; None closes the last frame of that depth.

    What stands in no frame comes first.

    >>> from avggraph.diagram.model import BoundaryKind, NodeKind
    >>> nodes = (Node("p1", NodeKind.PROCESS, "Coaching"), Node("r1", NodeKind.RECIPIENT, "SSC-ICT"))
    >>> frame = Boundary("controller", BoundaryKind.CONTROLLER, "BZ", ("p1",))
    >>> for depth, part in outline(Diagram("Contactcenter", "M4089", nodes, (frame,), (), "", "nl")):
    ...     print(depth, part.id if part else "end")
    0 r1
    0 controller
    1 p1
    0 end
    """
    parts: dict[str, Boundary | Node] = {node.id: node for node in diagram.nodes}
    parts |= {boundary.id: boundary for boundary in diagram.boundaries}
    held = {member for boundary in diagram.boundaries for member in boundary.members}

    def written(part: Boundary | Node, depth: int) -> Iterator[tuple[int, Boundary | Node | None]]:
        yield depth, part
        if isinstance(part, Boundary):
            for member in part.members:
                yield from written(parts[member], depth + 1)
            yield depth, None

    for part in parts.values():
        if part.id not in held:
            yield from written(part, 0)
