"""Servers that are down, slow, rude or broken: each a clear error, in time."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable

import pytest

from avggraph.errors import AvggraphError, EndpointError, QueryError, UsageError
from avggraph.query import EndpointEngine
from avggraph.remote import Address, Client, Password, Request, Token
from avggraph.remote.retry import Retries
from endpoint.hostile import JSON, TRUE, Reply, Seen, hostile, sparql

ASK = "ASK { ?verwerking ?p ?o }"
SELECT = "SELECT ?n WHERE { ?s ?p ?n }"
ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[%s]}}'
ROW = b'{"n":{"type":"uri","value":"urn:n"}}'


def error_of(ask: Callable[[], object], seconds: float) -> AvggraphError:
    began = time.monotonic()
    with pytest.raises(AvggraphError) as caught:
        ask()
    assert time.monotonic() - began < seconds
    return caught.value


def failure(reply: Reply, query: str = SELECT, timeout: float = 5) -> AvggraphError:
    with hostile(sparql(reply)) as server, EndpointEngine(server.url, timeout=timeout) as engine:
        return error_of(lambda: engine.select(query), timeout + 5)


def test_no_server_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/query?key=geheim"
    with EndpointEngine(url, timeout=1) as engine:
        error = error_of(lambda: engine.ask(ASK), 5)
    assert isinstance(error, EndpointError)
    assert "luistert geen server" in error.what
    assert "geheim" not in str(error)


def test_a_name_that_is_not_there() -> None:
    with EndpointEngine("http://nergens.invalid/sparql", timeout=5) as engine:
        assert "niet te vinden" in error_of(lambda: engine.ask(ASK), 30).what


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with EndpointEngine(url, timeout=0.5) as engine:
            assert "binnen 0.5 seconden" in error_of(lambda: engine.ask(ASK), 5).what


def test_a_server_that_trickles() -> None:
    error = failure(Reply(body=ROWS % b" " * 1_000, pause=0.05), timeout=1)
    assert "binnen 1 seconden" in error.what


def test_a_server_that_trickles_its_headers() -> None:
    def drip(listening: socket.socket, stop: threading.Event) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not stop.wait(0.05):
                connection.sendall(b"x")

    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening, stop), daemon=True)
        thread.start()
        with EndpointEngine(f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=1) as engine:
            error = error_of(lambda: engine.ask(ASK), 5)
        stop.set()
        thread.join()
    assert "binnen 1 seconden" in error.what


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(body=b"<!DOCTYPE html><title>Welkom</title><script>x()</script>", media_type="text/html"), "“Welkom”"),
        (Reply(body=b"<html><h1>Inloggen</h1>", media_type=JSON), "webpagina, geen antwoord: “Inloggen”"),
        (Reply(status=403, body=b"verboden", media_type="text/plain"), "staat dit niet toe (403). Hij zegt: verboden"),
        (Reply(status=404, body=b"<html>weg", media_type="text/html"), "niets (404)"),
        (Reply(status=413, body=b"", media_type="text/plain"), "te groot"),
        (Reply(status=418, body=b"\x1b[2Jthee", media_type="text/plain"), "fout (418). Hij zegt: \ufffd[2Jthee"),
        (Reply(body=b'{"head":{"vars":["n"]},"results":{"bind'), "de JSON is stuk of afgebroken"),
        (Reply(body=b'{"head":{"vars":["n"]}}'), "'results' ontbreekt"),
        (Reply(body=ROWS % b'{"n":{"type":"uri","value":7}}'), "geen RDF-term"),
        (Reply(body=ROWS % b'{"n":{"type":"literal","value":"\\ud800"}}'), "de JSON is stuk"),
        (Reply(body=b"<sparql/>", media_type="application/sparql-results+xml"), "sparql-results+xml in plaats van"),
        (Reply(body=b"n\r\nurn:n\r\n", media_type="text/csv"), "text/csv in plaats van"),
        (Reply(body=ROWS % b"", cut=10), "brak halverwege af"),
        (
            Reply(status=302, headers=[("Location", "http://elders.example/?q=geheim")]),
            "verwijst door naar http://elde",
        ),
    ],
)
def test_an_answer_that_is_none(reply: Reply, words: str) -> None:
    error = failure(reply)
    assert isinstance(error, EndpointError)
    assert words in error.what
    assert "geheim" not in str(error)
    assert str(error.where).startswith("http://127.0.0.1:")
    assert error.advice


@pytest.mark.parametrize("status", [400, 500])
def test_a_query_that_the_server_refuses_is_a_wrong_query(status: int) -> None:
    error = failure(Reply(status=status, body=b"Parse error at line 1", media_type="text/plain"))
    assert isinstance(error, QueryError)
    assert "Parse error at line 1" in error.what


def test_a_blank_node_is_refused_as_by_the_other_engines() -> None:
    error = failure(Reply(body=ROWS % b'{"n":{"type":"bnode","value":"b0"}}'))
    assert isinstance(error, QueryError)
    assert "blanke knoop" in error.what


def test_an_answer_that_is_too_large() -> None:
    body = ROWS % b",".join([ROW] * 3_000)
    with hostile(sparql(Reply(body=body))) as server, EndpointEngine(server.url, max_bytes=100_000) as engine:
        assert "groter dan" in error_of(lambda: engine.select(SELECT), 10).what


def test_rows_that_were_cut_off_are_told() -> None:
    reply = Reply(body=ROWS % b",".join([ROW] * 3), headers=[("X-SPARQL-MaxRows", "3")])
    with hostile(sparql(reply)) as server, EndpointEngine(server.url) as engine:
        assert len(engine.select(SELECT).rows) == 3
        assert [notice for notice in engine.notices if "ten hoogste 3 rijen" in notice]


def test_fewer_rows_than_the_limit_are_all() -> None:
    reply = Reply(body=ROWS % ROW, headers=[("X-SPARQL-MaxRows", "3")])
    with hostile(sparql(reply)) as server, EndpointEngine(server.url) as engine:
        engine.select(SELECT)
        assert engine.notices == ()


def test_a_partial_answer_is_told() -> None:
    with hostile(sparql(Reply(status=206, body=ROWS % ROW))) as server, EndpointEngine(server.url) as engine:
        engine.select(SELECT)
        assert ["niet volledig" in notice for notice in engine.notices] == [True]


def test_a_server_that_is_busy_is_asked_again() -> None:
    replies = iter([Reply(status=503), Reply(status=429, headers=[("retry-after", "2")]), Reply()])
    pauses: list[float] = []
    with (
        hostile(lambda _: next(replies)) as server,
        Client(Address.parse(server.url), sleep=pauses.append) as client,
    ):
        assert client.send(Request("GET", "/")).body == TRUE
    assert pauses == [0.5, 2.0]


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        (Reply(status=429, headers=[("Retry-After", "3600")]), "over 3600 seconden"),
        (Reply(status=503, headers=[("Retry-After", "morgen")]), "later opnieuw"),
    ],
)
def test_a_server_that_stays_busy_is_left(reply: Reply, advice: str) -> None:
    with hostile(lambda _: reply) as server, Client(Address.parse(server.url), timeout=2) as client:
        error = error_of(lambda: client.send(Request("GET", "/")), 8)
    assert advice in error.advice


def test_what_is_wrong_is_not_asked_twice() -> None:
    with hostile(lambda _: Reply(status=403)) as server, Client(Address.parse(server.url)) as client:
        error_of(lambda: client.send(Request("GET", "/")), 5)
        assert len(server.seen) == 1


def test_all_attempts_together_are_within_the_time() -> None:
    pauses: list[float] = []
    client = Client(
        Address.parse("http://127.0.0.1:9/"),
        timeout=30,
        retries=Retries(attempts=50, first=8, growth=1),
        sleep=pauses.append,
        clock=lambda: sum(pauses),
    )
    with client, pytest.raises(EndpointError, match="luistert geen server"):
        client.send(Request("GET", "/"))
    assert pauses == [8, 8, 8]


def test_a_connection_that_was_idle_too_long_is_opened_again() -> None:
    closing = [("Connection", "keep-alive")]
    with hostile(lambda _: Reply(headers=closing)) as server, Client(Address.parse(server.url)) as client:
        client.send(Request("GET", "/"))
        # The server hangs up without a word, as after its keep-alive time.
        client._connection.sock.shutdown(socket.SHUT_RDWR)
        assert client.send(Request("GET", "/")).body == TRUE


def test_a_server_that_speaks_no_tls() -> None:
    with (
        hostile(lambda _: Reply()) as server,
        EndpointEngine(server.url.replace("http:", "https:"), timeout=5) as engine,
    ):
        assert "versleutelde verbinding" in error_of(lambda: engine.ask(ASK), 10).what


def test_a_certificate_that_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrap(*args: object, **options: object) -> None:
        error = ssl.SSLCertVerificationError(1, "certificate verify failed")
        error.verify_message = "self-signed certificate"
        raise error

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with (
        hostile(lambda _: Reply()) as server,
        EndpointEngine(server.url.replace("http:", "https:"), timeout=5) as engine,
    ):
        assert "certificaat is niet te vertrouwen: self-signed" in error_of(lambda: engine.ask(ASK), 10).what


def test_who_must_name_himself_is_told_how() -> None:
    reply = Reply(status=401, headers=[("WWW-Authenticate", 'Basic realm="r"')])
    with hostile(lambda _: reply) as server:
        with EndpointEngine(server.url) as engine:
            assert "AVGGRAPH_ENDPOINT_USER" in error_of(lambda: engine.ask(ASK), 5).advice
        with EndpointEngine(server.url, credentials=Password("dba", "geheim")) as engine:
            error = error_of(lambda: engine.ask(ASK), 5)
        assert "weigert deze naam" in error.what
        assert "geheim" not in str(error)
        assert len(server.seen) == 3


def test_a_token_goes_with_each_request_and_a_password_only_when_asked() -> None:
    with hostile(sparql(Reply(body=ROWS % ROW))) as server:
        with EndpointEngine(server.url, credentials=Token("abc")) as engine:
            engine.select(SELECT)
        assert {seen.headers.get("authorization") for seen in server.seen} == {"Bearer abc"}
        server.seen.clear()
        with EndpointEngine(server.url, credentials=Password("dba", "geheim")) as engine:
            engine.select(SELECT)
        assert {seen.headers.get("authorization") for seen in server.seen} == {None}


def test_credentials_are_not_taken_to_another_server() -> None:
    with hostile(lambda _: Reply()) as other:
        reply = Reply(status=307, headers=[("Location", other.url)])
        with hostile(lambda _: reply) as server, EndpointEngine(server.url, credentials=Token("abc")) as engine:
            error_of(lambda: engine.ask(ASK), 5)
        assert other.seen == []


def test_updates_and_other_endpoints_are_refused_before_anything_is_sent() -> None:
    with hostile(lambda _: Reply()) as server, EndpointEngine(server.url) as engine:
        for query in ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"):
            with pytest.raises(QueryError):
                engine.ask(query)
        assert server.seen == []


def test_a_word_that_is_no_update_does_not_make_one() -> None:
    query = "BASE <urn:x#INSERT> PREFIX delete: <urn:d#> ASK { <insert> delete:DELETE 'DROP' }"
    with hostile(sparql(Reply())) as server, EndpointEngine(server.url) as engine:
        assert engine.ask(query)
        assert [seen.form for seen in server.seen][-1] == {"query": [query]}


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with hostile(sparql(Reply())) as server, EndpointEngine(server.url) as engine:
        assert engine.ask(ASK)


def test_a_proxy_gets_the_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(lambda _: Reply()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        with Client(Address.parse("http://data.example/sparql")) as client:
            assert client.send(Request("GET", "/sparql")).body == TRUE
        assert [(seen.target, seen.headers["host"]) for seen in proxy.seen] == [
            ("http://data.example/sparql", "data.example")
        ]


def test_a_union_that_cannot_be_had_is_an_error_and_not_an_empty_answer() -> None:
    with hostile(sparql(Reply(body=ROWS % b""), union=False)) as server, EndpointEngine(server.url) as engine:
        error = error_of(lambda: engine.select(SELECT), 5)
    assert isinstance(error, EndpointError)
    assert "niet de vereniging" in error.what


def test_an_endpoint_that_shows_nothing_is_an_error_and_not_an_empty_answer() -> None:
    def nothing(request: Seen) -> Reply:
        empty = b'{"head":{"vars":["g","s","type"]},"results":{"bindings":[]}}'
        return Reply(body=b'{"boolean":false}' if request.query.startswith("ASK") else empty)

    with hostile(nothing) as server, EndpointEngine(server.url) as engine:
        assert "geen enkele uitspraak" in error_of(lambda: engine.select(SELECT), 5).what


def test_a_way_of_union_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="auto, server, oxigraph, jena, list, as-is"):
        EndpointEngine("http://127.0.0.1:9/", union="stardog")
