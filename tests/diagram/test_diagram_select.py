"""Choosing a part of a diagram: by focus and depth, and by what flows."""

from __future__ import annotations

import pytest
from diagram_store import filled_store
from hypothesis import given
from hypothesis import strategies as st
from random_records import records, thorough

from avggraph.diagram import FORMATS, Diagram, diagram_of, render
from avggraph.diagram.layout.picture import lay_out
from avggraph.diagram.record import compose
from avggraph.diagram.record.facts import RecordFacts
from avggraph.diagram.select import Selection, select
from avggraph.errors import UsageError


def _chosen(**chosen: object) -> tuple[Diagram, list[str], list[int | None]]:
    diagram = select(diagram_of(filled_store(), "M4089"), Selection(**chosen))  # type: ignore[arg-type]
    return diagram, [node.label for node in diagram.nodes], [flow.number for flow in diagram.flows]


def test_nothing_chosen_is_the_whole_diagram() -> None:
    whole = diagram_of(filled_store(), "M4089")
    assert select(whole, Selection()) is whole


def test_around_a_recipient_stands_what_is_one_flow_away() -> None:
    _, labels, numbers = _chosen(focus="ssc-ict")
    assert (labels, numbers) == (["SSC-ICT", "CIC", "Rekencentrum"], [7, 8])


def test_two_flows_away_is_the_controller_with_all_it_holds() -> None:
    diagram, labels, numbers = _chosen(focus="SSC-ICT", depth=2)
    assert numbers == [6, 7, 8]
    assert labels[:3] == [
        "Consulaire dienstverlening aan de klant",
        "Doorverbinden van bijzondere gevallen",
        "Coaching en klachtafhandeling",
    ]
    assert [boundary.id for boundary in diagram.boundaries] == ["unit", "controller", "others"]


def test_from_a_data_subject_one_comes_to_recipients_and_not_to_what_others_give() -> None:
    _, labels, numbers = _chosen(focus="Klanten met een hulpvraag", depth=2)
    assert numbers == [1, 2, 4, 5, 6]
    assert "Opgenomen gesprekken" not in labels


def test_a_boundary_can_be_the_focus() -> None:
    _, labels, numbers = _chosen(focus="Ministerie van Buitenlandse Zaken")
    assert numbers == [1, 2, None, 3, 4, 5, 6]
    assert "Rekencentrum" not in labels


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        (("verwerkers",), [7, 8]),
        (("bijzonder",), [2, 5, 8]),
        (("BSN",), [1, 4, 5, 8]),
        (("verstrekking",), [5]),
        (("intern gebruik", "Disclosure"), [4, 5]),
        (("e-mailadres",), [1, 5, 6, 7, 8]),
        (("Rekencentrum",), [8]),
    ],
)
def test_only_some_flows(only: tuple[str, ...], numbers: list[int]) -> None:
    assert _chosen(only=only)[2] == numbers


def test_without_some_flows_and_what_says_none_stays() -> None:
    diagram, labels, numbers = _chosen(without=("bronnen", "verwerkers", "systemen"))
    assert numbers == [1, 2, None, 4, 5]
    assert "Geen doorgifte" in labels and "CIC" not in labels
    assert diagram.selection == (
        "Niet alles is getoond (zonder bronnen, verwerkers, systemen): 4 stromen en 4 vakken zijn weggelaten."
    )


def test_what_is_not_stated_can_be_left_out() -> None:
    diagram = select(diagram_of(filled_store(), "M17"), Selection(without=("niet-vermeld",)))
    assert [node.label for node in diagram.nodes] == ["Doel niet vermeld", "Bezoekers"]


def test_an_unknown_word_names_what_looks_like_it() -> None:
    with pytest.raises(UsageError, match=r"geen 'ontvangrs'\. Lijkt op: ontvangers"):
        _chosen(only=("ontvangrs",))
    with pytest.raises(UsageError, match=r"geen 'SSC-IC'\. Lijkt op: SSC-ICT"):
        _chosen(focus="SSC-IC")


def test_nothing_left_is_an_error() -> None:
    with pytest.raises(UsageError, match="blijft geen stroom over"):
        _chosen(only=("bijzonder",), without=("bijzonder",))


def test_marks_are_those_of_what_is_shown() -> None:
    assert _chosen(without=("bijzonder",))[2] == [1, None, 3, 4, 6, 7]
    diagram, labels, numbers = _chosen(focus="SSC-ICT", without=("bijzonder",))
    assert (labels, numbers, diagram.marks) == (["SSC-ICT", "CIC"], [7], ())


def test_a_focus_without_flows_that_were_chosen_is_an_error() -> None:
    with pytest.raises(UsageError, match="geen stroom over"):
        _chosen(focus="Opgenomen gesprekken", only=("verwerkers",))


def test_words_in_one_option_are_told_apart() -> None:
    with pytest.raises(UsageError, match="voor elk woord apart"):
        _chosen(only=("ontvangers,bijzonder",))


@thorough
@given(records(), st.data())
def test_a_part_of_any_diagram_can_be_drawn_and_holds_nothing_new(facts: RecordFacts, data: st.DataObject) -> None:
    whole = compose(facts, "nl")
    words = st.sampled_from(("betrokkenen", "bronnen", "ontvangers", "systemen", "bijzonder", "niet-vermeld"))
    names = st.sampled_from([node.label for node in whole.nodes if node.label] or ["Leeg"])
    chosen = Selection(
        data.draw(st.one_of(st.just(""), names)),
        data.draw(st.integers(1, 3)),
        tuple(data.draw(st.lists(words, max_size=2))),
        tuple(data.draw(st.lists(words, max_size=2))),
    )
    try:
        part = select(whole, chosen)
    except UsageError:
        return
    assert {node.id for node in part.nodes} <= {node.id for node in whole.nodes}
    assert set(part.flows) <= set(whole.flows)
    there = {node.id for node in part.nodes} | {boundary.id for boundary in part.boundaries}
    assert {end for flow in part.flows for end in (flow.source, flow.target)} <= there
    assert {member for boundary in part.boundaries for member in boundary.members} <= there
    lay_out(part)
    for name in sorted({*FORMATS} - {"png", "pdf"}):  # which are made of the SVG, and take long
        assert render(part, name)
