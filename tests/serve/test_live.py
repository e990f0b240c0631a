"""The site of a build: the pages and files that would be written, made when they are asked for."""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from avggraph.pipeline import BuildOptions, build
from avggraph.publication import load_publication
from avggraph.publish import Resource, Setting, Site
from avggraph.publish.parts import DATASET, PARTS, SHAPES
from avggraph.resources import data
from avggraph.serve import LivePages
from avggraph.serve.live import KeptPages
from avggraph.serve.parts import WrittenParts
from avggraph.serve.problem import RefusedError
from avggraph.store import open_output
from made_once import MadeOnce
from serve.conftest import RECORD
from serve.running import alive, served
from serve.test_limits import until

EXAMPLES = data("examples")

ACTIVITY = "api/processing_activities/6787bd3d-bbbe-5f66-842b-b12ae73ac04f"
BEGUN = "worden gemaakt"


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
    kept = KeptPages(pages.resource, room=620)
    for path in paths:
        found = kept.resource(path)
        assert (len(found.content) if found else 0) == int(path)
        assert len(kept._kept) <= 3
        assert kept._size <= 620
    if paths:
        made = len(pages.made)
        kept.resource(paths[-1])
        assert len(pages.made) == made


@pytest.fixture(scope="module")
def small(made_once: MadeOnce) -> Path:
    """The build of one example."""
    source, options = EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt", BuildOptions(formats=("nquads",))
    return made_once.folder("m9001-in-nquads", lambda out: build([source], out, options))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_live_pages_are_those_of_a_site_that_asks_the_server(small: Path) -> None:
    output = open_output(small)
    live, site = LivePages(output), Site(output, Setting(endpoint="sparql"))
    for path in ("index.html", "en/index.html", "bestanden/site.css", "vragen/stellen.html", "server/nginx/site.conf"):
        assert live.resource(path) is not None
        assert live.resource(path) == site.resource(path)
    assert live.resource("../manifest.json") is None


def test_live_files_are_those_that_a_part_writes(small: Path, tmp_path: Path) -> None:
    output = open_output(small)
    publication = load_publication(data("publication-example.toml"))
    live = LivePages(output, Setting(publication))
    # The site stands where its things are named, whatever base the publisher's file tells.
    told = Setting(LivePages(output, Setting(publication))._setting.publication)
    assert told.publication.base == output.base

    async def check() -> None:
        for part in PARTS:
            part.write(output, told, tmp_path / part.name)
            written = files(tmp_path / part.name)
            assert {path.partition("/")[0] for path in written} == {each.partition("/")[0] for each in part.places}
            for path, content in written.items():
                assert live.resource(path) is None or path != next(iter(written))
                await live.prepare(path)
                found = live.resource(path)
                assert found and found.content == content, path
                there = live.file(path)
                assert there and there.read_bytes() == content

    asyncio.run(check())
    live.close()


def test_the_page_of_the_files_lists_them(small: Path) -> None:
    live = LivePages(open_output(small))
    assert live.resource("data/index.html") is None

    async def listed(path: str, language: str) -> list[str]:
        await live.prepare(path)
        page = live.resource(f"{language}data/index.html")
        assert page
        return [node.attributes["href"] or "" for node in LexborHTMLParser(page.content).css("section th a")]

    for path, language in (("data/", ""), ("en/data", "en/"), ("data/index.html", "")):
        links = asyncio.run(listed(path, language))
        assert "register.db" in [link.rpartition("/")[2] for link in links]
    live.close()


def test_a_part_is_written_once_for_all_who_ask(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "avggraph.serve")
    parts = WrittenParts(open_output(small), Setting())

    async def ask() -> None:
        await asyncio.gather(*(parts.make(SHAPES) for _ in range(5)))
        await parts.make(SHAPES)

    asyncio.run(ask())
    assert sum(BEGUN in message for message in caplog.messages) == 1
    root = parts.root(SHAPES)
    assert root and (root / ACTIVITY / "index.json").is_file()
    assert parts.made(DATASET) is None
    parts.close()
    assert not root.exists()


def test_a_part_that_fails_is_told_and_tried_again_later(
    small: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(small, broken)
    (broken / "store").rename(broken / "weg")
    output = open_output(broken)

    async def ask() -> None:
        parts = WrittenParts(output, Setting(), retry=3600)
        for _ in range(2):
            with pytest.raises(RefusedError) as refused:
                await parts.make(SHAPES)
            assert refused.value.problem.status == 503
            assert refused.value.problem.retry_after in (3599, 3600)
        assert sum("niet te maken" in message for message in caplog.messages) == 1
        assert parts.made(SHAPES) is None
        parts.close()
        again = WrittenParts(output, Setting(), retry=0)
        with pytest.raises(RefusedError):
            await again.make(SHAPES)
        (broken / "weg").rename(broken / "store")
        await again.make(SHAPES)
        assert again.made(SHAPES)
        again.close()

    asyncio.run(ask())


def test_of_names_of_people_no_shape_is_written(tmp_path: Path) -> None:
    source = EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt"
    output = open_output(build([source], tmp_path / "out", BuildOptions(formats=("nquads",), with_names=True)).folder)
    live = LivePages(output)
    asyncio.run(live.prepare(f"{ACTIVITY}/index.json"))
    assert live.resource(f"{ACTIVITY}/index.json") is None
    page = live.resource(f"{RECORD}.html")
    assert page and b'id="vormen"' not in page.content
    live.close()


def test_a_build_is_served_with_all_of_its_site(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(graph) as running:
        front = running.get("/", "text/html")
        assert (front.status, front["Content-Location"]) == (200, "index.html")
        assert front.body == running.get("/index.html").body
        assert b'data-endpoint="../sparql"' in running.get("/vragen/stellen.html").body
        assert not any(BEGUN in line for line in running.log)
        assert b'href="register.db"' in running.get("/data/", "text/html").body
        assert running.get("/data/register.db").body.startswith(b"SQLite format 3")
        assert running.get("/data/SHA256SUMS").media_type == "text/plain"
        assert running.get("/.well-known/void").media_type == "text/turtle"
        for path in (ACTIVITY, f"{ACTIVITY}/"):
            called = running.get(f"/{path}", "text/html", "en")
            assert (called.status, called.media_type) == (200, "application/json")
            assert orjson.loads(called.body)["active"] is True
        for path in ("/manifest.json", "/store/CURRENT", "/favicon.ico", "/data/geen.csv", "/api/", "/api/x"):
            assert running.get(path).status == 404, path
        assert sum(BEGUN in line for line in running.log) == len(PARTS)
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_503_and_the_pages_stay(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "broken")
    with served(tmp_path / "broken") as running:
        (tmp_path / "broken" / "graph.nq").unlink()
        for _ in range(2):
            got = running.get("/data/register.db", "text/html", "en")
            assert got.status == 503
            assert 0 < int(got["Retry-After"]) <= 60
            assert "These files cannot be made at the moment." in got.text
        assert running.get("/data/").status == 503
        assert running.get("/", "text/html").status == 200
        assert running.get(f"/{ACTIVITY}").status == 200
        until(lambda: any("niet te maken" in line for line in running.log))


def test_a_server_that_is_stopped_does_not_wait_for_files(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(graph, "--grace", "1") as running, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.get, "/data/register.db")
        until(lambda: any(BEGUN in line for line in running.log))
        until(lambda: any(tmp_path.glob("*/*/data/register.db")))
        started = running.descendants()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=60) == 0
        asked.exception(timeout=60)
    assert not any(map(alive, started))
    assert not list(tmp_path.iterdir())
