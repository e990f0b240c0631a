"""Writing a site: the same bytes whoever writes, nothing left over, and nothing of another's touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.dataset.data_file import DataFile, data_file
from avggraph.errors import StoreError, UsageError
from avggraph.publish import Order, Setting, Site, publish
from avggraph.publish.ledger import LEDGER
from avggraph.publish.parts import DATA
from avggraph.store import open_output


def written(graph: Path, out: Path, jobs: int = 1) -> dict[str, bool]:
    """Publish, and give of each page whether it was made."""
    return {done.path: done.made for done in publish(Order(graph, out, jobs=jobs))}


def files_of(folder: Path) -> tuple[DataFile, ...]:
    """Describe the files to download that were written, from what their checksums list."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return tuple(data_file(folder, path) for path in sorted(["SHA256SUMS", *(line[66:] for line in lines)]))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_processes_write_what_one_writes(built_examples: Path, site: Path, tmp_path: Path) -> None:
    written(built_examples, tmp_path / "site", jobs=2)
    assert contents(tmp_path / "site") == contents(site)


def test_the_live_site_gives_the_pages_that_are_written(built_examples: Path, site: Path) -> None:
    """All but the files to download, which are written in one stream and not made one by one."""
    live = Site(open_output(built_examples), Setting(files=files_of(site / DATA)))
    for page in live.places:
        for resource in live.files(page):
            found = live.resource(resource.path)
            assert found == resource
            assert (site / resource.path).read_bytes() == resource.content, resource.path


def test_what_is_no_file_of_the_site_is_none(built_examples: Path) -> None:
    live = Site(open_output(built_examples))
    for path in ("", "doc", "../manifest.json", "bestanden/../site.py", "over", "over.ttl", "en/en/over.html", LEDGER):
        assert live.resource(path) is None, path


def test_what_an_earlier_run_wrote_and_is_no_page_any_more_is_removed(built_examples: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    written(built_examples, out)
    before = contents(out)
    ledger = (out / LEDGER).read_text(encoding="utf-8")
    stale = "doc/rijksoverheid/verwerking/m1.html"
    entry = f'"pages":{{"doc/rijksoverheid/verwerking/m1":["",{{"{stale}":"x"}}],'
    (out / LEDGER).write_text(ledger.replace('"pages":{', entry, 1), encoding="utf-8")
    (out / stale).parent.mkdir(parents=True, exist_ok=True)
    (out / stale).write_text("oud", encoding="utf-8")
    (out / "eigen.html").write_text("van een ander", encoding="utf-8")
    written(built_examples, out)
    assert contents(out) == before | {"eigen.html": b"van een ander"}


def test_a_file_that_was_damaged_is_written_again(built_examples: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    written(built_examples, out)
    before = contents(out)
    (out / "over.html").write_text("beschadigd", encoding="utf-8")
    (out / "en" / "index.html").unlink()
    written(built_examples, out)
    assert contents(out) == before


def test_a_folder_with_something_else_in_it_is_left_alone(built_examples: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    with pytest.raises(StoreError, match="iets anders"):
        written(built_examples, tmp_path)
    assert contents(tmp_path) == {"brief.txt": b"van mij"}


def test_a_ledger_that_is_not_to_be_read_stops_the_work(built_examples: Path, tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="niet te lezen"):
        written(built_examples, tmp_path)


@pytest.mark.parametrize("base", ["https://x.example/a b/", "https://x.example/a%20b/", "https://x.example/<b>/", "x/"])
def test_a_base_that_no_site_can_have_is_refused_before_anything_is_written(
    built_examples: Path, tmp_path: Path, base: str
) -> None:
    with pytest.raises(UsageError):
        list(publish(Order(built_examples, tmp_path / "site", base)))
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("place", ["../buiten.html", "/tmp/buiten.html", "a/../../buiten.html"])
def test_a_ledger_cannot_have_a_file_removed_outside_the_site(built_examples: Path, tmp_path: Path, place: str) -> None:
    out = tmp_path / "site"
    written(built_examples, out)
    outside = tmp_path / "buiten.html"
    outside.write_text("blijft", encoding="utf-8")
    ledger = (out / LEDGER).read_text(encoding="utf-8")
    (out / LEDGER).write_text(
        ledger.replace('"pages":{', f'"pages":{{"x":["",{{"{place}":"x"}}],', 1), encoding="utf-8"
    )
    with pytest.raises(StoreError, match="niet te lezen"):
        written(built_examples, out)
    assert outside.read_text(encoding="utf-8") == "blijft"
