"""What a question may cost: each limit is met, said, and leaves the server as it was."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from serve.running import Running, alive, served

# Oxigraph goes on with this for minutes, whatever its own limit.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

REQUEST = (
    "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
    f"Accept: text/csv\r\nContent-Length: {len(STREAM)}\r\n\r\n{STREAM}"
)


def until(condition: object, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come so far"
        time.sleep(0.05)


def test_a_question_that_takes_too_long_is_said_and_ended(server: Running) -> None:
    before = server.databases()
    got = server.ask("POST", "/sparql", {"Content-Type": "application/sparql-query", "Accept-Language": "en"}, ENDLESS)
    assert got.status == 504
    assert "A query gets 4 seconds" in got.text
    until(lambda: not any(map(alive, before)))
    assert server.post("ASK {}").status == 200
    assert len(server.databases()) == 1


def test_a_large_answer_is_broken_off_and_not_taken_for_whole(server: Running) -> None:
    with pytest.raises(http.client.IncompleteRead) as error:
        server.post(STREAM, "text/csv")
    assert len(error.value.partial) <= 1_000_000
    assert server.post("ASK {}").status == 200


def test_an_answer_at_the_limit_is_whole(graph: Path) -> None:
    with served(graph, "--max-answer", "0.01") as small:
        fits = small.post("SELECT * { ?s ?p ?o } LIMIT 10", "text/csv")
        assert (fits.status, len(fits.text.splitlines())) == (200, 11)
        too_large = small.post("SELECT * { ?s ?p ?o } LIMIT 1000", "text/csv")
        assert too_large.status == 422
        assert "10000 bytes" in too_large.text


@pytest.mark.parametrize("padding", [5_000, 100_000])
def test_a_long_question_is_refused(server: Running, padding: int) -> None:
    query = "ASK {}" + " " * padding
    assert server.post(query).status == 413
    if padding == 5_000:
        assert server.get("/sparql?query=ASK%7B%7D" + "+" * padding).status == 414


def test_a_question_of_the_longest_length_is_answered(server: Running) -> None:
    assert server.post("ASK {}#" + "é" * (5_000 - len("ASK {}#"))).status == 200


def test_too_many_at_once_are_told_to_come_back(graph: Path) -> None:
    with served(graph, "--max-queries", "1", "--max-waiting", "0", "--timeout", "5") as narrow:
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(lambda _: narrow.post(ENDLESS), range(4)))
        assert sorted({got.status for got in answers}) == [503, 504]
        assert all(int(got["Retry-After"]) >= 1 for got in answers if got.status == 503)
        assert narrow.post("ASK {}").status == 200


def test_who_hangs_up_leaves_room_for_others(graph: Path) -> None:
    with served(graph, "--max-queries", "1", "--timeout", "30") as narrow:
        with socket.create_connection(("127.0.0.1", narrow.port)) as client:
            client.sendall(REQUEST.encode())
            assert client.recv(1_000).startswith(b"HTTP/1.1 200")
        assert narrow.post("ASK {}").status == 200


def test_who_does_not_read_is_not_waited_for(graph: Path) -> None:
    with (
        served(graph, "--max-queries", "1", "--timeout", "3", "--max-answer", "1000") as narrow,
        socket.create_connection(("127.0.0.1", narrow.port)) as client,
    ):
        client.sendall(REQUEST.encode())
        client.recv(1_000)
        until(lambda: narrow.post("ASK {}").status == 200)


def test_a_database_that_takes_too_much_memory_ends_and_comes_back(graph: Path) -> None:
    hungry = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a ?d LIMIT 1"
    with served(graph, "--max-memory", "400", "--timeout", "60") as lean:
        assert lean.post(hungry).status in {500, 503}
        until(lambda: lean.post("ASK {}").status == 200)
        until(lambda: any("opnieuw gestart" in line for line in lean.log))


def test_measurements_count_what_happened(server: Running) -> None:
    server.post("ASK {}")
    server.get("/sparql?query=CLEAR+ALL")
    text = server.get("/metrics").text
    assert 'avggraph_requests_total{kind="sparql",method="POST",status="200"}' in text
    assert 'avggraph_problems_total{name="update"}' in text
    assert 'avggraph_request_seconds_count{kind="sparql"}' in text
    assert "avggraph_requests_in_flight 1.0" in text
    assert "ASK" not in text


def test_many_at_once_are_all_answered(graph: Path) -> None:
    """Fifty clients for a moment: benchmarks/serve.py is the long version."""
    stop = threading.Event()
    wrong: list[object] = []

    def client(number: int) -> int:
        done = 0
        while not stop.is_set():
            got = busy.post(f"SELECT ?s {{ ?s ?p ?o }} OFFSET {number} LIMIT 20", "text/csv")
            if (got.status, len(got.text.splitlines())) != (200, 21):
                wrong.append((got.status, got.text[:200]))
            done += 1
        return done

    with served(graph, "--max-queries", "4") as busy, ThreadPoolExecutor(50) as threads:
        clients = [threads.submit(client, number) for number in range(50)]
        time.sleep(3)
        stop.set()
        assert all(each.result() > 0 for each in clients)
    assert wrong == []
