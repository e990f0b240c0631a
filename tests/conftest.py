"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from avggraph.pipeline import build
from avggraph.publish import Order, publish
from avggraph.resources import data
from made_once import MadeOnce
from parsed_once import parse_queries_once

SHARED = Path(__file__).resolve().parents[2] / "shared"
EXAMPLES = data("examples")
EXPORT = "reference/register-samples/avgregister-rijksoverheid-export-import.zip"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and official files beside the project; never skipped in CI."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"CI needs the folder {SHARED.name}/ beside the project")
    pytest.skip(f"the folder {SHARED.name}/ with real documents does not lie beside the project")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    return MadeOnce.of_run(tmp_path_factory)


@pytest.fixture(scope="session")
def built_examples(made_once: MadeOnce) -> Path:
    """The folder of a build of the examples, for reading only, as all that stand here: a test that writes copies it."""
    return made_once.folder("examples", lambda folder: build([EXAMPLES], folder))


@pytest.fixture(scope="session")
def built_seeds(shared: Path, made_once: MadeOnce) -> Path:
    """The folder of a build of the real descriptions."""
    return made_once.folder("seeds", lambda folder: build([shared / "seeds"], folder))


@pytest.fixture(scope="session")
def built_exports(shared: Path, made_once: MadeOnce) -> Path:
    """The folder of a build of real, anonymised records of a controller, a processor and a police force."""
    return made_once.folder("exports", lambda folder: build([shared / EXPORT], folder))


@pytest.fixture(scope="session")
def built_everything(shared: Path, made_once: MadeOnce) -> Path:
    """The folder of a build of a register of all layouts: the examples, the real descriptions and the samples."""
    sources = [EXAMPLES, shared / "seeds", shared / "reference" / "register-samples"]
    return made_once.folder("everything", lambda folder: build(sources, folder))


@pytest.fixture(scope="session")
def site(built_examples: Path, made_once: MadeOnce) -> Path:
    """The folder of the examples' site, as `avggraph publish` writes it with two processes."""
    return made_once.folder("site", lambda folder: list(publish(Order(built_examples, folder, jobs=2))))


# How long a case takes is measured in benchmarks, and not on a machine that does something else as well.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Have the programs that tests start load compiled modules, as installed ones do, for that takes half the time.

    And what rdflib is asked again and again, of which the parsing takes most, is parsed once.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parse_queries_once()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-answers", action="store_true", help="write the answers of the saved queries anew")
    parser.addoption("--rewrite-readme", action="store_true", help="write the commands' output into the README")
    parser.addoption("--rewrite-reports", action="store_true", help="write the reports of the golden case anew")
    parser.addoption("--rewrite-shapes", action="store_true", help="write the table of shapes into docs")
    parser.addoption("--rewrite-notebook", action="store_true", help="run the notebook and keep its outputs")
    parser.addoption("--rewrite-interop", action="store_true", help="write the golden case of interop anew")
    parser.addoption("--rewrite-network", action="store_true", help="write the golden impact reports anew")
