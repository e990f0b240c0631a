"""What the tests of queries leave behind is removed."""

from __future__ import annotations

from query import registers


def pytest_sessionfinish() -> None:
    registers.clean()
