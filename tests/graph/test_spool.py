from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.graph.spool import SortedSpool

LINES = st.lists(st.text(alphabet="ab\u00e9\U0001f600 ", max_size=5), max_size=30)


@given(st.lists(LINES, max_size=6), st.integers(1, 30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_come_back_sorted_and_once_however_small_the_runs(
    tmp_path: Path, batches: list[list[str]], run_size: int
) -> None:
    spool = SortedSpool(tmp_path, "run", run_size)
    for batch in batches:
        spool.add(batch)
    wanted = sorted({line for batch in batches for line in batch})
    assert list(spool.merged()) == wanted
    assert list(spool.merged()) == wanted
