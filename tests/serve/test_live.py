"""The pages of a build: those that would be written, kept as far as there is room."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from avggraph.publish import Resource, Site
from avggraph.serve import live_pages
from avggraph.serve.live import KeptPages
from avggraph.store import open_output
from serve.running import served


class Counted:
    """Pages of so many bytes as their name says, and how often each was made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def resource(self, path: str) -> Resource | None:
        self.made.append(path)
        return Resource(path, b"x" * int(path), "text/plain") if int(path) else None


@given(st.lists(st.integers(0, 12).map(str), max_size=30))
def test_what_is_kept_is_what_would_be_made_and_fits(paths: list[str]) -> None:
    pages = Counted()
    kept = KeptPages(pages, room=620)
    for path in paths:
        found = kept.resource(path)
        assert (len(found.content) if found else 0) == int(path)
        assert len(kept._kept) <= 3
        assert kept._size <= 620
    if paths:
        made = len(pages.made)
        kept.resource(paths[-1])
        assert len(pages.made) == made


def test_live_pages_are_those_of_the_site(graph: Path) -> None:
    output = open_output(graph)
    live, site = live_pages(output), Site(output)
    for path in ("index.html", "en/index.html", "bestanden/site.css"):
        assert live.resource(path) == site.resource(path)
        assert live.resource(path) is not None
    assert live.resource("../manifest.json") is None


def test_a_build_is_served_with_its_pages(graph: Path) -> None:
    with served(graph) as running:
        front = running.get("/", "text/html")
        assert (front.status, front["Content-Location"]) == (200, "index.html")
        assert front.body == running.get("/index.html").body
        assert running.get("/manifest.json").status == 404
        assert running.get("/store/CURRENT").status == 404
