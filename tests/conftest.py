"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and official files beside the project; never skipped in CI."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"CI needs the folder {SHARED.name}/ beside the project")
    pytest.skip(f"the folder {SHARED.name}/ with real documents does not lie beside the project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-answers", action="store_true", help="write the answers of the saved queries anew")
    parser.addoption("--rewrite-readme", action="store_true", help="write the commands' output into the README")
    parser.addoption("--rewrite-reports", action="store_true", help="write the reports of the golden case anew")
    parser.addoption("--rewrite-shapes", action="store_true", help="write the table of shapes into docs")
    parser.addoption("--rewrite-notebook", action="store_true", help="run the notebook and keep its outputs")
    parser.addoption("--rewrite-network", action="store_true", help="write the golden impact reports anew")
