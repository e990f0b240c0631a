from __future__ import annotations

import json
from pathlib import Path

import pytest

from avggraph.errors import StoreError
from avggraph.store.output import MANIFEST
from avggraph.store.staging import staged


def finished(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(json.dumps({"avggraph": text, "layout": 1}))


def test_a_finished_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("oud", "nieuw"):
        with staged(out) as folder:
            finished(folder, text)
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "nieuw"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_interrupted_build_leaves_the_old_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with staged(out) as folder:
        finished(folder, "oud")
    with pytest.raises(KeyboardInterrupt), staged(out) as folder:
        finished(folder, "half")
        raise KeyboardInterrupt
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "oud"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_build_left_is_removed_by_the_next_and_a_running_one_is_not(tmp_path: Path) -> None:
    out, dead = tmp_path / "out", tmp_path / ".out.partial-dead"
    dead.mkdir()
    (tmp_path / ".out.partial-dead.owner").touch()
    with staged(out) as alive:
        finished(alive, "later")
        with staged(out) as folder:
            finished(folder, "nieuw")
        assert not dead.exists()
        assert alive.exists()
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "later"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_build_that_was_killed_while_it_moved_in_is_put_back_with_what_was_beside_it(tmp_path: Path) -> None:
    out, old = tmp_path / "out", tmp_path / ".out.old-dead"
    with staged(out) as folder:
        finished(folder, "oud")
    (out / "m9001.svg").write_text("<svg/>")
    out.rename(old)
    with pytest.raises(KeyboardInterrupt), staged(out):
        raise KeyboardInterrupt
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "oud"
    assert (out / "m9001.svg").read_text() == "<svg/>"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_of_a_build_that_was_killed_when_it_had_moved_in_what_was_beside_the_old_one_is_kept(tmp_path: Path) -> None:
    out, old = tmp_path / "out", tmp_path / ".out.old-dead"
    old.mkdir()
    finished(old, "ouder")
    (old / "m9001.svg").write_text("<svg/>")
    with staged(out) as folder:
        finished(folder, "oud")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "oud"
    assert (out / "m9001.svg").read_text() == "<svg/>"


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
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "nieuw"


def test_a_folder_with_another_program_s_manifest_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"name": "een webwinkel"}')
    (tmp_path / "scriptie.docx").write_text("van mij")
    with pytest.raises(StoreError, match="wordt niet overschreven"), staged(tmp_path):
        pytest.fail("the block must not run")
    assert (tmp_path / "scriptie.docx").read_text() == "van mij"


def test_what_a_user_put_beside_a_build_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with staged(out) as folder:
        finished(folder, "oud")
    (out / "m9001.svg").write_text("<svg/>")
    with staged(out) as folder:
        finished(folder, "nieuw")
    assert (out / "m9001.svg").read_text() == "<svg/>"
    assert json.loads((out / MANIFEST).read_text())["avggraph"] == "nieuw"


def test_the_folder_s_own_mode_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "prive"
    out.mkdir(mode=0o700)
    with staged(out) as folder:
        finished(folder, "nieuw")
    assert out.stat().st_mode & 0o777 == 0o700


def test_a_link_leads_to_the_folder_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "doel")
    with staged(link) as folder:
        finished(folder, "nieuw")
    assert link.is_symlink()
    assert (tmp_path / "doel" / MANIFEST).is_file()
