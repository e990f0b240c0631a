"""A build of the examples, and its dataset as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from avggraph import resources
from avggraph.dataset import DataFile, write_dataset
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
def output(built_examples: Path) -> Output:
    return open_output(built_examples)


@pytest.fixture(scope="session")
def written(output: Output, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("dataset")
    return Written(output, publication, folder, write_dataset(output, publication, folder))


@pytest.fixture(scope="session")
def everything(built_everything: Path, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A register of all layouts, with real descriptions and exports: all kinds of nodes there are."""
    folder = tmp_path_factory.mktemp("everything")
    opened = open_output(built_everything)
    return Written(opened, publication, folder, write_dataset(opened, publication, folder))
