"""Which lane everything stands in, and the hops by which a flow crosses from lane to lane.

Lanes, left to right: 0 data subjects, sources and providers, 1 systems that data come in through, 2 processing,
3 systems, 4 recipients and processors, 5 outside the EU. A lane without nodes takes no room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from avggraph.diagram.model import Diagram, Flow, NodeKind

SUPPLY, INTAKE, PROCESSING, SYSTEMS, PARTIES, OUTSIDE = range(6)

WIDTHS = (210.0, 160.0, 300.0, 160.0, 220.0, 180.0)
"""The width of each lane's boxes, in px."""

_LANE_OF = {
    NodeKind.DATA_SUBJECT: SUPPLY,
    NodeKind.SOURCE: SUPPLY,
    NodeKind.PROVIDER: SUPPLY,
    NodeKind.PROCESS: PROCESSING,
    NodeKind.ORGANISATION: PROCESSING,
    NodeKind.SYSTEM: SYSTEMS,
    NodeKind.RECIPIENT: PARTIES,
    NodeKind.PROCESSOR: PARTIES,
    NodeKind.OUTSIDE: OUTSIDE,
}


@dataclass(frozen=True, slots=True)
class Hop:
    """One stretch of a flow (by its place in the diagram), from a lane to the next one in use, or back into it.

    `source` and `target` are slots: ids of nodes, of a boundary, or of a passage.
    """

    flow: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane of each slot, the lanes in use, and the hops of all flows.

    A passage is a slot that keeps a lane's boxes off a line that only passes that lane.
    """

    of: dict[str, int]
    used: tuple[int, ...]
    passages: tuple[str, ...]
    hops: tuple[Hop, ...]

    def returns(self, hop: Hop) -> bool:
        """Whether a hop goes back into the lane it left."""
        return self.of[hop.source] == self.of[hop.target]

    def after(self, lane: int) -> int:
        """The next lane in use; the last has itself."""
        return next((other for other in self.used if other > lane), lane)

    def arrivals(self) -> dict[str, list[Hop]]:
        """The hops by the slot they arrive at."""
        found: dict[str, list[Hop]] = defaultdict(list)
        for hop in self.hops:
            found[hop.target].append(hop)
        return found


def assign(diagram: Diagram) -> Lanes:
    """Assign nodes and boundaries to lanes, and cut the flows into hops; KeyError for an unknown id.

    >>> from avggraph.diagram.model import Node
    >>> nodes = (Node("p1", NodeKind.PROCESS, "Coaching"), Node("y1", NodeKind.SYSTEM, "CIC"))
    >>> nodes += (Node("r1", NodeKind.RECIPIENT, "SSC-ICT"),)
    >>> lanes = assign(Diagram("Contactcenter", "M1", nodes, (), (Flow(1, "p1", "r1"),), "", "nl"))
    >>> [(hop.source, hop.target) for hop in lanes.hops]
    [('p1', 'passage 0 3'), ('passage 0 3', 'r1')]
    """
    of = {node.id: _LANE_OF[node.kind] for node in diagram.nodes}
    of |= dict.fromkeys(_intakes(diagram, of), INTAKE)
    used = tuple(sorted(set(of.values())))
    members = {boundary.id: boundary.members for boundary in diagram.boundaries}

    def lane_of(part: str) -> int:
        return lane_of(members[part][0]) if part in members else of[part]

    of |= {boundary: lane_of(boundary) for boundary in members}
    passages: list[str] = []
    hops: list[Hop] = []
    for at, flow in enumerate(diagram.flows):
        for hop, lane in _hops(at, flow, of, used):
            hops.append(hop)
            if hop.target not in of:
                of[hop.target] = lane
                passages.append(hop.target)
    return Lanes(of, used, tuple(passages), tuple(hops))


def goes_left(flow: Flow, lanes: Lanes) -> bool:
    """Whether a flow runs against the order of the lanes; it is laid from its target, and pointed at it."""
    return lanes.of[flow.source] > lanes.of[flow.target]


def _intakes(diagram: Diagram, of: dict[str, int]) -> set[str]:
    """Give the systems that lead to the processing, and that nothing from the processing or from a frame leads to."""
    leading = {flow.source for flow in diagram.flows if of.get(flow.target) == PROCESSING}
    led_to = {flow.target for flow in diagram.flows if of.get(flow.source, PROCESSING) == PROCESSING}
    return {slot for slot in leading - led_to if of.get(slot) == SYSTEMS}


def _hops(at: int, flow: Flow, of: dict[str, int], used: tuple[int, ...]) -> Iterator[tuple[Hop, int]]:
    """Give the hops of one flow, each with the lane it arrives in."""
    source, target = sorted((flow.source, flow.target), key=lambda slot: of[slot])
    passed = [lane for lane in used if of[source] < lane < of[target]]
    stops = [(source, of[source]), *((f"passage {at} {lane}", lane) for lane in passed), (target, of[target])]
    for (left, _), (right, lane) in pairwise(stops):
        yield Hop(at, left, right), lane
