"""Builds that the tests of interop share: the examples, and the real descriptions where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.store import Output
from interop.builds import EXAMPLES, built


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Output:
    return built(EXAMPLES, tmp_path_factory.mktemp("interop") / "examples")


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Output:
    return built(shared / "seeds", tmp_path_factory.mktemp("interop") / "seeds")


@pytest.fixture(scope="session")
def exports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Real, anonymised records of a controller, a processor and a police force."""
    source = shared / "reference/register-samples/avgregister-rijksoverheid-export-import.zip"
    return built(source, tmp_path_factory.mktemp("interop") / "exports")


@pytest.fixture(params=["examples", "seeds", "exports"])
def register(request: pytest.FixtureRequest) -> Output:
    """Each of the registers in turn."""
    found: Output = request.getfixturevalue(request.param)
    return found
