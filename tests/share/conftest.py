"""A guide and what words are understood by, loaded once."""

from __future__ import annotations

import pytest

from avggraph.share import Guide, Terms, load_guide


@pytest.fixture(scope="session")
def terms() -> Terms:
    return Terms.load()


@pytest.fixture(scope="session")
def wegwijzer() -> Guide:
    return load_guide("wegwijzer")
