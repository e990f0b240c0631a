"""What the readers promise on field values by authors who had not seen them (docs/recognition-score.md)."""

from __future__ import annotations

import pytest

from gold.sets import SETS, GoldSet, scores
from gold.tally import Tally

# The promised figures: F1 of concepts, parties and persons, the share of exact rows of retention and laws.
F1 = {"concepts": 0.95, "parties": 0.97, "persons": 0.97, "negated": 0.95}
EXACT = {"retention": 0.97, "laws": 0.97}
# So many field values of each kind at least.
FEWEST = {"concepts": 60, "parties": 60, "retention": 60, "laws": 60, "persons": 60}


@pytest.mark.parametrize("gold", SETS, ids=lambda gold: gold.name)
@pytest.mark.parametrize("kind", F1)
def test_f1(gold: GoldSet, kind: str) -> None:
    tally = scores(gold)[kind]
    assert tally.f1 >= F1[kind], f"{tally}\n" + "\n".join(tally.confusions)


@pytest.mark.parametrize("gold", SETS, ids=lambda gold: gold.name)
@pytest.mark.parametrize("kind", EXACT)
def test_exact(gold: GoldSet, kind: str) -> None:
    tally = scores(gold)[kind]
    assert tally.exact_share >= EXACT[kind], f"{tally}\n" + "\n".join(tally.confusions)


@pytest.mark.parametrize("gold", SETS, ids=lambda gold: gold.name)
def test_a_set_has_enough_values_of_each_kind(gold: GoldSet) -> None:
    found = scores(gold)
    assert all(found[kind].rows >= fewest for kind, fewest in FEWEST.items())


def test_a_wrong_answer_lowers_the_score() -> None:
    tally = Tally()
    tally.add("naam en adres", ["naam", "adres"], ["naam", "bsn"])
    assert (tally.precision, tally.recall, tally.f1, tally.exact_share) == (0.5, 0.5, 0.5, 0.0)
    tally.add("naam", ["naam"], ["naam"])
    assert tally.f1 == pytest.approx(2 / 3)
    assert "missed ['adres']" in tally.confusions[0]
