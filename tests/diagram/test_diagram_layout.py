"""What must hold of every picture: nothing overlaps, leaves its frame or runs through a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st
from random_records import purposes, records, thorough
from random_registers import register_diagrams

from avggraph.diagram.layout.boxes import PADDING
from avggraph.diagram.layout.counts import BADGE_RADIUS, PILL_HEIGHT, half_badge
from avggraph.diagram.layout.picture import Path, Picture, Placed, lay_out
from avggraph.diagram.layout.typeset import width
from avggraph.diagram.listing import sign
from avggraph.diagram.model import Diagram, FlowStyle, NodeKind
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, Party, RecordFacts, Transmission

_SLACK = 0.2  # coordinates are rounded to one decimal

DIAGRAMS = st.one_of(records().map(lambda facts: compose(facts, "nl")), register_diagrams())


def _overlap(first: Placed, second: Placed) -> bool:
    beside = first.right <= second.x or second.right <= first.x
    return not (beside or first.bottom <= second.y or second.bottom <= first.y)


def _runs_through(placed: Placed, start: tuple[float, float], end: tuple[float, float]) -> bool:
    left, right = sorted((start[0], end[0]))
    above, below = sorted((start[1], end[1]))
    beside = right <= placed.x + _SLACK or left >= placed.right - _SLACK
    return not (beside or below <= placed.y + _SLACK or above >= placed.bottom - _SLACK)


@thorough
@given(DIAGRAMS)
def test_every_line_of_text_fits_its_box(diagram: Diagram) -> None:
    for placed in lay_out(diagram).placed:
        for line in placed.box.lines:
            assert line.x + width(line.text, line.font) <= placed.box.width - PADDING + _SLACK, line.text
            assert line.y - 0.7 * line.font.size > 0 and line.y + 0.25 * line.font.size <= placed.box.height
        for badge in placed.box.badges:
            assert badge.line.right <= badge.x + badge.width <= placed.box.width
            assert badge.y + badge.height <= placed.box.height


@thorough
@given(DIAGRAMS)
def test_boxes_do_not_overlap_and_stay_inside_the_picture(diagram: Diagram) -> None:
    picture = lay_out(diagram)
    for first, second in combinations(picture.placed, 2):
        assert not _overlap(first, second), (first.box.node.id, second.box.node.id)
    for placed in picture.placed:
        assert placed.x >= 0 and placed.y >= 0
        assert placed.right <= picture.width + _SLACK and placed.bottom <= picture.height + _SLACK
    for frame in picture.frames:
        assert frame.x >= 0 and frame.x + frame.width <= picture.width + _SLACK
        assert frame.y >= 0 and frame.y + frame.height <= picture.height + _SLACK


@thorough
@given(DIAGRAMS)
def test_frames_hold_their_members_and_no_other_box(diagram: Diagram) -> None:
    picture = lay_out(diagram)
    members = {boundary.id: boundary.members for boundary in diagram.boundaries}

    def held(boundary: str) -> set[str]:
        return {node for member in members[boundary] for node in (held(member) if member in members else {member})}

    for frame in picture.frames:
        for placed in picture.placed:
            across = frame.x < placed.right and placed.x < frame.x + frame.width
            inside = across and frame.y < placed.bottom and placed.y < frame.y + frame.height
            assert inside == (placed.box.node.id in held(frame.boundary.id)), (frame.boundary.id, placed.box.node.id)
        for line in frame.lines:
            assert frame.x < line.x and line.right <= frame.x + frame.width


@thorough
@given(DIAGRAMS)
def test_lines_join_their_boxes_and_run_through_none(diagram: Diagram) -> None:
    picture = lay_out(diagram)
    places = {placed.box.node.id: placed for placed in picture.placed}
    for path in picture.paths:
        for start, end in pairwise(path.points):
            assert start[0] == end[0] or start[1] == end[1], "lines are horizontal or vertical"
            assert min(start[0], end[0]) >= 0 and max(start[0], end[0]) <= picture.width + _SLACK
            crossed = [placed.box.node.id for placed in picture.placed if _runs_through(placed, start, end)]
            assert not crossed, (path.flow, crossed)
        target = places[path.flow.target]
        x, y = path.points[-1]
        assert x in {target.x, target.right} and target.y <= y <= target.bottom


@thorough
@given(DIAGRAMS)
def test_the_same_diagram_gives_the_same_picture(diagram: Diagram) -> None:
    assert lay_out(diagram) == lay_out(diagram)


@thorough
@given(register_diagrams())
def test_numbers_and_counts_lie_on_nothing_else(diagram: Diagram) -> None:
    picture = lay_out(diagram)
    signs = [(path, *sign) for path in picture.paths for sign in _signs(path)]
    for (path, *first), (other_path, *second) in combinations(signs, 2):
        assert not _meet(first, second), (path.flow, other_path.flow)
    for path, left, above, right, below in signs:
        for placed in picture.placed:
            box = (placed.x, placed.y, placed.right, placed.bottom)
            assert not _meet((left, above, right, below), box), (path.flow, placed.box.node)
        for other in picture.paths:
            for start, end in pairwise(other.points) if other is not path else ():
                upright = start[0] == end[0] and left < start[0] < right
                assert not (upright and min(start[1], end[1]) < below and max(start[1], end[1]) > above), other.flow


def _signs(path: Path) -> Iterator[tuple[float, float, float, float]]:
    """Give the edges of a flow's badge and of its count: left, upper, right, lower."""
    x, y = path.badge
    half = half_badge(sign(path.flow))
    yield x - half, y - BADGE_RADIUS, x + half, y + BADGE_RADIUS
    if path.count:
        yield path.count.x, path.count.y, path.count.x + path.count.width, path.count.y + PILL_HEIGHT


def _meet(first: Sequence[float], second: Sequence[float]) -> bool:
    beside = first[2] <= second[0] or second[2] <= first[0]
    return not (beside or first[3] <= second[1] or second[3] <= first[1])


@thorough
@given(register_diagrams())
def test_a_count_fits_its_pill_and_says_how_many_records_there_are(diagram: Diagram) -> None:
    for path in lay_out(diagram).paths:
        count = len(path.flow.records)
        assert (path.count.line.text if path.count else "") == (f"{count}×" if count > 1 else "")
        if path.count:
            assert path.count.x < path.count.line.x and path.count.line.right < path.count.x + path.count.width


@thorough
@given(register_diagrams())
def test_what_goes_round_in_the_middle_stays_inside_its_frame(diagram: Diagram) -> None:
    picture = lay_out(diagram)
    inside = {node.id for node in diagram.nodes if node.kind is NodeKind.ORGANISATION}
    frames = [frame for frame in picture.frames if inside & set(frame.boundary.members)]
    for path in picture.paths:
        if {path.flow.source, path.flow.target} <= inside:
            for frame in frames:
                assert all(
                    frame.x < x < frame.x + frame.width and frame.y < y < frame.y + frame.height for x, y in path.points
                )


def _contactcenter(*, systems: int = 0) -> Picture:
    klant, medewerker = Named("s/1", "Klanten"), Named("s/2", "Medewerkers")
    via = tuple(Named(f"y/{at}", f"Systeem {at}") for at in range(systems))
    parties = [Party(Named(f"p/{at}", f"Ontvanger {at}")) for at in range(6)]
    return lay_out(
        compose(
            RecordFacts(
                "M1",
                blocks=(
                    Block("b/1", purposes("Een"), (medewerker,), from_subject=True),
                    Block("b/2", purposes("Twee"), (klant,), from_subject=True),
                    Block("b/3", purposes("Drie"), (medewerker, klant), from_subject=True),
                ),
                systems=via,
                transmissions=tuple(Transmission("Disclosure", None, party, via[:1]) for party in parties),
            ),
            "nl",
        )
    )


def test_numbers_do_not_lie_on_one_another() -> None:
    for picture in (_contactcenter(), _contactcenter(systems=2)):
        badges = [path.badge for path in picture.paths if path.flow.style is not FlowStyle.ABOUT]
        for (x, y), (other_x, other_y) in combinations(badges, 2):
            assert abs(x - other_x) >= 20 or abs(y - other_y) >= 20


def test_lanes_run_from_data_subjects_to_outside_the_eu() -> None:
    x = {placed.box.node.id: placed.x for placed in _contactcenter(systems=1).placed}
    lanes = [x["datasubject1"], x["process1"], x["system1"], x["party1"], x["party7"]]
    assert lanes == sorted(set(lanes))


def test_data_subjects_stand_in_the_order_of_what_they_lead_to() -> None:
    y = {placed.box.node.label: placed.y for placed in _contactcenter().placed}
    assert y["Medewerkers"] < y["Klanten"]


def test_processes_keep_the_order_of_the_register() -> None:
    y = {placed.box.node.label: placed.y for placed in _contactcenter().placed}
    assert y["Een"] < y["Twee"] < y["Drie"]
