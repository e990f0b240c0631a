"""A build under another base: the same as one that was built with it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.errors import UsageError
from avggraph.graph.naming import Naming
from avggraph.pipeline import BuildOptions, build
from avggraph.resources import data
from avggraph.store import open_output
from avggraph.store.rebase import rebased

OTHER = "https://register.voorbeeld.nl/avg/"


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
