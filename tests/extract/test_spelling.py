from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from avggraph.spelling import misspelt, one_edit_apart

WORD = st.text(alphabet="abcd", max_size=6)


def distance(one: str, other: str) -> int:
    """Optimal string alignment, the long way."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(WORD, WORD)
def test_one_edit_is_a_distance_of_one(one: str, other: str) -> None:
    assert one_edit_apart(one, other) == (distance(one, other) == 1)


def test_a_word_that_may_be_two_labels_is_neither() -> None:
    assert misspelt("postadresX", ("postadres", "postadresY")) is None
    assert misspelt("Brom", ("Bron",)) is None
