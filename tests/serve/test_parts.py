"""The parts of the server by themselves: what is read, refused and said, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import quote, unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.publish.words import words
from avggraph.serve.documents import relative
from avggraph.serve.heads import entity_tag, has_already, security
from avggraph.serve.hosts import allowed_names, name_of
from avggraph.serve.metrics import Metrics
from avggraph.serve.problem import Problem, RefusedError, render_problem
from avggraph.serve.protocol import read_operation
from avggraph.serve.reply import Reply
from avggraph.serve.results import GRAPHS, TABLES, is_whole
from avggraph.serve.services import public_services
from avggraph.serve.turns import Turns

FORM = "application/x-www-form-urlencoded"


@given(st.sampled_from(("GET", "POST")), st.sampled_from((FORM, "application/sparql-query", "", "a/b")), st.binary())
def test_no_request_breaks_the_reader(method: str, media: str, raw: bytes) -> None:
    try:
        operation = read_operation(method, raw, media, raw)
    except RefusedError as error:
        assert 400 <= error.problem.status < 500
    else:
        assert operation is None or operation.query.strip()


def test_a_dataset_is_read_with_its_query() -> None:
    body = b"query=ASK%7B%7D&default-graph-uri=a:1&default-graph-uri=a:2&named-graph-uri=a:3&format=csv"
    operation = read_operation("POST", b"default-graph-uri=a:9", FORM, body)
    assert operation
    assert operation.dataset == (
        ("default-graph-uri", "a:1"),
        ("default-graph-uri", "a:2"),
        ("named-graph-uri", "a:3"),
    )
    assert operation.format == "csv"


@pytest.mark.parametrize(
    "numbers",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["192.168.1.1"],
        ["172.16.0.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["0.0.0.0"],
        ["224.0.0.1"],
        ["::1"],
        ["fe80::1%eth0"],
        ["fc00::1"],
        ["::ffff:127.0.0.1"],
        ["::ffff:10.0.0.1"],
        ["93.184.215.14", "127.0.0.1"],
        [],
    ],
)
def test_an_endpoint_that_is_not_public_is_refused(numbers: list[str]) -> None:
    with pytest.raises(UsageError, match="niet openbaar"):
        public_services(["https://data.voorbeeld.nl/sparql"], lambda _host, _port: numbers)


def test_an_endpoint_that_is_not_found_is_refused() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(UsageError, match="niet te vinden"):
        public_services(["https://data.voorbeeld.nl/sparql"], unknown)


@pytest.mark.parametrize("format", [*TABLES, *GRAPHS])
def test_an_error_at_the_end_of_an_answer_is_seen(format: object) -> None:
    whole = {"csv": b"a\r\n1\r\n", "tsv": b"?a\n1\n", "turtle": b"<a:a> <a:a> 1 .\n", "nt": b"<a:a> <a:a> <a:a> .\n"}
    for each in (*TABLES, *GRAPHS):
        if each == format:
            end = whole.get(each.name, each.ends[0])
            assert is_whole(each, end)
            for said in (
                b"The SPARQL operation has been cancelled",
                b"The variable encoding the service name is unbound",
            ):
                assert not is_whole(each, end + said)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8000", "localhost"),
        ("[::1]", "[::1]"),
        ("DATA.voorbeeld.nl.", "data.voorbeeld.nl"),
        ("a b", ""),
        ("a/b", ""),
        ("[::1", ""),
        ("a:b", ""),
        ("", ""),
    ],
)
def test_a_host_is_read_without_its_port(host: str, name: str) -> None:
    assert name_of(host) == name


@given(st.text())
def test_only_names_that_are_allowed_are(host: str) -> None:
    assert name_of(host) not in allowed_names("10.0.0.5", "https://data.voorbeeld.nl:8443/x/") or any(
        name in host.lower() for name in ("localhost", "127.0.0.1", "[::1]", "10.0.0.5", "data.voorbeeld.nl")
    )


@given(st.binary(), st.binary())
def test_a_tag_is_of_its_bytes(one: bytes, other: bytes) -> None:
    assert has_already(f'"x", {entity_tag(one)}', entity_tag(other)) == (one == other)


@pytest.mark.parametrize("header", ["", '"', "W/", "abc", 'W/"', '""'])
def test_a_header_that_is_no_tag_matches_nothing(header: str) -> None:
    assert not has_already(header, entity_tag(b"x"))


def test_a_policy_in_a_page_cannot_add_headers() -> None:
    page = b"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\r\nX-Evil: 1\">"
    policy = dict(security(Reply(200, "text/html", page)))["Content-Security-Policy"]
    assert policy == "default-src 'none' X-Evil: 1; frame-ancestors 'none'"
    odd = "<meta http-equiv=Content-Security-Policy content='default-src é'>".encode()
    assert "é" not in dict(security(Reply(200, "text/html", odd)))["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("accept", ["text/html", "text/plain", "application/problem+json", "image/png", None])
def test_a_problem_escapes_what_it_repeats(language: str, accept: str | None) -> None:
    problem = Problem(400, "query-wrong", {"said": "<script>alert(1)</script>"}, alternatives=(('a?b="c"', "<b>"),))
    reply = render_problem(problem, language, accept)
    assert reply.status == 400
    if reply.media_type.startswith("text/html"):
        assert b"<script>" not in reply.content
        assert b"<b>" not in reply.content
    else:
        assert b"<script>" in reply.content
    assert reply.media_type != "image/png"


def test_each_problem_has_its_words_in_both_languages() -> None:
    filled = {"allow": "GET", "limit": 1, "said": "x", "allowed": "x", "formats": "x", "seconds": 1, "bytes": 1}
    for language in ("nl", "en"):
        say = words(language)
        for name in ("not-found", "not-acceptable", "method", "host", "query-missing", "query-twice", "update"):
            assert say(f"serve.{name}")
            assert say(f"serve.{name}-advice", **filled)
    assert Problem(504, "time", {"seconds": "30"}).detail("nl").startswith("Een vraag krijgt 30 seconden.")


PATHS = st.lists(st.sampled_from(("a", "b", "en", "doc", "x y", "é", "a:b")), min_size=1, max_size=5).map("/".join)


@given(PATHS, PATHS)
def test_a_relative_address_leads_there(source: str, target: str) -> None:
    base = "http://h/" + quote(source)
    assert unquote(urljoin(base, relative(source, target))) == f"http://h/{target}"


def in_turn(work: Callable[[Turns], object]) -> None:
    async def run() -> None:
        await work(Turns(at_once=1, waiting=1, patience=0.05))  # type: ignore[misc]

    asyncio.run(run())


def test_a_turn_is_given_back_whatever_happens() -> None:
    async def work(turns: Turns) -> None:
        for _ in range(3):
            with pytest.raises(ValueError, match="mis"):
                async with turns.turn():
                    raise ValueError("mis")
        assert turns.here == 0

    in_turn(work)


def test_who_waits_too_long_or_finds_no_room_is_told() -> None:
    async def work(turns: Turns) -> None:
        async with turns.turn():
            waiting = asyncio.create_task(_enter(turns))
            await asyncio.sleep(0)
            with pytest.raises(RefusedError) as full:
                await _enter(turns)
            with pytest.raises(RefusedError) as late:
                await waiting
        for found in (full, late):
            assert (found.value.problem.status, found.value.problem.retry_after) == (503, 1)
        await _enter(turns)
        assert turns.here == 0

    in_turn(work)


async def _enter(turns: Turns) -> None:
    async with turns.turn():
        return


def test_two_servers_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.refused("update")
    assert b'avggraph_problems_total{name="update"} 1.0' in one.render(1)
    assert b'name="update"' not in other.render(0)
