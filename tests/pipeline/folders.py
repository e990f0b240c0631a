"""Folders that builds write, to compare."""

from __future__ import annotations

import shutil
from pathlib import Path

from avggraph.resources import data


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file but the database's, whose engine numbers its files as it likes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(folder).parts
    }


def two_of_a_number(folder: Path) -> tuple[Path, Path]:
    """Two descriptions with one number in a new folder, of different words."""
    one, two = folder / "een.txt", folder / "twee.txt"
    folder.mkdir()
    shutil.copy(data("examples", "voorbeeld-m9001-visumaanvragen.txt"), one)
    two.write_text(one.read_text(encoding="utf-8").replace("visum", "visum of pas"), encoding="utf-8")
    return one, two
