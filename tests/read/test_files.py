from __future__ import annotations

import os
from pathlib import Path

import pytest

from avggraph.errors import SourceError, UsageError
from avggraph.read import Limits, SourceFile, discover, read_file


def test_files_come_sorted_with_names_relative_to_their_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "map/c.md", ".verborgen", ".git/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [file.name for file in discover([tmp_path])] == ["a.txt", "b.txt", "map/c.md"]
    assert [file.name for file in discover([tmp_path / "b.txt"])] == ["b.txt"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "lus").symlink_to(tmp_path, target_is_directory=True)
    files = list(discover([tmp_path]))
    assert [file.name for file in files] == ["a.txt", "lus"]
    with pytest.raises(SourceError, match="geen gewoon bestand"):
        read_file(files[1], Limits())


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("x")
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "geheim.txt")
    (file,) = discover([folder])
    with pytest.raises(SourceError, match="verwijzing naar buiten de map"):
        read_file(file, Limits())


def test_a_name_can_be_stored_and_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"slecht\xff.txt")).write_text("x")
    (tmp_path / "leeg\nGelezen: 99.txt").write_text("x")
    assert [file.name for file in discover([tmp_path])] == ["leeg\\nGelezen: 99.txt", "slecht\\xff.txt"]


def test_the_output_s_folder_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", "uit/texts/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [file.name for file in discover([tmp_path], without=tmp_path / "uit")] == ["a.txt"]


def test_a_source_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bestaat niet"):
        list(discover([tmp_path / "niets"]))


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(SourceError, match="200 MB; de grens is 20 MB"):
        read_file(SourceFile("groot.txt", path), Limits())


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(SourceError, match="geen gewoon bestand"):
        read_file(SourceFile("pijp", tmp_path / "pijp"), Limits())
