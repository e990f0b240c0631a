"""A site of records that would do harm: whatever they say is text, and stands where the site's own files stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph.addresses import LEDGER, page
from avggraph.files import is_device
from avggraph.publish import Order, Site, publish
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.sections.source_document import SourceDocuments
from avggraph.store import open_output
from made_once import MadeOnce
from publish.hostile_build import BASE, HARM, hostile_folder, write_told_pages
from publish.web import WebPage

FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
SAFE_PATH = re.compile(r"(?:\.well-known/|[A-Za-z0-9][\w.~-]*/)*[\w~-][\w.~-]*")
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def build_folder(made_once: MadeOnce) -> Path:
    return hostile_folder(made_once)


@pytest.fixture(scope="module")
def written(build_folder: Path, made_once: MadeOnce) -> Path:
    return made_once.folder("hostile-site", lambda folder: write_told_pages(build_folder, folder))


def own_pages(root: Path) -> list[WebPage]:
    return [WebPage(root, path.relative_to(root).as_posix()) for path in sorted(root.rglob("*.html"))]


def test_every_file_has_a_plain_name_within_the_site(written: Path) -> None:
    paths = [path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()]
    assert [path for path in paths if not SAFE_PATH.fullmatch(path)] == []
    assert [path for path in paths if any(map(is_device, path.split("/")))] == []
    assert len({path.casefold() for path in paths}) == len(paths)


def test_a_system_has_a_page_whatever_signs_its_name_has(written: Path) -> None:
    headings = [
        each.tree.css("h1")[0].text().strip() for each in own_pages(written) if each.path.startswith("doc/systeem/")
    ]
    for name in ("Index", "..", "???", "Δίκτυο", "CON", "com1"):
        assert headings.count(name) == 1, name


def test_no_page_has_an_element_or_attribute_that_runs(written: Path) -> None:
    found = []
    for each in own_pages(written):
        for node in each.tree.css("*"):
            attributes = {name: value or "" for name, value in node.attributes.items()}
            if node.tag == "script" and "src" not in attributes:
                assert attributes["type"] == "application/ld+json", each.path
                json.loads(node.text())
            schemes = [attributes.get(name, "").lstrip().lower() for name in ("href", "src", "action", "formaction")]
            if any(name.startswith("on") for name in attributes) or any(
                scheme.startswith(("javascript:", "data:", "vbscript:")) for scheme in schemes
            ):
                found.append((each.path, node.tag, attributes))
    assert found == []


def test_no_page_turns_about_what_follows_it(written: Path) -> None:
    assert [each.path for each in own_pages(written) if STEERING.search((written / each.path).read_text())] == []


def test_a_record_s_page_says_its_title_as_it_is(written: Path) -> None:
    headings = set()
    for each in own_pages(written):
        if each.path.startswith("doc/kwaad/verwerking/"):
            headings.add(" ".join(each.tree.css("h1")[0].text().split()))
    for harm in (harm for harm in HARM if not STEERING.search(harm) and "\u2028" not in harm):
        assert any(harm in heading for heading in headings), harm


def test_ids_are_given_once(written: Path) -> None:
    for each in own_pages(written):
        ids = [node.attributes["id"] for node in each.tree.css("[id]")]
        assert len(ids) == len(set(ids)), each.path


def test_the_data_beside_a_page_say_the_same_in_every_format(written: Path) -> None:
    for turtle in sorted(written.rglob("*.ttl")):
        read = [
            {quad.triple for quad in ox.parse(path=turtle.with_suffix(f".{ending}"), format=format)}
            for ending, format in FORMATS.items()
        ]
        assert read[0], turtle.name
        assert read[0] == read[1] == read[2], turtle.name
        json.loads(turtle.with_suffix(".json").read_bytes())


def test_the_live_site_shows_a_thing_that_is_called_index(build_folder: Path) -> None:
    site = Site(open_output(build_folder))
    assert "doc/systeem/index" in site.places
    for language in ("nl", "en"):
        file = page("doc/systeem/index", language)
        found = site.resource(file)
        assert found is not None, file
        assert found in list(site.files("doc/systeem/index"))


def test_a_run_that_is_stopped_is_gone_on_with_by_the_next(
    build_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the sections whose files of no page take long.
    monkeypatch.setattr("avggraph.publish.site.SECTIONS", (RecordPages, SourceDocuments))
    out = tmp_path / "site"
    running = publish(Order(build_folder, out))
    first = [next(running) for _ in range(3)]
    running.close()
    remembered = json.loads((out / LEDGER).read_bytes())["pages"]
    assert {done.path for done in first} <= set(remembered)
    assert not list(out.glob(".apart.*"))
    running = publish(Order(build_folder, out))
    again = [next(running) for _ in range(4)]
    running.close()
    assert [(done.path, done.made) for done in again[:3]] == [(done.path, False) for done in first]
    assert again[3].made
    assert BASE.encode() in (out / "data" / "void.ttl").read_bytes()
