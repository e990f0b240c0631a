"""Where the tests of queries find the registers that they ask."""

from __future__ import annotations

import pytest

from made_once import MadeOnce
from query import registers


@pytest.fixture(scope="session", autouse=True)
def _registers(made_once: MadeOnce) -> None:
    registers.shared_by_workers[:] = [made_once]
