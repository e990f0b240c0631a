"""The vertical half of the layout: the upper edge of every box, and the height of every line that arrives.

Processes keep the order of the register; recipients stand frame by frame; data subjects, sources and systems are
ordered by the barycentre of what they lead to (Sugiyama et al. 1981), as near to it as their neighbours allow, and
those of one frame together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from avggraph.diagram.layout.boxes import Box, box
from avggraph.diagram.layout.columns import near, stacked
from avggraph.diagram.layout.frames import FRAME_SPACE, Frames
from avggraph.diagram.layout.lanes import INTAKE, OUTSIDE, PARTIES, PROCESSING, SUPPLY, SYSTEMS, WIDTHS, Hop, Lanes
from avggraph.diagram.model import Boundary, Diagram
from avggraph.diagram.words import words

_GAP = 18.0  # between boxes of one lane
_PORT = 24.0  # between two lines that arrive at one box, so that their badges do not touch
_PASSAGE = 14.0  # the height of a line that passes
_PASSAGE_SPACE = 6.0
_CORNER = 8.0  # at which no line leaves a box


@dataclass(frozen=True, slots=True)
class _Block:
    """Slots that keep together: their upper edges below that of the block, its height, and where it wants to be.

    `barycentre` is the mean height of where its slots lead, `wanted` the upper edge that brings them nearest to it.
    """

    offsets: dict[str, float]
    height: float
    barycentre: float
    wanted: float


class Heights:
    """Boxes by node, upper edges and heights by slot, and the heights of arriving lines, all in px from the top."""

    def __init__(self, diagram: Diagram, lanes: Lanes, frames: Frames) -> None:
        self._diagram = diagram
        self._lanes = lanes
        self._frames = frames
        self._arrivals = lanes.arrivals()
        self._leads: dict[str, list[Hop]] = defaultdict(list)
        for hop in lanes.hops:
            self._leads[hop.source].append(hop)
        self.boxes = self._set_boxes()
        self.height = {name: made.height for name, made in self.boxes.items()} | dict.fromkeys(lanes.passages, _PASSAGE)
        self.y: dict[str, float] = {}
        self.ports: dict[Hop, float] = {}
        start = self._start_of_right_lanes()
        self._stack_processes()
        self._stack_parties(start)
        self._place_systems(start)
        self._place_supply()
        lowest = max((self.y[slot] + self.height[slot] for slot in self.y), default=0)
        self.bottom = lowest + max((frames.margin(lane) for lane in lanes.used), default=0)

    def exit(self, slot: str) -> float:
        """Give the height at which a slot's lines leave: straight across to a target where one lies across."""
        returning = sum(self._lanes.returns(hop) for hop in self._arrivals[slot])
        above = self.y[slot] + max(min(_CORNER, self.height[slot] / 2), returning * _PORT)
        below = max(self.y[slot] + self.height[slot] - _CORNER, above)
        middle = (above + below) / 2
        ends = [self.ports[hop] for hop in self._leads[slot] if not self._lanes.returns(hop)]
        across = [end for end in ends if above <= end <= below]
        return min(across, key=lambda end: (abs(end - middle), end), default=middle)

    def extent(self, members: Iterable[str]) -> tuple[float, float]:
        """Give the upper and lower edge of some boxes together."""
        known = [member for member in members if member in self.y]
        return min(self.y[slot] for slot in known), max(self.y[slot] + self.height[slot] for slot in known)

    def _set_boxes(self) -> dict[str, Box]:
        say = words(self._diagram.language)
        made = {}
        for node in self._diagram.nodes:
            returning = sum(self._lanes.returns(hop) for hop in self._arrivals[node.id])
            forward = len(self._arrivals[node.id]) - returning
            made[node.id] = box(
                node,
                WIDTHS[self._lanes.of[node.id]],
                say,
                number=node.number,
                least_height=max(forward + 0.5, returning + 1) * _PORT,
            )
        return made

    def _start_of_right_lanes(self) -> float:
        """Give the upper edge of the frame that lines leave from, so that each line starts at that frame's side."""
        sources = {flow.source for flow in self._diagram.flows}
        tops = [self._frames.top(boundary) for boundary in self._frames.outer_first if boundary.id in sources]
        return max(tops, default=0)

    def _in_lane(self, lane: int) -> list[str]:
        return [node.id for node in self._diagram.nodes if self._lanes.of[node.id] == lane]

    def _passages(self, lane: int) -> list[str]:
        return [passage for passage in self._lanes.passages if self._lanes.of[passage] == lane]

    def _stack(self, slots: Sequence[str], top: float, gap: float = _GAP) -> float:
        """Place slots under one another, and give where the next one may start."""
        self.y |= zip(slots, stacked([self.height[slot] for slot in slots], gap, top), strict=True)
        return top + sum(self.height[slot] + gap for slot in slots)

    def _stack_processes(self) -> None:
        """Stack the boxes of the processing; those of organisations in the middle, for lines come from all over."""
        slots = self._in_lane(PROCESSING)
        top = self._frames.heads(PROCESSING)
        if not self._diagram.view.is_of_record:
            around = max((self._room(lane) for lane in self._lanes.used if lane != PROCESSING), default=0)
            top += max(0, round((around - self._room(PROCESSING)) / 2, 1))
        self._stack(slots, top)

    def _room(self, lane: int) -> float:
        """Give the height that a lane takes when its boxes and frames stand close together."""
        slots = [*self._in_lane(lane), *self._passages(lane)]
        frames = self._frames.in_lane(lane)
        heads = sum(self._frames.head(boundary) + FRAME_SPACE for boundary in frames)
        return heads + sum(self.height[slot] + _GAP for slot in slots)

    def _stack_parties(self, start: float) -> None:
        """Fill the two right lanes: the lines that pass, then frame by frame, then what has no frame."""
        for lane in (PARTIES, OUTSIDE):
            passages, rest = self._passages(lane), self._in_lane(lane)
            y = self._stack(passages, start + (_PASSAGE_SPACE if passages else 0), _PASSAGE_SPACE)
            for boundary in self._frames.in_lane(lane):
                members = [slot for slot in rest if slot in boundary.members]
                rest = [slot for slot in rest if slot not in boundary.members]
                y = self._stack(members, y + self._frames.head(boundary)) + FRAME_SPACE
            self._stack(rest, y)
            self._set_ports(lane)

    def _place_systems(self, start: float) -> None:
        """Place systems, and the lines that pass them, across from where they lead."""
        slots = [*self._in_lane(SYSTEMS), *self._passages(SYSTEMS)]
        self._place_across(slots, lambda hop: self.ports[hop], start)
        self._set_ports(SYSTEMS)

    def _place_supply(self) -> None:
        """Place what comes before the processing across from it; the order of these boxes decides that of the lines."""
        slots, framed = self._in_lane(SUPPLY), self._frames.in_lane(SUPPLY)
        intake = [*self._in_lane(INTAKE), *self._passages(INTAKE)]
        top = 0 if framed else self._frames.heads(PROCESSING)
        self.y |= {slot: self._middle_of_targets(slot) - self.height[slot] / 2 for slot in intake}
        self._place_across(slots, self._middle_of_target, top, framed)
        if intake:
            self._follow(intake)
        self._set_ports(self._lanes.after(INTAKE if intake else SUPPLY))
        if intake:
            self._place_across(intake, lambda hop: self.ports[hop], 0)
            self._set_ports(INTAKE)
        slots.sort(key=lambda slot: self.y[slot])
        self._place_across(slots, lambda hop: self.ports[hop], top, framed)
        self._set_ports(SUPPLY)

    def _middle_of_target(self, hop: Hop) -> float:
        return self.y[hop.target] + self.height[hop.target] / 2

    def _middle_of_targets(self, slot: str) -> float:
        return fmean(self._middle_of_target(hop) for hop in self._leads[slot])

    def _follow(self, slots: Sequence[str]) -> None:
        """Put slots in the order of where their lines come from."""

        def origin(slot: str) -> float:
            return fmean(self.y[hop.source] for hop in self._arrivals[slot]) if self._arrivals[slot] else self.y[slot]

        self._stack(sorted(slots, key=origin), 0)

    def _place_across(
        self, slots: Sequence[str], end_of: Callable[[Hop], float], top: float, framed: Sequence[Boundary] = ()
    ) -> None:
        """Order slots by the mean height of where they lead, and place each as near to it as may be.

        Those of one frame stand together; a slot stands in one of the frames at most.
        """

        def barycentre(slot: str) -> float:
            ends = [end_of(hop) for hop in self._leads[slot] if not self._lanes.returns(hop)]
            return fmean(ends) if ends else top + self.height[slot] / 2

        blocks = [self._block(group, head, barycentre) for group, head in self._together(slots, framed)]
        blocks.sort(key=lambda block: block.barycentre)
        starts = near([block.wanted for block in blocks], [block.height for block in blocks], _GAP, top)
        for block, start in zip(blocks, starts, strict=True):
            self.y |= {slot: start + offset for slot, offset in block.offsets.items()}

    def _together(self, slots: Sequence[str], framed: Sequence[Boundary]) -> Iterator[tuple[list[str], float]]:
        """Give the slots of each frame with the height of its label, and every other slot on its own, these first."""
        held = {slot: boundary.id for boundary in framed for slot in boundary.members}
        yield from (([slot], 0) for slot in slots if slot not in held)
        for boundary in framed:
            yield [slot for slot in slots if held.get(slot) == boundary.id], self._frames.head(boundary)

    def _block(self, slots: Iterable[str], head: float, barycentre: Callable[[str], float]) -> _Block:
        """Stack slots under a label, in the order of where they lead."""
        ordered = sorted(slots, key=barycentre)
        offsets = stacked([self.height[slot] for slot in ordered], _GAP, head)
        wanted = [
            barycentre(slot) - offset - self.height[slot] / 2 for slot, offset in zip(ordered, offsets, strict=True)
        ]
        foot = FRAME_SPACE if head else 0
        height = offsets[-1] + self.height[ordered[-1]] + foot
        mean = fmean(barycentre(slot) for slot in ordered)
        return _Block(dict(zip(ordered, offsets, strict=True)), height, mean, fmean(wanted))

    def _set_ports(self, lane: int) -> None:
        """Spread the lines that arrive over each box of a lane, in the order of where they come from."""
        for slot in [*self._in_lane(lane), *self._passages(lane)]:
            forward = [hop for hop in self._arrivals[slot] if not self._lanes.returns(hop)]
            forward.sort(key=lambda hop: self.y.get(hop.source, 0))
            upmost = self.y[slot] + self.height[slot] / 2 - (len(forward) - 1) / 2 * _PORT
            self.ports |= {hop: upmost + at * _PORT for at, hop in enumerate(forward)}
            returning = [hop for hop in self._arrivals[slot] if self._lanes.returns(hop)]
            self.ports |= {hop: self.y[slot] + (at + 0.5) * _PORT for at, hop in enumerate(returning)}
