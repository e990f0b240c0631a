"""Writing a site: the same bytes whoever writes, nothing left over, and nothing of another's touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from avggraph import resources
from avggraph.addresses import LEDGER
from avggraph.dataset.data_file import DataFile, data_file
from avggraph.errors import StoreError, UsageError
from avggraph.pipeline import build
from avggraph.publish import Order, Setting, Site, publish, write
from avggraph.publish.ledger import base_of_site, read_ledger
from avggraph.publish.parts import DATA, PARTS, part_of
from avggraph.publish.sections.about import About
from avggraph.publish.sections.ask import Ask
from avggraph.publish.sections.overview import Overview
from avggraph.publish.sections.record import RecordPages
from avggraph.store import open_output
from avggraph.workers import spread
from made_once import MadeOnce
from publish.record_pages import EXAMPLES


def written(graph: Path, out: Path, jobs: int = 1) -> dict[str, bool]:
    """Publish, and give of each page whether it was made."""
    return {done.path: done.made for done in publish(Order(graph, out, jobs=jobs))}


def files_of(folder: Path) -> tuple[DataFile, ...]:
    """Describe the files to download that were written, from what their checksums list."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return tuple(data_file(folder, path) for path in sorted(["SHA256SUMS", *(line[66:] for line in lines)]))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---------------------------------------------------------------- the whole site


def test_two_processes_write_what_one_writes(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a small build, and of every fifty pages one with the first of each section, and the parts.

    The next tests make in one process the pages of the examples, and the files of no page, where two wrote them.
    """
    firsts = {path for section in Site(open_output(graph)).sections for path in section.paths()[:1]}

    def some(make: Any, order: Any, items: Any, **told: Any) -> Iterable[Any]:
        pages = (path for path in items if path != write.EXTRA)
        chosen = [path for number, path in enumerate(pages) if number % 50 == 0 or path in firsts]
        assert len(chosen) > 2 * told["chunk"]
        return spread(make, order, chosen, **told)

    monkeypatch.setattr(write, "spread", some)
    one = written(graph, tmp_path / "one")
    assert written(graph, tmp_path / "two", jobs=2) == one
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert firsts <= set(one)


# Of a section with more pages than this, the tests of the live site take one of every ten.
MANY = 60


def test_the_live_site_gives_the_pages_that_are_written(
    built_examples: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages of what the documents tell of, and of long lists made alike (concepts, questions, rules) one of ten.

    Not the files to download, which are written in one stream and not made one by one.
    """
    live = Site(open_output(built_examples), Setting(files=files_of(site / DATA)))
    for section in live.sections:
        for first in section.paths()[:1]:
            assert [live.resource(each.path) for each in live.files(first)] == list(live.files(first))
    ledger = read_ledger(site)
    assert set(live.places) <= set(ledger)
    for section in live.sections:
        paths = tuple(section.paths())
        # The files of a page come one after the other, and each asks for the page anew.
        monkeypatch.setattr(section, "page", lru_cache(maxsize=4)(section.page))
        for page in paths[:: 10 if len(paths) > MANY else 1]:
            for path in ledger[page].files:
                found = live.resource(path)
                assert found
                assert found.path == path
                assert found.content == (site / path).read_bytes(), path


def test_each_file_is_of_the_part_that_wrote_it(site: Path) -> None:
    ledger = read_ledger(site)
    parts = {part.name: part for part in PARTS}
    assert set(parts) <= set(ledger)
    for name, entry in ledger.items():
        for file in entry.files:
            assert part_of(file) == parts.get(name), file


def test_a_site_tells_its_base(built_examples: Path, site: Path) -> None:
    assert base_of_site(site) == open_output(built_examples).base


def test_all_that_is_written_stands_in_the_live_site(built_examples: Path, site: Path) -> None:
    """What belongs to no page and no part: style and scripts, rules for servers, what the scripts of pages read."""
    live, ledger = Site(open_output(built_examples)), read_ledger(site)
    for path in (*ledger["extra"].files, *ledger["bestanden/"].files):
        found = live.resource(path)
        assert found and found.content == (site / path).read_bytes(), path


def test_what_is_no_file_of_the_site_is_none(built_examples: Path) -> None:
    live = Site(open_output(built_examples))
    for path in ("", "doc", "../manifest.json", "bestanden/../site.py", "over", "over.ttl", "en/en/over.html", LEDGER):
        assert live.resource(path) is None, path


# ---------------------------------------------------------------- what stands in the folder already


FEW = (Overview, RecordPages, About)


@pytest.fixture
def few_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have sites of few pages: what becomes of a folder is the same however many they are."""
    monkeypatch.setattr("avggraph.publish.site.SECTIONS", FEW)


@pytest.fixture(scope="module")
def graph(made_once: MadeOnce) -> Path:
    """A build of one description."""
    return made_once.folder("m9001", lambda out: build([EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt"], out))


@pytest.fixture(scope="module")
def earlier(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an earlier run wrote of it."""
    folder = tmp_path_factory.mktemp("earlier") / "site"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("avggraph.publish.site.SECTIONS", FEW)
        written(graph, folder)
    return folder


@pytest.fixture
def out(earlier: Path, tmp_path: Path, few_sections: None) -> Path:
    """A folder of one's own with what an earlier run wrote."""
    return shutil.copytree(earlier, tmp_path / "site")


def test_what_an_earlier_run_wrote_and_is_no_page_any_more_is_removed(graph: Path, out: Path) -> None:
    before = contents(out)
    ledger = (out / LEDGER).read_text(encoding="utf-8")
    stale = "doc/rijksoverheid/verwerking/m1.html"
    entry = f'"pages":{{"doc/rijksoverheid/verwerking/m1":["",{{"{stale}":"x"}}],'
    (out / LEDGER).write_text(ledger.replace('"pages":{', entry, 1), encoding="utf-8")
    (out / stale).parent.mkdir(parents=True, exist_ok=True)
    (out / stale).write_text("oud", encoding="utf-8")
    (out / "eigen.html").write_text("van een ander", encoding="utf-8")
    written(graph, out)
    assert contents(out) == before | {"eigen.html": b"van een ander"}


def test_a_file_that_was_damaged_is_written_again(graph: Path, out: Path) -> None:
    before = contents(out)
    (out / "over.html").write_text("beschadigd", encoding="utf-8")
    (out / "en" / "index.html").unlink()
    made = written(graph, out)
    assert contents(out) == before
    assert not made["doc/rijksoverheid/verwerking/m9001"]


def test_a_folder_with_something_else_in_it_is_left_alone(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(StoreError, match="iets anders"):
        written(graph, tmp_path)
    assert contents(tmp_path) == {"brief.txt": b"van mij"}


def test_a_ledger_that_is_not_to_be_read_stops_the_work(graph: Path, tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="niet te lezen"):
        written(graph, tmp_path)


@pytest.mark.parametrize("base", ["https://x.example/a b/", "https://x.example/a%20b/", "https://x.example/<b>/", "x/"])
def test_a_base_that_no_site_can_have_is_refused_before_anything_is_written(
    built_examples: Path, tmp_path: Path, base: str
) -> None:
    with pytest.raises(UsageError):
        list(publish(Order(built_examples, tmp_path / "site", base)))
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("place", ["../buiten.html", "/tmp/buiten.html", "a/../../buiten.html"])
def test_a_ledger_cannot_have_a_file_removed_outside_the_site(
    graph: Path, out: Path, tmp_path: Path, place: str
) -> None:
    outside = tmp_path / "buiten.html"
    outside.write_text("blijft", encoding="utf-8")
    ledger = (out / LEDGER).read_text(encoding="utf-8")
    (out / LEDGER).write_text(
        ledger.replace('"pages":{', f'"pages":{{"x":["",{{"{place}":"x"}}],', 1), encoding="utf-8"
    )
    with pytest.raises(StoreError, match="niet te lezen"):
        written(graph, out)
    assert outside.read_text(encoding="utf-8") == "blijft"


def test_a_second_run_reads_no_record_and_mends_what_is_damaged(
    built_examples: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = shutil.copytree(site, tmp_path / "site")
    before = contents(out)
    (out / "verwerkingen" / "index.html").write_text("beschadigd", encoding="utf-8")
    (out / "verwerkingen" / "zoeken" / "register.js").unlink()
    (out / "doc" / "ontologie.ttl").unlink()
    monkeypatch.setattr("avggraph.publish.reader.read_unit", lambda *_: pytest.fail("a record was read"))
    made = {path for path, is_made in written(built_examples, out).items() if is_made}
    assert contents(out) == before
    assert made <= {"verwerkingen/", "doc/ontologie"}


def test_another_setting_is_another_run(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avggraph.publish.site.SECTIONS", (Ask, About))
    out = tmp_path / "site"
    written(graph, out)
    order = Order(graph, out, setting=Setting(endpoint="https://data.voorbeeld.nl/sparql"))
    assert {done.path for done in publish(order) if done.made} >= {"over", "vragen/stellen"}
    assert "https://data.voorbeeld.nl" in (out / "vragen" / "stellen.html").read_text(encoding="utf-8")


def test_pages_and_parts_are_others_when_what_travels_with_the_package_is(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made_of() -> list[str]:
        resources.digest.cache_clear()
        output = open_output(graph)
        return [Site(output).fingerprint, *(part.made_of(output, Setting()) for part in PARTS)]

    for name in ("ontology", "data", "queries"):
        shutil.copytree(resources.root() / name, tmp_path / name)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    before = made_of()
    (tmp_path / "data" / "interop" / "reasons.toml").write_text("")
    after = made_of()
    monkeypatch.undo()
    assert made_of() == before
    assert all(one != other for one, other in zip(before, after, strict=True))
