"""What must hold of every picture: nothing overlaps, leaves its frame or runs through a box."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from random_records import purposes, records, thorough

from avggraph.diagram.layout.boxes import PADDING
from avggraph.diagram.layout.picture import Picture, Placed, lay_out
from avggraph.diagram.layout.typeset import width
from avggraph.diagram.model import FlowStyle
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, Party, RecordFacts, Transmission

_SLACK = 0.2  # coordinates are rounded to one decimal


def _overlap(first: Placed, second: Placed) -> bool:
    beside = first.right <= second.x or second.right <= first.x
    return not (beside or first.bottom <= second.y or second.bottom <= first.y)


def _runs_through(placed: Placed, start: tuple[float, float], end: tuple[float, float]) -> bool:
    left, right = sorted((start[0], end[0]))
    above, below = sorted((start[1], end[1]))
    beside = right <= placed.x + _SLACK or left >= placed.right - _SLACK
    return not (beside or below <= placed.y + _SLACK or above >= placed.bottom - _SLACK)


@thorough
@given(records())
def test_every_line_of_text_fits_its_box(facts: RecordFacts) -> None:
    for placed in lay_out(compose(facts, "nl")).placed:
        for line in placed.box.lines:
            assert line.x + width(line.text, line.font) <= placed.box.width - PADDING + _SLACK, line.text
            assert line.y - 0.7 * line.font.size > 0 and line.y + 0.25 * line.font.size <= placed.box.height
        for badge in placed.box.badges:
            assert badge.line.right <= badge.x + badge.width <= placed.box.width
            assert badge.y + badge.height <= placed.box.height


@thorough
@given(records())
def test_boxes_do_not_overlap_and_stay_inside_the_picture(facts: RecordFacts) -> None:
    picture = lay_out(compose(facts, "nl"))
    for first, second in combinations(picture.placed, 2):
        assert not _overlap(first, second), (first.box.node.id, second.box.node.id)
    for placed in picture.placed:
        assert placed.x >= 0 and placed.y >= 0
        assert placed.right <= picture.width + _SLACK and placed.bottom <= picture.height + _SLACK
    for frame in picture.frames:
        assert frame.x >= 0 and frame.x + frame.width <= picture.width + _SLACK
        assert frame.y >= 0 and frame.y + frame.height <= picture.height + _SLACK


@thorough
@given(records())
def test_frames_hold_their_members_and_no_other_box(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
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
@given(records())
def test_lines_join_their_boxes_and_run_through_none(facts: RecordFacts) -> None:
    picture = lay_out(compose(facts, "nl"))
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
@given(records())
def test_the_same_record_gives_the_same_picture(facts: RecordFacts) -> None:
    assert lay_out(compose(facts, "nl")) == lay_out(compose(facts, "nl"))


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
