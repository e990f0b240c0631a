"""SERVICE in disguise: whatever Oxigraph takes for a call of another endpoint must be seen before it is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.errors import QueryError, ServiceCallError
from avggraph.query import Form, form_of
from avggraph.query.service_calls import calls_service

PREFIXES = "PREFIX : <http://127.0.0.1:{port}/> PREFIX e: <http://127.0.0.1:{port}/> "
TARGET = "<http://127.0.0.1:{port}/>"
# What each does: glues the keyword to a word, hides it behind quotes that pair up otherwise, or spells it otherwise.
DISGUISES = (
    "SELECT * { SERVICE " + TARGET + " { ?s ?p ?o } }",
    "SELECT * { serViCe" + TARGET + "{ ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICE:x{ ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICEe:x { ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICESILENTe:x { ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICE SILENT:x { ?s ?p ?o } }",
    PREFIXES + "SELECT * { ?a ?b trueSERVICE:x { ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICE#'\n:x#'\n{ ?s ?p ?o } }",
    PREFIXES + "SELECT * { SERVICE :x·\\;y{ ?s ?p ?o } }",
    "SELECT * { BIND(" + TARGET + " AS ?a·b) SERVICE ?a·b{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(?c<3||?c!='>')SERVICE " + TARGET + " { ?s ?p ?o } FILTER(?c!='') }",
    "SELECT * { ?a ?b ?c FILTER(?c<3#>'''\n)SERVICE " + TARGET + " { ?s ?p ?o }#'''\n }",
    "SELECT * { OPTIONAL { <a:x\\u0041'> ?p ?o } SERVICE " + TARGET + " { ?s ?p ?o } OPTIONAL { <a:b'> ?q ?r } }",
    "SELECT * { ?a ?b ?c FILTER(?c<4&&EXISTS{SERVICE" + TARGET + "{ ?s ?p ?o }}) }",
)
HARMLESS = (
    "PREFIX service: <urn:SERVICE#> ASK { service:LOAD service: ?service }",
    "SELECT ?service { ?service a <https://schema.org/Service> { ?service ?p 'SERVICE <http://x/> {' } }",
    "# SERVICE <http://x/> {\nSELECT * { ?s <http://x/SERVICE> ?o }",
    "SELECT * { ?s ?p 'it''s', \"\"\"SERVICE <x> { \"\"\" , '''SERVICE ?x {''' }",
    "PREFIX dpv: <https://w3id.org/dpv#> SELECT * { ?s a dpv:ServiceProvision . { ?s ?p ?o } }",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server that notes who calls: its port, and the calls."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(404)

        do_GET = do_POST  # noqa: N815 - the library's name

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port, calls
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(1)))
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(True)))
    return store


def is_called(store: ox.Store, query: str, calls: list[str]) -> bool:
    """Let Oxigraph answer, and tell whether it called, or tried to."""
    before = len(calls)
    try:
        list(store.query(query))  # type: ignore[arg-type]
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError) as error:
        return len(calls) > before or "service name" in str(error)
    return len(calls) > before


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_call_is_refused_in_every_disguise(disguise: str) -> None:
    with pytest.raises(ServiceCallError):
        form_of(disguise.replace("{port}", "80"))


@pytest.mark.parametrize("disguise", DISGUISES[:13])
def test_the_disguises_are_calls_to_oxigraph(disguise: str, store: ox.Store, listener: tuple[int, list[str]]) -> None:
    port, calls = listener
    assert is_called(store, disguise.replace("{port}", str(port)), calls)


@pytest.mark.parametrize("query", HARMLESS)
def test_words_like_the_keyword_are_no_calls(query: str) -> None:
    assert form_of(query) in {Form.SELECT, Form.ASK}


def test_escapes_are_read_as_what_they_spell() -> None:
    with pytest.raises(ServiceCallError):
        form_of("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }")


def test_only_the_allowed_endpoint_may_be_called() -> None:
    allowed = {"https://data.voorbeeld.nl/sparql"}
    assert form_of("SELECT * { SERVICE SILENT <https://data.voorbeeld.nl/sparql> { ?s ?p ?o } }", allowed)
    for other in ("<https://data.voorbeeld.nl/sparql2>", "?x", "e:x"):
        with pytest.raises(ServiceCallError):
            form_of(f"SELECT * {{ SERVICE {other} {{ ?s ?p ?o }} }}", allowed)
    both = "SELECT * { SERVICE <https://data.voorbeeld.nl/sparql> { ?s ?p ?o } SERVICE <http://x/> { ?s ?p ?o } }"
    with pytest.raises(ServiceCallError):
        form_of(both, allowed)


# What a query can be torn apart by in two ways.
_WORDS = [
    "SERVICE",
    "SILENT",
    "e:x",
    ":x",
    "?v",
    "true",
    "1",
    "1e1",
    "UNDEF",
    "a",
    "_:b",
    "@en",
    "FILTER",
    "OPTIONAL{}",
]
_SIGNS = ["'", '"', "'''", "''", "'>'", "#", "\n", " ", ".", ";", "{", "}", "(", ")", "<", ">", "<?b", "&&", "!=", "/"]
_TRAPS = ["<a:\\u0041'>", "<a:b'>", "·", "e:y\\;", "FILTER(?c<3", "FILTER(?c<3#>'''\n)", "#'''\n", "FILTER(?c!='')"]
PIECES = st.sampled_from(_WORDS + _SIGNS + _TRAPS)


@settings(max_examples=400)
@given(before=st.lists(PIECES, max_size=5), words=st.lists(PIECES, max_size=2), after=st.lists(PIECES, max_size=4))
def test_what_oxigraph_calls_is_seen(
    before: list[str], words: list[str], after: list[str], store: ox.Store, listener: tuple[int, list[str]]
) -> None:
    port, calls = listener
    middle = f"{''.join(before)}SERVICE{''.join(words)} e:x {{ ?s ?p ?o }}{''.join(after)}"
    query = f"{PREFIXES.replace('{port}', str(port))}SELECT * {{ ?a ?b ?c {middle} }}"
    if is_called(store, query, calls):
        assert calls_service(query)


@pytest.mark.parametrize("unit", ["a.", '"a\\', "<a", "'''<a>", "SERVICE <", "?a<?b", "#<", "\\u0053"])
def test_a_long_query_is_read_in_linear_time(unit: str) -> None:
    """A quadratic reader would be at this for minutes."""
    text = "SELECT * { SERVICE" + unit * (200_000 // len(unit))
    try:
        form_of(text)
    except QueryError as error:
        assert error.what
