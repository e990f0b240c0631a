"""A build under another base: the same as one that was built with it."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import orjson
import pyoxigraph as ox
import pytest

from avggraph.errors import StoreError, UsageError
from avggraph.graph.formats import FORMATS, ORDERS, Format
from avggraph.graph.naming import DEFAULT_BASE, Naming
from avggraph.graph.nodes import read_nodes
from avggraph.graph.terms import Quad, quad_of
from avggraph.pipeline import BuildOptions, build
from avggraph.resources import data
from avggraph.store import database, open_output
from avggraph.store.rebase import rebased
from avggraph.validate.report.by_record import FindingsByRecord
from pipeline.folders import files_of

OTHER = "https://register.voorbeeld.nl/avg/"

# Before and after the IRIs of others, one that begins with the usual one, and one that those of others begin with.
W3ID = "https://w3id.org/"
BASES = (OTHER, "http://a/", "https://zzz.example/", "https://avggraph.example/avg/", W3ID)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two examples, built with the usual base and moved, and built with the other base."""
    folder = tmp_path_factory.mktemp("rebase")
    sources = sorted(data("examples").glob("*.txt"))[:2]
    build(sources, folder / "usual")
    build(sources, folder / "other", BuildOptions(naming=Naming(OTHER)))
    (folder / "moved").mkdir()
    rebased(open_output(folder / "usual"), OTHER, folder / "moved")
    return folder / "moved", folder / "other"


def test_a_moved_graph_is_the_one_that_was_built_there(builds: tuple[Path, Path]) -> None:
    """But for the findings, which are named after the IRIs they were first found at."""
    moved, other = ((folder / "graph.nq").read_text(encoding="utf-8").splitlines() for folder in builds)
    findings = f"<{OTHER}graph/bevindingen> ."
    assert [line for line in moved if not line.endswith(findings)] == [
        line for line in other if not line.endswith(findings)
    ]
    assert sum(line.endswith(findings) for line in moved) == sum(line.endswith(findings) for line in other) > 0


def without_findings(graph: Path, base: str) -> list[Quad]:
    lines = graph.read_text(encoding="utf-8").split("\n")[:-1]
    return [quad for quad in map(quad_of, lines) if quad[3] != f"<{base}graph/bevindingen>"]


def file_of(quads: list[Quad], form: Format) -> bytes:
    stream = io.BytesIO()
    form.write(read_nodes(sorted(ORDERS[form.order](sorted(quads)))), stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def usual(builds: tuple[Path, Path]) -> Path:
    """The two examples, built with the usual base."""
    return builds[0].with_name("usual")


@pytest.fixture(scope="module", params=BASES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A base, and the two examples, built with it."""
    folder = tmp_path_factory.mktemp("built")
    build(sorted(data("examples").glob("*.txt"))[:2], folder, BuildOptions(naming=Naming(request.param)))
    return request.param, folder


def test_the_files_are_those_of_a_build_with_that_base(usual: Path, built: tuple[str, Path], tmp_path: Path) -> None:
    base, other = built
    rebased(open_output(usual), base, tmp_path)
    assert without_findings(tmp_path / "graph.nq", base) == without_findings(other / "graph.nq", base)
    quads = list(map(quad_of, (tmp_path / "graph.nq").read_text(encoding="utf-8").split("\n")[:-1]))
    assert quads == sorted({*quads})
    for form in FORMATS:
        assert (tmp_path / form.file).read_bytes() == file_of(quads, form)


def test_two_processes_give_the_same_as_one(
    builds: tuple[Path, Path], usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_MUCH", 0)
    moved = rebased(open_output(usual), OTHER, tmp_path, jobs=2)
    assert files_of(moved.folder) == files_of(builds[0])
    assert set(moved.open_store()) == set(open_output(builds[0]).open_store())


@pytest.mark.parametrize("base", [base for base in BASES if base != W3ID])
def test_what_was_moved_can_be_moved_back(usual: Path, tmp_path: Path, base: str) -> None:
    """From a base that nothing else begins with: what does would be taken for the register's own."""
    for name in ("there", "back"):
        (tmp_path / name).mkdir()
    back = rebased(rebased(open_output(usual), base, tmp_path / "there"), DEFAULT_BASE, tmp_path / "back")
    for name in (*(form.file for form in FORMATS), "findings.json"):
        assert (back.folder / name).read_bytes() == (usual / name).read_bytes()


def test_the_findings_of_a_record_are_found_at_its_new_name(builds: tuple[Path, Path], usual: Path) -> None:
    moved = FindingsByRecord(builds[0] / "findings.json")
    rows = orjson.loads((usual / "findings.json").read_bytes())
    records = {row["record"] for row in rows} - {None}
    assert records
    for record in records:
        found = moved.of(record.replace(DEFAULT_BASE, OTHER, 1)).findings
        assert [each.message_nl for each in found] == [row["message"]["nl"] for row in rows if row["record"] == record]


def test_only_the_formats_of_the_build_are_written(usual: Path, tmp_path: Path) -> None:
    source, moved = tmp_path / "source", tmp_path / "moved"
    shutil.copytree(usual, source)
    moved.mkdir()
    for name in ("graph.ttl", "graph.trig", "findings.json"):
        (source / name).unlink()
    rebased(open_output(source), OTHER, moved)
    assert {path.name for path in moved.iterdir()} == {"graph.nq", "graph.jsonld", "manifest.json", "store", "texts"}


@pytest.mark.parametrize(("file", "content"), [("graph.nq", None), ("findings.json", "{}\n")])
def test_a_build_that_is_not_whole_is_refused(usual: Path, tmp_path: Path, file: str, content: str | None) -> None:
    source, moved = tmp_path / "source", tmp_path / "moved"
    shutil.copytree(usual, source)
    moved.mkdir()
    (source / file).unlink()
    if content is not None:
        (source / file).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=re.escape(file)):
        rebased(open_output(source), OTHER, moved)


@pytest.mark.parametrize(
    ("file", "form"),
    [("graph.ttl", ox.RdfFormat.TURTLE), ("graph.trig", ox.RdfFormat.TRIG), ("graph.jsonld", ox.RdfFormat.JSON_LD)],
)
def test_every_format_holds_the_moved_graph(builds: tuple[Path, Path], file: str, form: ox.RdfFormat) -> None:
    moved = builds[0]
    quads = list(ox.parse(path=str(moved / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    found = list(ox.parse(path=str(moved / file), format=form))
    if form == ox.RdfFormat.TURTLE:
        assert {quad.triple for quad in found} == {quad.triple for quad in quads}
    else:
        assert set(found) == set(quads)


def test_no_name_of_the_old_base_is_left(builds: tuple[Path, Path]) -> None:
    for file in ("graph.nq", "graph.ttl", "findings.json", "manifest.json"):
        assert "avggraph.example" not in (builds[0] / file).read_text(encoding="utf-8")


def test_the_store_and_the_texts_are_those_of_the_build(builds: tuple[Path, Path]) -> None:
    moved, other = (open_output(folder) for folder in builds)
    quads = ox.parse(path=str(builds[0] / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    assert set(moved.open_store()) == set(quads)
    assert dict(moved.documents) == dict(other.documents)
    assert moved.base == OTHER


def test_a_base_that_is_none_is_refused(builds: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        rebased(open_output(builds[0]), "register.nl", tmp_path)
