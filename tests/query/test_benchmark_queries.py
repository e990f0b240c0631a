"""The benchmark of questions: it asks ten that exist, and says where rows differ or an answer did not come."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from query.engines import catalogue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def queries() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield importlib.import_module("benchmarks.queries")


def test_it_asks_ten_questions_there_are(queries: Any) -> None:
    assert len(queries.QUESTIONS) == 10
    for name, parameters in queries.QUESTIONS.items():
        assert set(parameters) <= {each.name for each in catalogue()[name].parameters}


def test_a_cell_says_the_ratio_other_rows_and_no_answer(queries: Any) -> None:
    base = queries.Answered(0.5, 3, "a")
    assert queries._cell(base, base) == "0.500"
    assert queries._cell(queries.Answered(1.0, 3, "a"), base) == "1.000 (2×)"
    assert queries._cell(queries.Answered(1.0, 3, "b"), base) == "1.000 (2×) **other rows**"
    assert queries._cell(queries.Answered(reason="> 15 s"), base) == "> 15 s"
