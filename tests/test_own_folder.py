"""A folder of a run's own: there while the run goes on, whoever else begins one, and gone after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.own_folder import own_folder


def test_a_folder_is_there_as_long_as_its_run(tmp_path: Path) -> None:
    with own_folder(tmp_path, ".a.") as first, own_folder(tmp_path, ".a.") as second:
        (first / "file").touch()
        with own_folder(tmp_path, ".a."):
            pass
        assert first.is_dir() and second.is_dir() and first != second
    assert not list(tmp_path.iterdir())


def test_what_is_left_of_a_run_is_removed_with_or_without_its_owner(tmp_path: Path) -> None:
    for name in (".a.x", ".a.y"):
        (tmp_path / name / "in").mkdir(parents=True)
    (tmp_path / ".a.x.owner").touch()
    (tmp_path / ".a.z.owner").touch()
    with own_folder(tmp_path, ".a.") as own:
        assert {path for path in tmp_path.iterdir() if path.is_dir()} == {own}
    assert not list(tmp_path.iterdir())


def test_a_folder_that_begins_otherwise_is_left(tmp_path: Path) -> None:
    (tmp_path / ".a.b").mkdir()
    (tmp_path / ".x.b").mkdir()
    with own_folder(tmp_path, ".[ax].") as own:
        assert own.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.b", ".x.b"]


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), own_folder(tmp_path, ".a.") as own:
        (own / "half").touch()
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_a_folder_that_moved_is_nobody_s_any_more(tmp_path: Path) -> None:
    with own_folder(tmp_path, ".a.") as own:
        (own / "whole").touch()
        own.rename(tmp_path / "place")
    assert [path.name for path in tmp_path.rglob("*")] == ["place", "whole"]


def test_a_place_that_cannot_be_written_in_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="niets"), own_folder(tmp_path / "niets", ".a."):
        pytest.fail("the block must not run")
