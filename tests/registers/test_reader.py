"""The reader on invented descriptions: no layout may fall below what it promises (docs/extraction-score.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.extract import extract, to_contract
from avggraph.read import Limits, read_bytes
from avggraph.text import SourceText
from registers.cases import cases
from registers.render import LAYOUTS
from registers.score import compare, tally

# The share of fields that come out right, whatever noise copying adds.
PROMISED = dict.fromkeys(LAYOUTS, 0.995) | {"S-columns": 0.98}
# Not the seed of any score that was tuned on.
SEED = 20_261
COUNT = 60


@pytest.mark.parametrize("level", ["none", "light", "full"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_as_well_as_promised(layout: str, level: str) -> None:
    comparisons = []
    for case in cases([layout], level, SEED, COUNT):
        (source,) = read_bytes(case.data, Path(case.name).name, Limits())
        assert isinstance(source, SourceText), source
        comparisons.append(compare(case.answer, to_contract(extract(source), source)))
    result = tally(comparisons)
    wrong = [(one.field, one.wanted, one.found) for each in comparisons for one in each if not one.exact]
    assert result.exact / result.leaves >= PROMISED[layout], wrong[:5]
