"""Builds that the tests of interop share: the examples, and the real descriptions where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.store import Output, open_output


@pytest.fixture(scope="session")
def examples(built_examples: Path) -> Output:
    return open_output(built_examples)


@pytest.fixture(scope="session")
def seeds(built_seeds: Path) -> Output:
    return open_output(built_seeds)


@pytest.fixture(scope="session")
def exports(built_exports: Path) -> Output:
    return open_output(built_exports)


@pytest.fixture(params=["examples", "seeds", "exports"])
def register(request: pytest.FixtureRequest) -> Output:
    """Each of the registers in turn."""
    found: Output = request.getfixturevalue(request.param)
    return found
