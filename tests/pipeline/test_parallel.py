"""A build by several processes is the same as one by a single one, whatever becomes of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avggraph.pipeline import BuildOptions, build, building, gathering, merging
from avggraph.pipeline.chunks import Chunk
from avggraph.resources import data
from breaking_executor import Breaking
from pipeline.folders import files_of


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "bronnen"
    folder.mkdir()
    for file in sorted(data("examples").glob("*.txt"))[:4]:
        shutil.copy(file, folder / file.name)
    shutil.copy(folder / "voorbeeld-m9001-visumaanvragen.txt", folder / "kopie.txt")
    (folder / "brief.txt").write_text("Geachte heer, hierbij de gevraagde stukken.", encoding="utf-8")
    return folder


def test_two_processes_give_the_same_bytes_as_one(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as many_runs:
        many_runs.setattr(gathering, "CHUNK", 1)
        many_runs.setattr(merging, "_OPEN", 2)
        two = build([sources], tmp_path / "twee", BuildOptions(jobs=2))
    one = build([sources], tmp_path / "een", BuildOptions(jobs=1))
    assert files_of(two.folder) == files_of(one.folder)
    assert two.documents == one.documents
    assert one.records == 4


def test_a_document_that_ends_its_worker_is_named_and_the_rest_is_built(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "CHUNK", 4)
    deadly = "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"

    def holds_the_deadly_one(chunk: Chunk) -> bool:
        return any(file.name == deadly for file in chunk.files)

    monkeypatch.setattr(building, "Processes", lambda _jobs: Breaking(holds_the_deadly_one))
    hurt = build([sources], tmp_path / "graaf", BuildOptions(jobs=2))
    [unread] = [document for document in hurt.documents if document.unreadable]
    assert unread.name == deadly
    assert "twee keer beëindigd" in (unread.skipped or "")
    assert hurt.records == 3
    # It is tried again by the next build.
    monkeypatch.undo()
    mended = build([sources], tmp_path / "graaf")
    assert (mended.records, mended.reused) == (4, 3)


def test_a_build_that_is_stopped_leaves_no_process_and_nothing_half_written(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "CHUNK", 1)

    def interrupt(station: str, document: object) -> None:
        if document is not None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([sources], tmp_path / "graaf", BuildOptions(jobs=2), interrupt)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bronnen"]
