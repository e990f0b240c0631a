"""Work over processes: which results come in which order, and what becomes of the work when the caller stops."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from avggraph.workers import spread


def noting(folder: Path) -> Callable[[str], str]:
    """Make a worker that notes what it begins and leaves.

    It takes long for "long", never ends "ever", and ends "last" when six others were left.
    """

    def work(name: str) -> str:
        (folder / f"{name}.begun").touch()
        try:
            time.sleep({"long": 2, "ever": 600}.get(name, 0))
            while name == "last" and len(list(folder.glob("*.left"))) < 6:
                time.sleep(0.01)
        finally:
            (folder / f"{name}.left").touch()
        return name

    return work


def begun(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.begun")}


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order_those_alone_first(tmp_path: Path, jobs: int) -> None:
    items = [f"n{number}" for number in range(20)]
    found = spread(noting, tmp_path, items, jobs=jobs, chunk=3, alone=["long"])
    assert list(found) == ["long", *items]


def test_results_come_as_they_are_made(tmp_path: Path) -> None:
    items = [f"n{number}" for number in range(6)]
    *others, last = spread(noting, tmp_path, items, jobs=2, chunk=3, alone=["last"], in_order=False)
    assert sorted(others) == items
    assert last == "last"


def test_items_are_asked_for_when_those_alone_have_begun(tmp_path: Path) -> None:
    def items() -> Iterator[str]:
        while not begun(tmp_path):
            time.sleep(0.01)
        yield "n"

    assert list(spread(noting, tmp_path, items(), jobs=2, chunk=3, alone=["long"])) == ["long", "n"]


def test_when_the_caller_stops_what_is_busy_is_broken_off(tmp_path: Path) -> None:
    others = set(multiprocessing.active_children())
    found = spread(noting, tmp_path, ["n", "m"], jobs=2, chunk=1, alone=["ever"], in_order=False)
    assert next(found) in {"n", "m"}
    while "ever" not in begun(tmp_path):
        time.sleep(0.01)
    before = set(multiprocessing.active_children()) - others
    assert before
    found.close()
    # The executor's own thread reaps them too: one that is gone looks alive until that thread has noted it.
    end = time.monotonic() + 10
    while any(process.is_alive() for process in before) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(process.is_alive() for process in before)
    assert (tmp_path / "ever.left").exists()
