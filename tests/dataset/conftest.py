"""A build of the examples, and its dataset as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from avggraph import resources
from avggraph.dataset import DataFile, write_dataset
from avggraph.pipeline import build
from avggraph.publication import Publication, load_publication
from avggraph.store import Output, open_output


@dataclass(frozen=True)
class Written:
    """A dataset on disk: of which build, told what, where, and which files."""

    output: Output
    publication: Publication
    folder: Path
    files: tuple[DataFile, ...]


@pytest.fixture(scope="session")
def publication() -> Publication:
    return load_publication(resources.data("publication-example.toml"))


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    folder = tmp_path_factory.mktemp("build") / "out"
    build([resources.data("examples")], folder)
    return open_output(folder)


@pytest.fixture(scope="session")
def written(output: Output, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("dataset")
    return Written(output, publication, folder, write_dataset(output, publication, folder))


@pytest.fixture(scope="session")
def everything(shared: Path, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A register of all layouts, with real descriptions and exports: all kinds of nodes there are."""
    folder = tmp_path_factory.mktemp("everything")
    build([resources.data("examples"), shared / "seeds", shared / "reference/register-samples"], folder / "out")
    opened = open_output(folder / "out")
    return Written(opened, publication, folder / "data", write_dataset(opened, publication, folder / "data"))
