"""A site that is written again for another build is that of the build, and most of its pages were left as they were."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from avggraph.addresses import LEDGER
from avggraph.pipeline import build
from avggraph.publish import Order, Site, publish, write
from avggraph.publish.digests import read_digests
from avggraph.publish.resource import Resource
from avggraph.publish.sections.concepts import Concepts
from avggraph.publish.sections.countries import Countries
from avggraph.publish.sections.laws import Laws
from avggraph.publish.sections.organisations import Organisations
from avggraph.publish.sections.overview import Overview
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.sections.records import Records
from avggraph.publish.sections.shapes import Shapes
from avggraph.publish.sections.source_document import SourceDocuments
from avggraph.publish.sections.systems import Systems
from avggraph.resources import data
from avggraph.store import open_output
from avggraph.store.output import GRAPH

EXAMPLES = sorted(data("examples").glob("voorbeeld-m900[1-6]*"))
CHANGED = EXAMPLES[2]


class SomeConcepts(Concepts):
    """Concepts of two schemes, of which one has more than one level."""

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return tuple(path for path in super().paths() if path.split("/")[2] in {"betrokkenen", "grondslagen"})


SECTIONS = (
    Overview, Records, RecordPages, SourceDocuments, Organisations, Systems, SomeConcepts, Laws, Countries, Shapes,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def pages_that_depend_on_records() -> Iterator[None]:
    """Leave out what is of the whole build, or of none, and what is written in one stream."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("avggraph.publish.site.SECTIONS", SECTIONS)
        nothing = {name: replace(part, made_of=lambda *_: "") for name, part in write._PARTS.items()}
        monkeypatch.setattr(write, "_PARTS", nothing)
        yield


def written(graph: Path, out: Path) -> dict[str, bool]:
    """Publish, and give of each page whether it was made."""
    return {done.path: done.made for done in publish(Order(graph, out))}


def contents(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != LEDGER}


def of(sources: Path, folder: Path) -> Path:
    """Build a register of the descriptions in a folder."""
    return build([sources], folder).folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six descriptions."""
    folder = tmp_path_factory.mktemp("register") / "bronnen"
    folder.mkdir()
    for source in EXAMPLES:
        shutil.copy(source, folder)
    return folder


@pytest.fixture(scope="module")
def before(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their build."""
    return of(sources, tmp_path_factory.mktemp("before") / "graph")


@pytest.fixture(scope="module")
def first(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their site."""
    site = tmp_path_factory.mktemp("first") / "site"
    written(before, site)
    return site


def changed(sources: Path) -> None:
    """Say another retention and another word of what is handed out."""
    source = sources / CHANGED.name
    text = source.read_text(encoding="utf-8")
    assert "Slachtoffers van" in text
    source.write_text(text.replace("Slachtoffers van", "Gedupeerden en kinderen van"), encoding="utf-8")


def removed(sources: Path) -> None:
    (sources / CHANGED.name).unlink()


def added(sources: Path) -> None:
    shutil.copy(data("examples", "voorbeeld-m9014-bijstand.txt"), sources)


@pytest.mark.parametrize("change", [changed, removed, added])
def test_a_site_again_is_that_of_the_build(
    before: Path,
    first: Path,
    sources: Path,
    tmp_path: Path,
    change: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(sources, tmp_path / "bronnen")
    change(tmp_path / "bronnen")
    # A build that goes on from the one before is that of a build anew (tests/pipeline/test_incremental.py).
    graph = of(tmp_path / "bronnen", shutil.copytree(before, tmp_path / "graph"))
    computed: list[str] = []
    files = Site.files

    def noted(site: Site, path: str) -> Iterator[Resource]:
        computed.append(path)
        return files(site, path)

    with monkeypatch.context() as patched:
        patched.setattr(Site, "files", noted)
        again = written(graph, shutil.copytree(first, tmp_path / "again"))
    fresh = written(graph, tmp_path / "fresh")
    one, other = contents(tmp_path / "again"), contents(tmp_path / "fresh")
    assert sorted(one) == sorted(other)
    assert [path for path, content in one.items() if content != other[path]] == []
    assert set(again) == set(fresh)
    # Most pages were neither made nor computed: of the other records and their documents no more than share a name.
    assert {path for path, is_made in again.items() if is_made} <= set(computed)
    assert 0 < len(computed) < 0.6 * len(again)
    assert len([path for path in computed if "/verwerking/" in path or path.startswith("doc/bron/")]) <= 4


def test_a_digest_tells_what_a_page_may_say(before: Path, tmp_path: Path) -> None:
    """Of a record all that it says and what things are called; of a thing its records, and those of what is below."""
    output = open_output(before)
    lines = (before / GRAPH).read_text(encoding="utf-8").splitlines(keepends=True)
    first = read_digests(before / GRAPH, output.naming)
    record, other = (f"{output.base}id/rijksoverheid/verwerking/m900{number}" for number in (1, 2))

    def after(change: Callable[[str], str]) -> tuple[set[str], set[str]]:
        (tmp_path / "anders.nq").write_text("".join(map(change, lines)), encoding="utf-8")
        now = read_digests(tmp_path / "anders.nq", output.naming)
        return (
            {each for each in now.records if now.of_record(each) != first.of_record(each)},
            {each for each in now.things if now.of_thing(each) != first.of_thing(each)},
        )

    assert after(lambda line: line) == (set(), set())
    of_record = f"{output.base}graph/rijksoverheid/m9001> .\n"
    led_to = {
        line.split(" ", 2)[2].rsplit(" ", 2)[0][1:-1] for line in lines if line.endswith(of_record) and "> <" in line
    }
    records, things = after(lambda line: line.replace('"', '"x', 1) if line.endswith(of_record) else line)
    assert record in records
    assert other not in records
    assert things >= led_to & set(first.things)
    assert any("/concept/" in thing and thing not in led_to for thing in things), "a broader concept"
    flow = next(line for line in lines if "/stroom/m9001-" in line and "#inRecord>" in line).split(" ", 1)[0]
    assert after(lambda line: line.replace("#kind>", "#x>") if line.startswith(f"{flow} ") else line)[0] == {record}
    finding = next(line for line in lines if "graph/bevindingen>" in line and "#inRecord>" in line and record in line)
    subject = finding.split(" ", 1)[0]
    assert after(lambda line: "" if line.startswith(f"{subject} ") else line)[0] == {record}
    name = next(line for line in lines if "graph/organisaties>" in line and "prefLabel" in line and "/oorg" in line)
    organisation = name.split(" ", 1)[0][1:-1]
    records, things = after(lambda line: line.replace('"', '"x', 1) if line == name else line)
    assert records
    assert organisation in things
    label = next(line for line in lines if "graph/begrippen>" in line and "prefLabel" in line)
    records, things = after(lambda line: line.replace('"', '"x', 1) if line == label else line)
    assert (records, things) == (set(first.records), set(first.things)), "concepts are known to all"
