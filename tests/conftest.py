"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from avggraph.pipeline import build
from avggraph.publish import Order, publish
from avggraph.resources import data

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and official files beside the project; never skipped in CI."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"CI needs the folder {SHARED.name}/ beside the project")
    pytest.skip(f"the folder {SHARED.name}/ with real documents does not lie beside the project")


@pytest.fixture(scope="session")
def built_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the examples; what writes into it spoils it for others."""
    folder = tmp_path_factory.mktemp("examples") / "build"
    build([data("examples")], folder)
    return folder


@pytest.fixture(scope="session")
def site(built_examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the examples' site, as `avggraph publish` writes it."""
    folder = tmp_path_factory.mktemp("site") / "site"
    for _ in publish(Order(built_examples, folder)):
        pass
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-answers", action="store_true", help="write the answers of the saved queries anew")
    parser.addoption("--rewrite-readme", action="store_true", help="write the commands' output into the README")
    parser.addoption("--rewrite-reports", action="store_true", help="write the reports of the golden case anew")
    parser.addoption("--rewrite-shapes", action="store_true", help="write the table of shapes into docs")
    parser.addoption("--rewrite-notebook", action="store_true", help="run the notebook and keep its outputs")
    parser.addoption("--rewrite-interop", action="store_true", help="write the golden case of interop anew")
    parser.addoption("--rewrite-network", action="store_true", help="write the golden impact reports anew")
