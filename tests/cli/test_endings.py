"""A command that is told to end clears up what it was at, ends its processes, and keeps what was whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from avggraph.addresses import LEDGER
from avggraph.own_folder import own_folder
from avggraph.pipeline import build
from avggraph.publish.ledger import read_ledger
from avggraph.resources import data
from made_once import MadeOnce

ONE = data("examples", "voorbeeld-m9001-visumaanvragen.txt")
SAID = "Afgebroken. Wat er was, is gebleven.\n"
ENDS = [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]


@pytest.fixture(scope="module")
def graph(made_once: MadeOnce) -> Path:
    """A build of one description."""
    return made_once.folder("m9001", lambda out: build([ONE], out))


def as_by_default() -> None:
    """A test run in the background may have been told to ignore these signals; its child must not."""
    for number, _ in ENDS:
        signal.signal(number, signal.SIG_DFL)


def folders(site: Path) -> list[Path]:
    """Give the folders that runs have to themselves in a site's."""
    return [path for path in site.glob(".apart.*") if path.is_dir()]


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a group of processes of its own, none of which outlives the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "avggraph", *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=as_by_default,  # noqa: PLW1509 - no threads here
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(there: Callable[[], object]) -> None:
    deadline = time.monotonic() + 300
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(("number", "code", "jobs"), [(*ENDS[0], 1), *((*each, 2) for each in ENDS)])
def test_publish_that_is_told_to_end(graph: Path, tmp_path: Path, number: int, code: int, jobs: int) -> None:
    with running("publish", graph, "-o", tmp_path, "--jobs", jobs) as process:
        wait_until(lambda: list(tmp_path.glob(".apart.*/data/data/*")))
        os.kill(process.pid, number)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (code, SAID)
        wait_until(lambda: is_gone(process.pid))
    assert not list(tmp_path.glob(".apart.*"))
    assert not list(tmp_path.rglob("*.part"))
    standing = {file for entry in read_ledger(tmp_path).values() for file in entry.files}
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} >= standing
    assert (tmp_path / LEDGER).is_file()


def test_what_a_killed_publish_left_is_removed_by_the_next(graph: Path, tmp_path: Path) -> None:
    with running("publish", graph, "-o", tmp_path, "--jobs", 2) as process:
        wait_until(lambda: list(tmp_path.glob(".apart.*/data/data/*")))
        with own_folder(tmp_path, ".apart."):
            # That of the run is left to it.
            assert len(folders(tmp_path)) == 2
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda: is_gone(process.pid))
    [left] = folders(tmp_path)
    with own_folder(tmp_path, ".apart.") as own:
        assert folders(tmp_path) == [own] != [left]
    assert not list(tmp_path.glob(".apart.*"))


@pytest.mark.parametrize(("number", "code"), ENDS[:2])
def test_a_build_that_is_told_to_end(tmp_path: Path, number: int, code: int) -> None:
    with running("build", data("examples"), "-o", tmp_path / "out") as process:
        wait_until(lambda: list(tmp_path.glob(".out.partial-*/texts/*")))
        os.kill(process.pid, number)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (code, SAID)
    assert not list(tmp_path.iterdir())


def test_a_file_that_export_was_writing_is_not_there(graph: Path, tmp_path: Path) -> None:
    with running("export", graph, "-f", "oslo", "-o", tmp_path / "uit.ttl") as process:
        wait_until(lambda: list(tmp_path.glob(".uit.ttl.*.part")))
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)
        assert process.returncode in (143, 0)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("number", "code"), ENDS)
def test_shards_that_are_told_to_end(tmp_path: Path, number: int, code: int) -> None:
    out = tmp_path / "scherven"
    with running("shards", data("examples"), "-o", out, "--chunk", 1, "--jobs", 2) as process:
        wait_until(lambda: list(out.glob("shards/*")))
        os.kill(process.pid, number)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (code, "Afgebroken. De scherven zijn niet af: er is geen manifest.json.\n")
        wait_until(lambda: is_gone(process.pid))
    assert not (out / "manifest.json").exists()


def test_all_diagrams_that_are_told_to_end(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "tekeningen"
    with running("diagram", "--all", "-g", graph, "-o", out, "--jobs", 2) as process:
        wait_until(out.is_dir)
        os.kill(process.pid, signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (143, SAID)
        wait_until(lambda: is_gone(process.pid))
    assert not list(out.glob(".*"))


@contextmanager
def waiting_store(asked: Event) -> Iterator[str]:
    """Serve a graph store that holds nothing, and lets who writes to it wait until it ends; gives its address."""
    ends = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def do_PUT(self) -> None:
            asked.set()
            ends.wait()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/store"
        finally:
            ends.set()
            server.shutdown()


def test_a_load_that_is_told_to_end_leaves_no_copy(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    asked = Event()
    with waiting_store(asked) as store, running("load", graph, "--endpoint", store) as process:
        wait_until(asked.is_set)
        assert list(tmp_path.iterdir())
        os.kill(process.pid, signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (143, SAID)
    assert not list(tmp_path.iterdir())
