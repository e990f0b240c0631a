"""A build that takes over what did not change gives the same bytes as one that does all anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.pipeline import BuildOptions, build
from avggraph.resources import data
from avggraph.store import open_output, output
from pipeline.folders import files_of

VISAS, POWERS, REPORTS = "voorbeeld-m9001-visumaanvragen.txt", "voorbeeld-m9002-machtigen.md", "meldpunt.txt"
NOTHING = BuildOptions()

Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three sources and a build of them."""
    folder = tmp_path_factory.mktemp("before")
    sources = folder / "bronnen"
    sources.mkdir()
    shutil.copy(data("examples", VISAS), sources / VISAS)
    shutil.copy(data("examples", POWERS), sources / POWERS)
    shutil.copy(data("examples", "voorbeeld-m9003-meldpunt-identiteitsfraude.txt"), sources / REPORTS)
    (sources / "brief.txt").write_text("Geachte heer, hierbij de gevraagde stukken.", encoding="utf-8")
    build([sources], folder / "graaf")
    return folder


def reworded(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change(sources: Path) -> None:
    reworded(sources / VISAS, "visum", "visum of pas")


def add(sources: Path) -> None:
    shutil.copy(data("examples", "voorbeeld-m9014-bijstand.txt"), sources / "aa.txt")


def remove(sources: Path) -> None:
    (sources / REPORTS).unlink()


def rename(sources: Path) -> None:
    (sources / POWERS).rename(sources / "machtigen.md")


def copy(sources: Path) -> None:
    shutil.copy(sources / VISAS, sources / "aa.txt")


def take_the_number(sources: Path) -> None:
    shutil.copy(sources / VISAS, sources / "aa.txt")
    reworded(sources / "aa.txt", "visum", "visum of pas")


def spoil(sources: Path) -> None:
    (sources / VISAS).write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))


def leave(_sources: Path) -> None:
    pass


EDITS = [
    (leave, NOTHING, 3),
    (change, NOTHING, 2),
    (add, NOTHING, 3),
    (remove, NOTHING, 2),
    (rename, NOTHING, 2),
    (spoil, NOTHING, 2),
    # What was built under the number is described again under another key, or is a copy that is left out.
    (copy, NOTHING, 2),
    (take_the_number, NOTHING, 2),
    (leave, BuildOptions(on=date(2024, 1, 1)), 0),
    (leave, BuildOptions(formats=("turtle",)), 0),
    (change, BuildOptions(fresh=True), 0),
]


@pytest.mark.parametrize(("edit", "options", "reused"), EDITS)
def test_the_next_build_is_a_whole_one(
    edit: Edit, options: BuildOptions, reused: int, before: Path, tmp_path: Path
) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    sources = tmp_path / "bronnen"
    edit(sources)
    again = build([sources], tmp_path / "graaf", options)
    whole = build([sources], tmp_path / "heel", replace(options, fresh=True))
    assert files_of(again.folder) == files_of(whole.folder)
    assert statements(again.folder) == statements(whole.folder)
    assert (again.documents, again.quads, again.findings) == (whole.documents, whole.quads, whole.findings)
    assert again.reused == reused


def test_what_was_taken_over_can_be_taken_over_again(before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    sources = tmp_path / "bronnen"
    for edit, reused in ((change, 2), (add, 3), (take_the_number, 2), (remove, 2), (leave, 2)):
        edit(sources)
        assert build([sources], tmp_path / "graaf").reused == reused
    whole = build([sources], tmp_path / "heel")
    assert files_of(tmp_path / "graaf") == files_of(whole.folder)
    assert statements(tmp_path / "graaf") == statements(whole.folder)


def test_nothing_is_taken_over_from_a_file_that_was_changed(before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    reworded(tmp_path / "graaf" / "graph.ttl", "visum", "vizum")
    again = build([tmp_path / "bronnen"], tmp_path / "graaf")
    assert again.reused == 0
    assert files_of(again.folder) == files_of(before / "graaf")


def test_nothing_is_taken_over_from_a_file_whose_time_was_put_back(before: Path, tmp_path: Path) -> None:
    build([before / "bronnen"], tmp_path / "graaf")
    graph = tmp_path / "graaf" / "graph.ttl"
    written = graph.stat()
    reworded(graph, "visum", "vizum")
    os.utime(graph, ns=(written.st_atime_ns, written.st_mtime_ns))
    again = build([before / "bronnen"], tmp_path / "graaf")
    assert again.reused == 0
    assert files_of(again.folder) == files_of(before / "graaf")


def test_files_that_nobody_touched_are_not_read_to_see_whether_they_are_as_they_were(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([before / "bronnen"], tmp_path / "graaf")
    monkeypatch.setattr(output, "sha256_of", lambda path: pytest.fail(f"{path} is read"))
    assert build([before / "bronnen"], tmp_path / "graaf").reused == 3


@pytest.mark.parametrize("name", ["shared.nq", "subject.jsonl", "worst.pages.jsonl", "documents.jsonl"])
def test_nothing_is_taken_over_where_a_part_is_broken_off(name: str, before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    part = tmp_path / "graaf" / "parts" / name
    part.write_bytes(part.read_bytes()[:-9])
    again = build([tmp_path / "bronnen"], tmp_path / "graaf")
    assert again.reused == 0
    assert files_of(again.folder) == files_of(before / "graaf")


def test_the_earlier_build_is_left_as_it_is_until_the_next_is_whole(before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path, dirs_exist_ok=True)
    change(tmp_path / "bronnen")

    def interrupt(station: str, _document: object) -> None:
        if station == "reports":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([tmp_path / "bronnen"], tmp_path / "graaf", watch=interrupt)
    assert files_of(tmp_path / "graaf") == files_of(before / "graaf")
    assert statements(tmp_path / "graaf") == statements(before / "graaf")


def statements(folder: Path) -> set[ox.Quad]:
    """The statements of a build's database."""
    return set(open_output(folder).open_store())
