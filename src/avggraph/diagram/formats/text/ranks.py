"""Our lanes, told to tools that place boxes by the length of the edges between them."""

from __future__ import annotations

from collections.abc import Iterator

from avggraph.diagram.layout.lanes import assign
from avggraph.diagram.model import Diagram


class Ranks:
    """The lanes in use, numbered from the left."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        lanes = assign(diagram)
        self._rank = {slot: lanes.used.index(lane) for slot, lane in lanes.of.items()}

    def length(self, source: str, target: str) -> int:
        """Count the lanes from one node or boundary to another; less than 1 where that is not to the right.

        >>> from avggraph.diagram.model import Node, NodeKind
        >>> nodes = (Node("p1", NodeKind.PROCESS, "Coaching"), Node("y1", NodeKind.SYSTEM, "CIC"))
        >>> nodes += (Node("r1", NodeKind.RECIPIENT, "SSC-ICT"),)
        >>> ranks = Ranks(Diagram("Contactcenter", "M4089", nodes, (), (), "", "nl"))
        >>> ranks.length("p1", "r1"), list(ranks.unseen())
        (2, [('p1', 'y1'), ('y1', 'r1')])
        """
        return self._rank[target] - self._rank[source]

    def unseen(self) -> Iterator[tuple[str, str]]:
        """Give the unseen edges, of one lane, that keep each box without a flow in its lane.

        They come from the last box of the lane on the left, where they pull nothing out of place.
        """
        ends = {end for flow in self._diagram.flows for end in (flow.source, flow.target)}
        last = {self._rank[node.id]: node.id for node in self._diagram.nodes}
        for node in self._diagram.nodes:
            rank = self._rank[node.id]
            if node.id not in ends and rank > 0:
                yield last[rank - 1], node.id
