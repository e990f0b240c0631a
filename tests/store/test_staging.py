from __future__ import annotations

import os
from pathlib import Path

import pytest

from avggraph.errors import StoreError
from avggraph.store.output import MANIFEST
from avggraph.store.staging import staged


def finished(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text)


def test_a_finished_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("oud", "nieuw"):
        with staged(out) as folder:
            finished(folder, text)
    assert (out / MANIFEST).read_text() == "nieuw"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_interrupted_build_leaves_the_old_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with staged(out) as folder:
        finished(folder, "oud")
    with pytest.raises(KeyboardInterrupt), staged(out) as folder:
        finished(folder, "half")
        raise KeyboardInterrupt
    assert (out / MANIFEST).read_text() == "oud"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_build_left_is_removed_by_the_next_and_a_running_one_is_not(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".out.dead.partial", tmp_path / ".out.alive.partial"
    for folder, pid in ((dead, 2**22 + 1), (alive, os.getpid())):
        folder.mkdir()
        (folder / "pid").write_text(str(pid))
    with staged(tmp_path / "out") as folder:
        finished(folder, "nieuw")
    assert not dead.exists()
    assert alive.exists()


def test_a_folder_that_no_build_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij")
    with pytest.raises(StoreError, match="wordt niet overschreven"), staged(tmp_path):
        pytest.fail("the block must not run")
    assert (tmp_path / "brief.txt").read_text() == "van mij"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    out = tmp_path / "leeg"
    out.mkdir()
    with staged(out) as folder:
        finished(folder, "nieuw")
    assert (out / MANIFEST).read_text() == "nieuw"
