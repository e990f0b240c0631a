"""Files that the site's scripts make for a spreadsheet hold no formula, as those of Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.spreadsheet import safe_cell
from publish.node import ASSETS, Node, node

SIGNS = "=+-@＝＋－＠\t\r\n \x1c\x85\u00a0\u2003'\"a7"


@pytest.fixture(scope="module")
def script() -> Iterator[Node]:
    before = (ASSETS / "csv.js").read_text(encoding="utf-8") + "globalThis.avggraph = { safe: avggraphCsv.safe };"
    with node([], before) as running:
        yield running


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(SIGNS, max_size=6) | st.text(max_size=6))
def test_text_is_made_safe_alike(script: Node, text: str) -> None:
    # A byte order mark is white space to a script alone, which then makes safe what Python need not.
    if not text.startswith("\ufeff"):
        assert script.call("safe", text) == safe_cell(text)
