"""The score: it counts what is wrong, names it, and blames one item for its own leaves only."""

from __future__ import annotations

import pytest

from registers.cases import case
from registers.render import LAYOUTS
from registers.score import compare, tally


def test_the_answer_itself_scores_everything() -> None:
    for layout in LAYOUTS:
        answer = case(layout, "none", 1, 1).answer
        result = tally([compare(answer, answer)])
        assert (result.exact, result.words, result.whole) == (result.leaves, result.leaves, 1)


def test_a_missing_block_costs_its_own_leaves_only() -> None:
    answer = case("S-tab", "none", 1, 3).answer
    without_second = {**answer, "data_records": [answer["data_records"][0], *answer["data_records"][2:]]}
    wrong = [one for one in compare(answer, without_second) if not one.exact]
    filled = {f"data_records.{key}" for key, value in answer["data_records"][1].items() if value is not None}
    assert {one.field for one in wrong} == filled
    assert {one.kind for one in wrong} == {"missing"}


def test_an_extra_block_costs_its_own_leaves() -> None:
    answer = case("S-tab", "none", 1, 3).answer
    extra = {**answer, "controllers": [*answer["controllers"], {"name": "De Minister van Iets Anders"}]}
    assert [(one.field, one.kind) for one in compare(answer, extra) if not one.exact] == [
        ("controllers.name", "invented")
    ]


@pytest.mark.parametrize(
    ("wanted", "found", "kind", "same_words"),
    [
        ("5 jaar", "5 jaar", "right", True),
        ("5 jaar", None, "missing", False),
        (None, "5 jaar", "invented", False),
        ("5 jaar", "5 jaar.", "other signs", True),
        ("5 jaar", "5 jaar Bron", "too long", False),
        ("5 jaar", "5", "too short", False),
        ("5 jaar", "V7", "other", False),
        ("5 jaar", "RDW", "stands in title", False),
        (True, False, "other", False),
        (True, None, "missing", False),
    ],
)
def test_what_went_wrong_is_named(
    wanted: str | bool | None, found: str | bool | None, kind: str, same_words: bool
) -> None:
    (one,) = [
        one
        for one in compare({"title": "RDW", "retention": wanted}, {"title": "RDW", "retention": found})
        if one.field == "retention"
    ]
    assert (one.kind, one.same_words) == (kind, same_words)


def test_worst_fields_come_first() -> None:
    result = tally([compare({"a": "x", "b": "y", "c": "z"}, {"a": "x", "b": None, "c": "z"})] * 2)
    assert result.worst_fields == [("b", 0.0)]
    assert result.confusions.most_common(1) == [(("b", "missing"), 2)]
    assert (result.documents, result.whole, result.exact) == (2, 0, 4)


def test_one_wrong_item_is_one_item_missing_nothing_added() -> None:
    (one,) = compare({"related": ["M101"]}, {"related": ["M202"]})
    assert (one.wanted, one.found) == ("M101", "M202")
