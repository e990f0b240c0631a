"""What workers share is made by one of them, and whole before another sees it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from made_once import MadeOnce


def test_one_makes_it_and_the_others_wait(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        folder.mkdir()
        sleep(0.05)
        (folder / "whole.txt").write_text("whole", encoding="utf-8")

    def read(worker: int) -> str:
        # Each worker has its own, of the same root.
        del worker
        return (MadeOnce(tmp_path).folder("shared", make) / "whole.txt").read_text(encoding="utf-8")

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, range(4))) == ["whole"] * 4
    assert len(made) == 1


def test_what_failed_is_made_anew(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        (folder / "half.txt").write_text("half", encoding="utf-8")
        raise ValueError("on purpose")

    shared = MadeOnce(tmp_path)
    with pytest.raises(ValueError, match="on purpose"):
        shared.folder("shared", fail)
    assert list(shared.folder("shared", Path.mkdir).iterdir()) == []
