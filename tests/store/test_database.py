"""Filling a database: beside other work or after it, and a process that dies is named."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.errors import WorkerError
from avggraph.store import database


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n", encoding="utf-8")
    return path


def killed(_path: Path, _graph: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("jobs", "much"), [(1, 0), (2, 0), (2, 1_000)])
def test_a_database_is_filled_after_the_block(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, much: int
) -> None:
    monkeypatch.setattr(database, "_MUCH", much)
    with database.filled(tmp_path / "store", graph, jobs):
        pass
    quads = set(ox.Store.read_only(str(tmp_path / "store")))
    assert quads == set(ox.parse(path=str(graph), format=ox.RdfFormat.N_QUADS))


def test_a_process_that_dies_is_named(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_MUCH", 0)
    monkeypatch.setattr(database, "fill", killed)
    with pytest.raises(WorkerError, match="database"), database.filled(tmp_path / "store", graph, 2):
        pass


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_block_is_its_own(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(database, "_MUCH", 0)
    with pytest.raises(ZeroDivisionError), database.filled(tmp_path / "store", graph, jobs):
        raise ZeroDivisionError
