"""Descriptions whose number is taken, which are described again under a key of their own."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from avggraph.pipeline import BuildOptions, build, describing, gathering
from avggraph.pipeline.document import Document
from avggraph.read import File, Limits, bytes_of
from avggraph.resources import data
from avggraph.shards import Sharding, build_shards
from pipeline.folders import files_of, two_of_a_number


@pytest.mark.parametrize("meanwhile", [Path.unlink, lambda path: path.write_text("Geachte heer,", encoding="utf-8")])
def test_one_that_is_gone_when_its_number_is_settled_is_told_of(
    meanwhile: Callable[[Path], object], tmp_path: Path
) -> None:
    one, two = two_of_a_number(tmp_path / "bronnen")

    def watch(_station: str, document: Document | None) -> None:
        if document is not None and document.name == one.name:
            meanwhile(two)

    built = build([one.parent], tmp_path / "graaf", watch=watch)
    assert [(each.name, each.key is not None, each.unreadable) for each in built.documents] == [
        (one.name, True, False),
        (two.name, False, True),
    ]
    assert "veranderde of verdween" in (built.documents[1].skipped or "")
    # It is tried again by the next build.
    two_of_a_number(tmp_path / "anders")[1].replace(two)
    assert build([one.parent], tmp_path / "graaf").records == 2


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Three files with a description each, and two that hold all of them in other words."""
    folder = tmp_path / "bronnen"
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted(data("examples").glob("*.txt"))[:3]]
    for number, text in enumerate(texts):
        (folder / f"een-{number}.txt").write_text(text, encoding="utf-8")
    for name in ("later", "nog later"):
        words = "\n".join(text.replace(" en ", f" en {name} ") for text in texts)
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file is read to be described, or to be held against what has its number."""
    counted: Counter[str] = Counter()

    def counting(file: File, limits: Limits) -> bytes:
        counted[file.name] += 1
        return bytes_of(file, limits)

    monkeypatch.setattr(describing, "bytes_of", counting)
    return counted


def test_a_file_is_read_once_more_whatever_number_of_its_descriptions_have_a_number_that_is_taken(
    sources: Path, tmp_path: Path, read: Counter[str]
) -> None:
    for each in sources.glob("een-*.txt"):
        each.unlink()
    built = build([sources], tmp_path / "graaf", BuildOptions(jobs=1))
    assert built.records == 6
    assert sum(bool(each.differences) for each in built.documents) == 3
    assert read == {"later.txt": 2, "nog later.txt": 2}


def test_taken_numbers_are_settled_alike_by_all_ways_to_make_a_graph(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build([sources], tmp_path / "heel", BuildOptions(jobs=1))
    assert [each.key for each in whole.documents if each.name.startswith("nog")] == ["m9001_3", "m9003_3", "m9004_3"]
    assert all(each.differences for each in whole.documents if not each.name.startswith("een"))
    monkeypatch.setattr(gathering, "CHUNK", 1)
    assert files_of(build([sources], tmp_path / "twee", BuildOptions(jobs=2)).folder) == files_of(whole.folder)
    (sources / "later.txt").rename(tmp_path / "later.txt")
    build([sources], tmp_path / "verder")
    (tmp_path / "later.txt").rename(sources / "later.txt")
    further = build([sources], tmp_path / "verder")
    assert further.reused == 3
    assert files_of(further.folder) == files_of(whole.folder)
    for chunk in (1, 5):
        manifest = build_shards([str(sources)], str(tmp_path / "scherven"), Sharding(BuildOptions(), chunk=chunk))
        packed = [(tmp_path / "scherven" / each.name).read_bytes() for each in manifest.shards]
        lines = sorted(line for each in packed for line in gzip.decompress(each).splitlines(keepends=True))
        assert b"".join(lines) == (whole.folder / "graph.nq").read_bytes()


def test_a_first_file_that_changed_since_the_last_run_is_read_anew(tmp_path: Path) -> None:
    one, _two = two_of_a_number(tmp_path / "bronnen")
    sharding = Sharding(BuildOptions())
    build_shards([str(one.parent)], str(tmp_path / "vooraf"), sharding)
    one.write_text(one.read_text(encoding="utf-8").replace("aanvrager", "verzoeker"), encoding="utf-8")
    build_shards([str(one.parent)], str(tmp_path / "scherven"), sharding)
    rows = gzip.decompress((tmp_path / "scherven" / "documents" / "00000000.jsonl.gz").read_bytes()).decode()
    assert "verzoeker" in rows
