"""The list of records as plain pages: every record on it, under each value those that have it, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.publish import Setting
from avggraph.publish.reader import Reader
from avggraph.publish.search import Listing
from avggraph.publish.sections import records as section
from avggraph.publish.sections.records import COMPARE, ROOT, Records
from avggraph.store import open_output


@pytest.fixture
def reader(built_examples: Path) -> Reader:
    return Reader(open_output(built_examples), Setting())


def listed(pages: Records, base: str, language: str = "nl") -> list[str]:
    """Give the records on the pages of a list, in their order."""
    own = [path for path in pages.paths() if path == base or path.removeprefix(base).isdecimal()]
    return [entry["iri"] for path in own for entry in pages.page(path, language).content["entries"]]


@pytest.mark.parametrize("on_page", [1, 5, 100])
def test_every_record_is_on_the_list_once(reader: Reader, monkeypatch: pytest.MonkeyPatch, on_page: int) -> None:
    monkeypatch.setattr(section, "_ON_PAGE", on_page)
    assert listed(Records(reader), ROOT) == list(reader.records)


@pytest.mark.parametrize("on_page", [2, 100])
def test_under_a_value_are_the_records_that_have_it(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, on_page: int
) -> None:
    monkeypatch.setattr(section, "_ON_PAGE", on_page)
    pages, listing = Records(reader), Listing(reader)
    for name, table in listing.tables.items():
        for value in table.values:
            found = listed(pages, f"{ROOT}{name}/{value.key}/")
            assert found == [listing.rows[place].iri for place in value.records]


@pytest.mark.parametrize("on_page", [3, 100])
def test_no_page_holds_more_than_it_may(reader: Reader, monkeypatch: pytest.MonkeyPatch, on_page: int) -> None:
    monkeypatch.setattr(section, "_ON_PAGE", on_page)
    pages = Records(reader)
    for path in pages.paths():
        content = pages.page(path, "nl").content
        assert len(content.get("entries", ())) <= on_page
        assert len(content.get("values", ())) <= on_page
        assert all(len(facet["values"]) <= 8 for facet in content.get("facets", ()))


def test_pages_of_a_list_tell_where_they_are(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "_ON_PAGE", 2)
    pages = Records(reader)
    assert pages.page(f"{ROOT}3", "nl").title == "Verwerkingen, blad 3"
    assert pages.page(f"{ROOT}3", "nl").content["sheets"]["near"] == [1, 2, 3, 4, 5, 10]
    value = pages.page(f"{ROOT}bijzonder/bsn/2", "en")
    assert value.title == "Sensitive data: citizen service number, page 2"
    assert [crumb.path for crumb in value.crumbs] == [ROOT, f"{ROOT}bijzonder/", f"{ROOT}bijzonder/bsn/"]


def test_the_fingerprint_of_a_page_follows_what_it_shows(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, again = Records(reader), Records(reader)
    prints = {path: pages.fingerprint(path) for path in pages.paths() if path != COMPARE}
    assert prints == {path: again.fingerprint(path) for path in prints}
    monkeypatch.setattr(Records, "_fact", lambda *_: ("another title",))
    assert again.fingerprint(ROOT) != prints[ROOT]


def test_the_files_of_the_search_are_given_one_by_one_too(reader: Reader) -> None:
    pages = Records(reader)
    for resource in pages.extra(bool):
        assert pages.extra_file(resource.path, bool) == resource
    for path in (
        "",
        "x",
        "register/x",
        "rijen-1",
        "rijen-00",
        "woorden-9999",
        "tekst/x",
        "tekst/../register",
        "rijen-²",
    ):
        assert pages.extra_file(f"verwerkingen/zoeken/{path}.js", bool) is None, path


def test_nothing_of_a_document_leaves_its_script(reader: Reader) -> None:
    for resource in Records(reader).extra(bool):
        text = resource.content.decode()
        assert text.startswith("avggraphSearch.take(") and text.endswith(");\n")
        assert text.count("\n") == 1
