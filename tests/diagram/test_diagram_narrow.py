"""The narrow picture: everything under one another, each flow named at both its ends, no text small or cut off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from diagram_store import filled_store
from hypothesis import HealthCheck, given, settings
from random_records import HOSTILE, purposes, records

from avggraph.diagram import Options, diagram_of, render
from avggraph.diagram.formats.svg.cards import set_cards
from avggraph.diagram.layout.boxes import PADDING
from avggraph.diagram.layout.stacked import REFERENCE_ROW, Reference, Stack, stack
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import columns, rows, sign
from avggraph.diagram.model import Diagram, FlowStyle
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, Party, RecordFacts, Transmission
from avggraph.diagram.words import words

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {f"{_SVG}{name}" for name in ("svg", "title", "desc", "g", "a", "rect", "path", "text")}
_WIDTH = 288.0
_SLACK = 0.2  # coordinates are rounded to one decimal
_NARROW = Options(narrow=True)

thorough = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])


def _svg(diagram: Diagram, options: Options = _NARROW) -> ET.Element:
    return ET.fromstring(render(diagram, "svg", options).decode("utf-8"))


def _stack(facts: RecordFacts) -> Stack:
    return stack(compose(facts, "nl"), _WIDTH)


def _references(stacked: Stack) -> dict[str, tuple[Reference, ...]]:
    found = {box.placed.box.node.id: box.references for box in stacked.boxes}
    return found | {held.frame.boundary.id: held.references for held in stacked.frames}


@thorough
@given(records())
def test_every_line_of_text_fits_its_box(facts: RecordFacts) -> None:
    for stacked in _stack(facts).boxes:
        box = stacked.placed.box
        lines = [*box.lines, *(line for reference in stacked.references for line in reference.lines)]
        for line in lines:
            assert line.x >= PADDING and line.right <= box.width - PADDING + _SLACK, line.text
            assert line.y - 0.7 * line.font.size > 0 and line.y + 0.25 * line.font.size <= box.height
        for upper, lower in pairwise(lines):
            assert lower.y - upper.y >= lower.font.size or not upper.text, (upper, lower)
        for badge in box.badges:
            upmost = min((each.y - REFERENCE_ROW / 2 for each in stacked.references), default=box.height)
            assert badge.y + badge.height <= upmost


@thorough
@given(records())
def test_boxes_and_frames_lie_within_the_sheet_and_do_not_overlap(facts: RecordFacts) -> None:
    stacked = _stack(facts)
    for first, second in combinations([box.placed for box in stacked.boxes], 2):
        assert first.bottom <= second.y or second.bottom <= first.y, (first.box.node.id, second.box.node.id)
    for placed in (box.placed for box in stacked.boxes):
        assert placed.x >= 0 and placed.right <= _WIDTH and placed.y >= 0 and placed.bottom <= stacked.height + _SLACK
    for frame in (held.frame for held in stacked.frames):
        assert frame.x >= 0 and frame.x + frame.width <= _WIDTH
        assert frame.y >= 0 and frame.y + frame.height <= stacked.height + _SLACK


@thorough
@given(records())
def test_frames_hold_their_members_and_no_other_box(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    stacked = stack(diagram, _WIDTH)
    members = {boundary.id: boundary.members for boundary in diagram.boundaries}

    def held(boundary: str) -> set[str]:
        return {node for member in members[boundary] for node in (held(member) if member in members else {member})}

    assert {each.frame.boundary.id for each in stacked.frames} == members.keys()
    for each in stacked.frames:
        frame = each.frame
        below = max(line.y for line in frame.lines)
        for placed in (box.placed for box in stacked.boxes):
            overlaps = frame.y < placed.bottom and placed.y < frame.y + frame.height
            assert overlaps == (placed.box.node.id in held(frame.boundary.id)), placed.box.node.id
            if overlaps:
                assert frame.x < placed.x and placed.right < frame.x + frame.width
                assert below < placed.y and placed.bottom < frame.y + frame.height
        for line in (*frame.lines, *(line for reference in each.references for line in reference.lines)):
            assert frame.x < line.x and line.right <= frame.x + frame.width
            assert frame.y < line.y < frame.y + frame.height
            assert not any(box.placed.y < line.y < box.placed.bottom for box in stacked.boxes), line.text


@thorough
@given(records())
def test_each_flow_is_named_once_at_either_end(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    ends = Counter(
        (part, reference.flow, reference.arrives)
        for part, references in _references(stack(diagram, _WIDTH)).items()
        for reference in references
    )
    wanted = [(flow.target, flow, True) for flow in diagram.flows]
    wanted += [(flow.source, flow, False) for flow in diagram.flows]
    assert ends == Counter(wanted)


@thorough
@given(records())
def test_the_number_of_each_flow_is_drawn_at_both_ends(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    drawn = Counter(
        "".join(text.itertext())
        for group in _svg(diagram, Options(narrow=True, table=False)).iter(f"{_SVG}g")
        if group.get("role") == "graphics-symbol"
        for text in group.findall(f"{_SVG}text")
        if text.get("text-anchor") == "middle"
    )
    assert drawn == Counter(sign(flow) for flow in (*diagram.flows, *diagram.flows) if sign(flow))


@thorough
@given(records())
def test_references_are_large_enough_to_be_hit(facts: RecordFacts) -> None:
    for references in _references(_stack(facts)).values():
        for upper, lower in pairwise(references):
            assert lower.y - upper.y >= REFERENCE_ROW - _SLACK


@thorough
@given(records())
def test_no_text_is_small(facts: RecordFacts) -> None:
    for element in _svg(compose(facts, "nl")).iter(f"{_SVG}text"):
        assert float(element.get("font-size", 0)) >= 11


@thorough
@given(records())
def test_cards_tell_all_facts_of_the_table(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    for card in set_cards(columns(diagram), rows(diagram), _WIDTH, words("nl")):
        for column in columns(diagram):
            if column != "number":
                assert _bare(card.row.cell(column)) in _bare("".join(line.text for line in card.lines))
        assert all(line.right <= _WIDTH for line in card.lines)


def _bare(text: str) -> str:
    return clean(text).replace("-", "").replace(" ", "")


@thorough
@given(records())
def test_hostile_labels_give_no_new_elements(facts: RecordFacts) -> None:
    for element in _svg(compose(facts, "nl")).iter():
        assert element.tag in _ELEMENTS
        assert not any(name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_shown_as_text(label: str) -> None:
    block = Block("", purposes(label), (Named("", label),), (label,), (label,), (Named("", label),))
    root = _svg(compose(RecordFacts("M1", label, label, blocks=(block,)), "nl"))
    shown = "".join("".join(element.itertext()) for element in root.iter(f"{_SVG}text"))
    assert _bare(label)[:60] in _bare(shown)


@thorough
@given(records())
def test_the_same_record_gives_the_same_bytes(facts: RecordFacts) -> None:
    assert render(compose(facts, "nl"), "svg", _NARROW) == render(compose(facts, "nl"), "svg", _NARROW)


# ---------------------------------------------------------------- one record


def test_lanes_run_from_top_to_bottom() -> None:
    boxes = {each.placed.box.node.id: each.placed.y for each in stack(_contactcenter(), _WIDTH).boxes}
    lanes = ["datasubject1", "source1", "process1", "process2", "system1", "party1", "party2"]
    assert [boxes[name] for name in lanes] == sorted(boxes[name] for name in lanes)


def test_a_box_says_where_its_data_come_from_and_go_to() -> None:
    said = {part: _said(references) for part, references in _references(stack(_contactcenter(), _WIDTH)).items()}
    assert said["datasubject1"] == ["1 naar Verwerking 1 (verkrijging)", " onderwerp van Verwerking 2"]
    assert said["process1"] == ["1 van Klanten (verkrijging)"]
    assert said["process2"] == ["2 van Opnamen (verkrijging)", " gaat over Klanten"]
    assert said["controller"] == ["3 naar CIC (gebruik van systeem)", "? naar Doorgifte niet vermeld"]
    assert said["system1"] == [
        "3 van Verwerkingsverantwoordelijke: BZ (gebruik van systeem)",
        "4 naar SSC-ICT (verstrekking)",
    ]
    assert said["party1"] == ["4 van CIC (verstrekking)"]


def test_a_flow_of_several_records_says_of_how_many() -> None:
    diagram = _contactcenter()
    flows = tuple(replace(flow, records=("M1", "M2", "M3")[: flow.number]) for flow in diagram.flows if flow.number)
    said = _references(stack(replace(diagram, flows=flows), _WIDTH))
    assert _said(said["datasubject1"]) == ["1 naar Verwerking 1 (verkrijging)"]
    assert _said(said["source1"]) == ["2 naar Verwerking 2 (verkrijging; 2 verwerkingen)"]


def _said(references: tuple[Reference, ...]) -> list[str]:
    return [f"{sign(each.flow)} {' '.join(line.text for line in each.lines)}" for each in references]


def _contactcenter() -> Diagram:
    system = Named("y/1", "CIC")
    klant = Named("s/1", "Klanten")
    return compose(
        RecordFacts(
            "M1",
            controllers=(Named("c/1", "BZ"),),
            blocks=(
                Block("b/1", purposes("Hulp"), (klant,), ("naam",), from_subject=True),
                Block("b/2", purposes("Coaching"), (klant,), ("naam",), sources=(Named("o/1", "Opnamen"),)),
            ),
            systems=(system,),
            transmissions=(Transmission("Disclosure", None, Party(Named("p/1", "SSC-ICT")), (system,)),),
        ),
        "nl",
    )


def test_what_is_not_stated_is_dashed() -> None:
    [frame] = (each for each in stack(_contactcenter(), _WIDTH).frames if each.frame.boundary.id == "controller")
    assert [reference.flow.style for reference in frame.references] == [FlowStyle.STATED, FlowStyle.NOT_STATED]
    dashed = [
        element.get("stroke-dasharray")
        for group in _svg(_contactcenter()).iter(f"{_SVG}g")
        if group.findtext(f"{_SVG}title", "").startswith("? Verwerkingsverantwoordelijke: BZ →")
        for element in group.findall(f"{_SVG}path")
        if element.get("fill") == "none"
    ]
    assert dashed == ["6 4", "6 4"]


def test_links_lead_to_the_cards_and_ids_differ_from_those_of_the_wide_picture() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    narrow, wide = _svg(diagram), _svg(diagram, Options())
    assert len(set(_ids(narrow))) == len(_ids(narrow))
    assert not set(_ids(narrow)) & set(_ids(wide))
    links = {link.get("href", "").removeprefix("#") for link in narrow.iter(f"{_SVG}a")}
    assert links == {f"m4089-narrow-{number}" for number in range(1, 9)} <= set(_ids(narrow))
    assert float(narrow.get("width", 0)) <= 320


def _ids(root: ET.Element) -> list[str]:
    return [element.get("id", "") for element in root.iter() if element.get("id")]


def test_a_bare_picture_leaves_out_title_and_source() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    for options in (Options(narrow=True, bare=True), Options(bare=True)):
        shown = " ".join("".join(element.itertext()) for element in _svg(diagram, options).iter(f"{_SVG}text"))
        assert "Legenda" in shown and "Klanten met" in shown
        assert "Contactcenter in" not in shown and "officiële" not in shown
