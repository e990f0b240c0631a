"""The diagram at its place: lanes side by side, frames around them, and lines through the white space between.

Lengths are in user units (CSS px), x to the right and y downwards from the upper left corner of the picture.
Everything is placed by rule and nothing by chance: the same diagram gives the same coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from avggraph.diagram.layout.boxes import Box
from avggraph.diagram.layout.counts import BADGE_RADIUS, Pill, excess, extra_room, pill_beside
from avggraph.diagram.layout.frames import FRAME_SPACE, Frame, Frames
from avggraph.diagram.layout.heights import Heights
from avggraph.diagram.layout.lanes import PROCESSING, WIDTHS, Hop, Lanes, assign, goes_left
from avggraph.diagram.layout.tracks import Bundle, order
from avggraph.diagram.listing import sign
from avggraph.diagram.model import Boundary, Diagram, Flow

_BADGE_SPACE = 11.0  # between a badge and the box or frame its line arrives at
_BADGES = 46.0  # room for a column of badges beside a lane
_TRACK = 11.0  # between two vertical lines
_STUB = 14.0  # the least length of a line's first part
_LEAST_ROOM = 32.0  # between two lanes

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place; x and y are its upper left corner."""

    box: Box
    x: float
    y: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.box.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.box.height


@dataclass(frozen=True, slots=True)
class Path:
    """A flow as a line of horizontal and vertical parts, the middle of its badge, and its count if it has one."""

    flow: Flow
    points: tuple[_Point, ...]
    badge: _Point
    count: Pill | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything at its place; frames are given from the outside to the inside."""

    width: float
    height: float
    frames: tuple[Frame, ...]
    placed: tuple[Placed, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Strand:
    """The hops that leave one box together: the height they leave at and the x of their vertical part."""

    hops: tuple[Hop, ...]
    start: float
    track: float


def lay_out(diagram: Diagram) -> Picture:
    """Lay out a diagram; KeyError where a flow or boundary names a node that it does not have."""
    return _Layout(diagram).picture()


class _Layout:
    """The horizontal half of the layout, on top of the vertical one."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.lanes: Lanes = assign(diagram)
        self.frames = Frames(diagram.boundaries, self.lanes)
        self.heights = Heights(diagram, self.lanes, self.frames)
        self.boundaries = {boundary.id: boundary for boundary in diagram.boundaries}
        self.left: dict[int, float] = {}  # edges of the lanes' boxes
        self.strands: list[_Strand] = []
        self.reach = 0.0  # of the frames around organisations, so that what flows between these stays inside
        self.badges = _BADGES + extra_room((flow, sign(flow)) for flow in diagram.flows)
        self.width = self._set_lanes()

    def picture(self) -> Picture:
        stretches: dict[int, list[_Point]] = defaultdict(list)
        for strand in self.strands:
            for hop in strand.hops:
                stretches[hop.flow] += self._stretch(hop, strand)
        return Picture(
            width=round(self.width, 1),
            height=round(self.heights.bottom, 1),
            frames=tuple(self._frame(boundary) for boundary in self.frames.outer_first),
            placed=tuple(
                Placed(box, round(self.left[self.lanes.of[node]], 1), round(self.heights.y[node], 1))
                for node, box in self.heights.boxes.items()
            ),
            paths=tuple(self._path(flow, stretches[at]) for at, flow in enumerate(self.diagram.flows)),
        )

    def _set_lanes(self) -> float:
        """Set the lanes side by side, with as much room between them as the lines there need; gives the full width."""
        x = 0.0
        for lane in self.lanes.used:
            margin = self.frames.margin(lane)
            self.left[lane] = x + margin
            x += margin + WIDTHS[lane] + margin
            bundles = self._bundles(lane)
            room = self._set_tracks(bundles, x)
            room += self._reach_over(lane, x)
            x += max(room, _LEAST_ROOM) if bundles or lane != self.lanes.used[-1] else 0
        return x

    def _reach_over(self, lane: int, x: float) -> float:
        """Let the frames of organisations reach over lines that lead back from `x`; gives the room of their edges."""
        back = {hop for hop in self.lanes.hops if self.lanes.returns(hop) and self.lanes.of[hop.source] == lane}
        if lane != PROCESSING or not back:
            return 0
        edges = self.frames.margin(lane)
        furthest = max(strand.track for strand in self.strands if not back.isdisjoint(strand.hops))
        self.reach = furthest - x + edges
        return edges

    def _bundles(self, lane: int) -> list[tuple[Hop, ...]]:
        """Bundle the hops that leave a lane by the box they leave; those of a frame go each on their own."""
        bundles: dict[tuple[str, int], tuple[Hop, ...]] = defaultdict(tuple)
        for hop in self.lanes.hops:
            if self.lanes.of[hop.source] == lane:
                bundles[hop.source, hop.flow if hop.source in self.boundaries else -1] += (hop,)
        return list(bundles.values())

    def _set_tracks(self, bundles: Sequence[tuple[Hop, ...]], x: float) -> float:
        """Give each bundle its track in the white space that starts at `x`; gives the room they need."""
        shapes = [self._shape(hops) for hops in bundles]
        bent = [at for at, shape in enumerate(shapes) if not shape.is_straight]
        tracks = dict(zip(bent, order([shapes[at] for at in bent]), strict=True))
        before = self.badges if any(shape.returns for shape in shapes) else _STUB
        after = self.badges if any(shape.ends for shape in shapes) else 0
        for at, hops in enumerate(bundles):
            self.strands.append(_Strand(hops, shapes[at].start, x + before + tracks.get(at, 0) * _TRACK))
        return before + len(bent) * _TRACK + after

    def _shape(self, hops: tuple[Hop, ...]) -> Bundle:
        ports = self.heights.ports
        ends = tuple(ports[hop] for hop in hops if not self.lanes.returns(hop))
        returns = tuple(ports[hop] for hop in hops if self.lanes.returns(hop))
        source = hops[0].source
        return Bundle(ends[0] if source in self.boundaries else self.heights.exit(source), ends, returns)

    def _stretch(self, hop: Hop, strand: _Strand) -> list[_Point]:
        """Give the points of one hop, through to the far side of a lane that it only passes."""
        lane, far_lane = self.lanes.of[hop.source], self.lanes.of[hop.target]
        end = self.heights.ports[hop]
        right = self.left[lane] + WIDTHS[lane]
        if hop.source in self.boundaries:
            _, right = self.frames.sides(self.boundaries[hop.source], self.left)
        arrive = right if self.lanes.returns(hop) else self.left[far_lane]
        points = [(right, strand.start), (strand.track, strand.start), (strand.track, end), (arrive, end)]
        return [*points, (arrive + WIDTHS[far_lane], end)] if hop.target in self.lanes.passages else points

    def _path(self, flow: Flow, points: Iterable[_Point]) -> Path:
        rounded = [(round(x, 1), round(y, 1)) for x, y in points]
        pointed = _simplified(rounded[::-1] if goes_left(flow, self.lanes) else rounded)
        lane = self.lanes.of[flow.target]
        label = sign(flow)
        space = self.frames.margin(lane) + BADGE_RADIUS + excess(label) + _BADGE_SPACE
        from_left = self.lanes.of[flow.source] < lane
        x = self.left[lane] - space if from_left else self.left[lane] + WIDTHS[lane] + space
        badge = (round(x, 1), pointed[-1][1])
        return Path(flow, pointed, badge, pill_beside(flow, label, badge, -1 if from_left else 1))

    def _frame(self, boundary: Boundary) -> Frame:
        """Place a frame: around its boxes, or, where lines start from it, over the whole height of the picture."""
        if self.lanes.of[boundary.id] != PROCESSING:
            return self.frames.place(boundary, self.left, *self._extent(boundary))
        if not self.diagram.view.is_of_record:
            return self.frames.place(boundary, self.left, *self._extent(boundary), reach=self.reach)
        upper = self.frames.top(boundary)
        lower = self.heights.bottom - FRAME_SPACE * len(self.frames.around(boundary))
        return self.frames.place(boundary, self.left, upper, lower)

    def _extent(self, boundary: Boundary) -> tuple[float, float]:
        """Give the upper and lower edge of a frame around its boxes and the frames in it."""
        inner = [self._extent(self.boundaries[each]) for each in boundary.members if each in self.boundaries]
        boxes = [each for each in boundary.members if each not in self.boundaries]
        extents = [*inner, *([self.heights.extent(boxes)] if boxes else [])]
        upper, lower = min(upper for upper, _ in extents), max(lower for _, lower in extents)
        return upper - self.frames.head(boundary), lower + FRAME_SPACE


def _simplified(points: Sequence[_Point]) -> tuple[_Point, ...]:
    """Leave out points that stand on the one before, or on a straight line between their neighbours."""
    kept: list[_Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
