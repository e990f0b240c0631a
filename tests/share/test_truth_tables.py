"""The guides' truth tables, row by row."""

from __future__ import annotations

from pathlib import Path

from avggraph.share import Guide, Terms, load_guide
from share.rows import rows, verdict_on

HERE = Path(__file__).parent


def test_the_wegwijzer_gives_its_truth_table(shared: Path, terms: Terms, wegwijzer: Guide) -> None:
    table = list(rows(shared / "gold" / "wegwijzer.csv"))
    wrong = [(row, found) for row, wanted in table if (found := verdict_on(terms, wegwijzer, row)) != wanted]
    assert not wrong
    assert len(table) >= 44


def test_a_second_guide_gives_its_own(terms: Terms) -> None:
    guide = load_guide("gemeente")
    wrong = [
        (row, found)
        for row, wanted in rows(HERE / "gemeente.csv")
        if (found := verdict_on(terms, guide, row)) != wanted
    ]
    assert not wrong
