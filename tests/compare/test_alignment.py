"""Which item came from which: by likeness, each at most once, and the same seen from the other side."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.compare.alignment import aligned, likeness, words_of

BAGS = st.lists(st.lists(st.sampled_from("abcd"), max_size=4).map(Counter), max_size=5)


@given(BAGS, BAGS, st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_each_item_stands_once_and_the_other_side_sees_the_same(
    older: list[Counter[str]], newer: list[Counter[str]], at_least: float
) -> None:
    pairs = aligned(older, newer, at_least)
    assert sorted(one for one, _ in pairs if one is not None) == list(range(len(older)))
    assert sorted(other for _, other in pairs if other is not None) == list(range(len(newer)))
    assert {(other, one) for one, other in pairs} == set(aligned(newer, older, at_least))
    for one, other in pairs:
        if one is not None and other is not None:
            assert likeness(older[one], newer[other]) >= at_least


@given(BAGS)
def test_a_list_is_aligned_with_itself(items: list[Counter[str]]) -> None:
    assert aligned(items, items, 0.5) == [(place, place) for place in range(len(items))]


@pytest.mark.parametrize(
    ("older", "newer", "pairs"),
    [
        # One inserted in front moves nothing: each keeps its partner.
        (["visum afgeven", "paspoort afgeven"], ["bezwaar", "visum afgeven", "paspoort afgeven"],
         [(None, 0), (0, 1), (1, 2)]),
        # Half of the words together is enough (2 of 4), less is not (1 of 3).
        (["naam en adres"], ["naam, adres, bsn"], [(0, 0)]),
        (["naam en"], ["naam bsn"], [(None, 0), (0, None)]),
        ([], ["bsn"], [(None, 0)]),
    ],
)  # fmt: skip
def test_pairs(older: list[str], newer: list[str], pairs: list[tuple[int | None, int | None]]) -> None:
    assert aligned([words_of(text) for text in older], [words_of(text) for text in newer], 0.5) == pairs
