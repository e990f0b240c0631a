"""The end of a server, and of its database: answers finish, and nothing stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from command_line import avggraph
from serve.running import alive, served
from serve.test_limits import ENDLESS, until


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_leaves_nothing(graph: Path, number: signal.Signals) -> None:
    with served(graph) as running:
        assert running.post("ASK {}").status == 200
        started = running.descendants()
        assert len(started) == 2
        running.process.send_signal(number)
        assert running.process.wait(timeout=60) == 0
    assert not any(map(alive, started))


def test_an_answer_under_way_is_finished(graph: Path) -> None:
    with served(graph, "--timeout", "8", "--grace", "60") as running, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.post, ENDLESS)
        until(lambda: "avggraph_requests_in_flight 2.0" in running.get("/metrics").text)
        running.process.send_signal(signal.SIGTERM)
        assert asked.result(timeout=90).status == 504
        assert running.process.wait(timeout=60) == 0


def test_an_answer_that_takes_longer_than_the_grace_is_broken_off(graph: Path) -> None:
    with served(graph, "--timeout", "600", "--grace", "1") as running, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.post, ENDLESS)
        until(lambda: "avggraph_requests_in_flight 2.0" in running.get("/metrics").text)
        started = running.descendants()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=60) == 0
        with pytest.raises(Exception):  # noqa: B017 - the connection breaks in one way or another
            assert asked.result(timeout=60).status == 200
    assert not any(map(alive, started))


def test_a_server_that_is_killed_leaves_no_database(graph: Path) -> None:
    with served(graph, expect=-signal.SIGKILL) as running:
        started = running.descendants()
        running.process.kill()
        running.process.wait()
        until(lambda: not any(map(alive, started)))


def test_a_database_that_dies_is_replaced_and_reported(graph: Path) -> None:
    with served(graph) as running:
        for _ in range(2):
            [database] = running.databases()
            os.kill(database, signal.SIGKILL)
            until(lambda gone=database: running.databases() not in ([], [gone]))
            until(lambda: running.post("ASK {}").status == 200)
            assert running.get("/health").status == 200
        assert sum("De database stopte" in line for line in running.log) == 2
        assert "avggraph_database_starts 3.0" in running.get("/metrics").text


def test_a_question_to_a_dead_database_gets_a_problem(graph: Path) -> None:
    with served(graph, "--timeout", "60") as running, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(running.post, ENDLESS)
        until(lambda: "avggraph_requests_in_flight 2.0" in running.get("/metrics").text)
        for database in running.databases():
            os.kill(database, signal.SIGKILL)
        assert asked.result(timeout=60).status in {500, 503}


def test_what_cannot_be_served_is_said(graph: Path, tmp_path: Path) -> None:
    nothing = avggraph("serve", tmp_path / "niets")
    assert (nothing.returncode, "geen map van" in nothing.stderr) == (2, True)
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = avggraph("serve", graph, "--port", str(other.getsockname()[1]))
        assert (taken.returncode, "Kies een andere poort" in taken.stderr) == (2, True)
    private = avggraph("serve", graph, "--allow-service", "http://10.0.0.1/sparql")
    assert (private.returncode, "niet openbaar" in private.stderr) == (2, True)
    nowhere = avggraph("serve", graph, "--endpoint", "http://127.0.0.1:9/sparql")
    assert (nowhere.returncode, "luistert geen server" in nowhere.stderr) == (4, True)


def test_a_broken_store_is_said(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "out")
    (tmp_path / "out" / "store" / "CURRENT").write_text("MANIFEST-999999\n")
    command = [sys.executable, "-m", "avggraph", "serve", str(tmp_path / "out"), "--port", "0"]
    broken = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert broken.returncode == 2
    assert "Bouw de graaf opnieuw" in broken.stderr


def test_others_reach_it_only_when_asked_and_warned(graph: Path) -> None:
    with served(graph, "--host", "0.0.0.0") as running:
        until(lambda: any("te bereiken door anderen" in line for line in running.log))
        assert running.ask("GET", "/health", {"Host": "data.voorbeeld.nl"}).status == 421
    with served(graph, "--public-url", "https://data.voorbeeld.nl/") as running:
        assert running.ask("GET", "/health", {"Host": "data.voorbeeld.nl"}).status == 200
        assert b"https://data.voorbeeld.nl/sparql" in running.get("/sparql", "text/turtle").body
