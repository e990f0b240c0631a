from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from avggraph.compare import Difference, differences

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(alphabet="ab. ", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=8,
)
DESCRIPTIONS = st.dictionaries(st.sampled_from(["title", "related", "recipients"]), VALUES)


@given(DESCRIPTIONS)
def test_a_description_does_not_differ_from_itself(description: dict[str, object]) -> None:
    assert differences(description, description) == ()  # type: ignore[arg-type]


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_the_other_way_round_is_the_same_seen_from_the_other_side(
    first: dict[str, object], second: dict[str, object]
) -> None:
    there = {(each.field, each.first, each.second) for each in differences(first, second)}  # type: ignore[arg-type]
    back = {(each.field, each.second, each.first) for each in differences(second, first)}  # type: ignore[arg-type]
    assert there == back


def test_each_kind_of_difference_is_told_with_the_words_of_both() -> None:
    first = {
        "title": "Visum",
        "data_records": [{"mandatory": True, "retention": "1 jaar"}],
        "transfer_outside_eu": None,
        "source": {"path": "a.txt"},
    }
    second = {
        "title": "visum.",
        "data_records": [{"mandatory": False, "retention": "1 jaar"}, {"mandatory": None, "retention": "B"}],
        "transfer_outside_eu": False,
        "source": {"path": "b.txt"},
    }
    found = differences(first, second)  # type: ignore[arg-type]
    assert found == (
        Difference("data_records.0.mandatory", "ja", "nee"),
        Difference("data_records.1.retention", None, "B"),
        Difference("transfer_outside_eu", None, "nee"),
    )
    assert [each.kind for each in found] == ["changed", "added", "added"]


def test_an_item_inserted_in_a_list_is_the_only_difference() -> None:
    blocks = [{"data_subject": f"Groep {name}", "retention": f"{name} jaar"} for name in ("een", "twee", "drie")]
    found = differences({"data_records": blocks[1:]}, {"data_records": blocks})  # type: ignore[dict-item]
    assert found == (
        Difference("data_records.0.data_subject", None, "Groep een"),
        Difference("data_records.0.retention", None, "een jaar"),
    )


def test_the_only_item_of_a_list_is_changed_and_not_replaced() -> None:
    assert differences({"related": ["M1"]}, {"related": ["M2"]}) == (Difference("related.0", "M1", "M2"),)
