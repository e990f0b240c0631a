"""The command that makes a graph in shards: what it says, and what becomes of what cannot be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avggraph.resources import data
from avggraph.shards import read_manifest
from command_line import avggraph

VISAS = "voorbeeld-m9001-visumaanvragen.txt"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "bronnen"
    folder.mkdir()
    shutil.copy(data("examples", VISAS), folder / VISAS)
    return folder


def test_it_says_how_much_there_is_and_where(sources: Path, tmp_path: Path) -> None:
    said = avggraph("shards", sources, "-o", tmp_path / "scherven", "--jobs", "1")
    manifest = read_manifest(str(tmp_path / "scherven"))
    assert said.returncode == 0
    assert "Beschrijvingen:  1\n" in said.stdout
    assert f"Graaf:           {manifest.quads} quads in 2 scherven" in said.stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_made(sources: Path, tmp_path: Path) -> None:
    (sources / "leeg.txt").write_bytes(b"")
    said = avggraph("shards", sources, "-o", tmp_path / "scherven", "--jobs", "1")
    assert said.returncode == 3
    assert "Overgeslagen:    1, waarvan niet te lezen: 1\n" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("{sources}/niets",), "/niets bestaat niet.\n  Geef een bestand of een map met beschrijvingen."),
        (("geen-opslag://emmer",), "is niet te openen"),
        (("{sources}", "--scheduler", "udp://hier"), "antwoordt geen Dask-cluster"),
    ],
)
def test_a_wrong_place_is_named(arguments: tuple[str, ...], words: str, sources: Path, tmp_path: Path) -> None:
    filled = [each.format(sources=sources) for each in arguments]
    said = avggraph("shards", *filled, "-o", tmp_path / "scherven", "-q")
    assert said.returncode in (2, 4)
    assert words in said.stderr
    assert not (tmp_path / "scherven" / "manifest.json").exists()


def test_shards_are_not_taken_for_a_build(sources: Path, tmp_path: Path) -> None:
    avggraph("shards", sources, "-o", tmp_path / "scherven", "--jobs", "1")
    said = avggraph("query", "records", "--graph", tmp_path / "scherven")
    assert said.returncode == 2
    assert "bevat scherven" in said.stderr


def test_shards_stay_where_no_workers_are_for_new_ones_and_no_build_takes_their_place(
    sources: Path, tmp_path: Path
) -> None:
    out = tmp_path / "scherven"
    avggraph("shards", sources, "-o", out, "--jobs", "1")
    before = read_manifest(str(out))
    assert avggraph("shards", sources, "-o", out, "--scheduler", "udp://hier").returncode == 4
    said = avggraph("build", sources, "-o", out)
    assert said.returncode == 2
    assert "wordt niet overschreven" in said.stderr
    assert read_manifest(str(out)) == before
    assert {each.name for each in before.shards} == {f"shards/{path.name}" for path in (out / "shards").iterdir()}
