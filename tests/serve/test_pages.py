"""A folder as pages: all of it, and nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.serve import FolderPages
from avggraph.serve.pages import media_type
from avggraph.web_servers.rules import load_rules


def test_a_file_is_given_with_its_type(site: Path) -> None:
    found = FolderPages(site).resource("doc/bron/abc.txt")
    assert found
    assert (found.path, found.content, found.media_type) == ("doc/bron/abc.txt", b"bron", "text/plain; charset=utf-8")


def test_a_link_within_the_folder_is_followed(site: Path) -> None:
    found = FolderPages(site).resource("binnen.html")
    assert found
    assert b"Overzicht" in found.content


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../geheim.html",
        "doc/../../geheim.html",
        "doc/..",
        "/index.html",
        "//index.html",
        "doc//bron/abc.txt",
        "doc",
        "doc/",
        "uit.html",
        "rond.html",
        ".avggraph-site.json",
        "doc/.verborgen.html",
        "index.html\0",
        "..\\geheim.html",
        "C:/geheim.html",
        "x" * 5_000,
        "index.html/",
        "index.html/x",
        "é" * 300,
        "\udcff",
    ],
)
def test_nothing_else_is_given(site: Path, path: str) -> None:
    assert FolderPages(site).resource(path) is None


@given(st.lists(st.sampled_from(("..", ".", "doc", "geheim.html", "", "site", "~", "\\", "bron")), max_size=6))
def test_no_path_leads_to_what_is_beside_the_folder(site: Path, parts: list[str]) -> None:
    found = FolderPages(site).resource("/".join(parts))
    assert found is None or b"geheim" not in found.content


def test_what_is_well_known_is_shown(site: Path) -> None:
    found = FolderPages(site).resource(".well-known/void")
    assert found
    assert found.media_type == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.jsonld", "application/ld+json"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.nq.gz", "application/gzip"),
        ("a.sqlite", "application/vnd.sqlite3"),
        ("a.onbekend", "application/octet-stream"),
        ("a.d/void", "text/turtle; charset=utf-8"),
    ],
)
def test_types_are_those_of_the_table(name: str, media: str) -> None:
    assert media_type(name) == media


def test_types_are_those_that_web_servers_are_told() -> None:
    rules = load_rules()
    assert {ending: media_type(f"a.{ending}") for ending in rules.types} == rules.types
    assert {path: media_type(path) for path in rules.names} == rules.names
