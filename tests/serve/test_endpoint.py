"""The SPARQL 1.1 Protocol on a running server, as other programs speak it and as it is on the wire."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode
from xml.etree import ElementTree

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from avggraph.query import EndpointEngine, OxigraphEngine, load_catalogue
from avggraph.store import open_output
from query.test_service_calls import DISGUISES
from serve.running import Running, served

RECORDS = "SELECT ?r { ?r a <https://w3id.org/dpcat#ROPARecord> } ORDER BY ?r"
TRIPLE = "CONSTRUCT { <a:a> <a:b> ?n } { VALUES ?n { 1 } }"
FORM = "application/x-www-form-urlencoded"
M9001 = "https://avggraph.example/id/rijksoverheid/verwerking/m9001"


@pytest.fixture(scope="module")
def some() -> str:
    return f"{RECORDS} LIMIT 2"


def wrapper(server: Running, query: str, format: str, method: str = "GET") -> Any:
    """Ask with SPARQLWrapper, and give what it makes of the answer."""
    client = SPARQLWrapper(f"{server.url}sparql")
    client.setMethod(method)
    client.setReturnFormat(format)
    client.setQuery(query)
    return client.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_gets_every_format(server: Running, some: str, method: str) -> None:
    assert len(wrapper(server, some, JSON, method)["results"]["bindings"]) == 2
    assert len(wrapper(server, some, XML, method).getElementsByTagName("result")) == 2
    assert len(wrapper(server, some, CSV, method).splitlines()) == 3
    assert b"<a:a>" in wrapper(server, TRIPLE, TURTLE, method)


def test_rdflib_reads_it_as_a_store(server: Running) -> None:
    graph = Graph(SPARQLStore(f"{server.url}sparql", method="POST_FORM"))
    assert len(list(graph.triples((URIRef(M9001), RDF.type, None)))) >= 1
    counted: Any = list(graph.query("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    assert int(counted[0][0]) > 3


@pytest.mark.parametrize("name", ["stromen", "wetten", "nergens"])
def test_from_chooses_the_graph_as_it_does_in_the_build(server: Running, graph: Path, name: str) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <https://avggraph.example/graph/{name}> {{ ?s ?p ?o }}"
    [[here]] = OxigraphEngine(open_output(graph).open_store()).select(query).rows
    [row] = json.loads(server.post(query).body)["results"]["bindings"]
    assert row["n"]["value"] == str(here)
    assert (row["n"]["value"] == "0") is (name == "nergens")


def test_our_own_engine_gets_what_the_build_gives(server: Running, graph: Path) -> None:
    saved = load_catalogue()["processors"].text
    with EndpointEngine(f"{server.url}sparql") as engine:
        assert engine.select(saved) == OxigraphEngine(open_output(graph).open_store()).select(saved)
        assert engine.notices == ()


@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("GET", "/sparql?query=ASK%20%7B%7D", {}, ""),
        ("GET", "/sparql?query=ASK+%7B%7D&unknown=1", {}, ""),
        ("POST", "/sparql", {"Content-Type": FORM}, "query=ASK%7B%7D"),
        ("POST", "/sparql", {"Content-Type": f"{FORM}; charset=UTF-8"}, "query=ASK%7B%7D"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "ASK {}"),
        ("POST", "/sparql", {"Content-Type": "Application/SPARQL-Query;charset=utf-8"}, "ASK {}"),
        ("POST", "/sparql?query=SELECT", {"Content-Type": FORM}, "query=ASK%7B%7D"),
    ],
)
def test_the_three_ways_to_ask(server: Running, method: str, target: str, headers: dict[str, str], body: str) -> None:
    got = server.ask(method, target, headers, body)
    assert (got.status, got.media_type) == (200, "application/sparql-results+json")
    assert json.loads(got.body)["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
def test_tables_come_as_asked(server: Running, accept: str | None, media: str, some: str) -> None:
    got = server.get(f"/sparql?query={quote(some)}", accept)
    assert (got.status, got.media_type) == (200, media)
    if "json" in media:
        assert len(json.loads(got.body)["results"]["bindings"]) == 2
    elif "xml" in media:
        assert ElementTree.fromstring(got.body).tag.endswith("sparql")
    else:
        assert len(got.text.splitlines()) == 3


@pytest.mark.parametrize(
    ("wanted", "media"),
    [
        ("turtle", "text/turtle"),
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("json-ld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("text/turtle", "text/turtle"),
    ],
)
def test_the_parameter_format_goes_before_accept(server: Running, wanted: str, media: str) -> None:
    got = server.get("/sparql?" + urlencode({"query": TRIPLE, "format": wanted}), "image/png")
    assert (got.status, got.media_type) == (200, media)
    assert b"a:a" in got.body


def test_a_format_that_does_not_fit_is_406(server: Running) -> None:
    got = server.get("/sparql?" + urlencode({"query": "ASK {}", "format": "turtle"}), language="en")
    assert got.status == 406
    assert "json, xml, csv, tsv" in got.text
    assert server.get("/sparql?query=ASK%7B%7D", "image/png").status == 406


def test_the_dataset_is_chosen(server: Running) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def counted(**dataset: str) -> int:
        fields = {"query": count, **{name.replace("_", "-"): value for name, value in dataset.items()}}
        got = server.ask("POST", "/sparql", {"Content-Type": FORM}, urlencode(fields))
        return int(json.loads(got.body)["results"]["bindings"][0]["n"]["value"])

    whole, laws = counted(), counted(default_graph_uri="https://avggraph.example/graph/wetten")
    assert 0 < laws < whole
    assert counted(default_graph_uri="https://avggraph.example/graph/geen") == 0


def test_an_empty_answer_is_an_answer(server: Running) -> None:
    for accept in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        assert server.post("SELECT ?s { ?s <a:geen> ?o }", accept).status == 200
    for accept in ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"):
        assert server.post("CONSTRUCT { ?s <a:b> ?o } { ?s <a:geen> ?o }", accept).status == 200
        assert server.post("DESCRIBE <a:geen>", accept).status == 200
    for accept in ("application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        assert server.post("ASK { ?s <a:geen> ?o }", accept).status == 200


def test_without_a_query_programs_get_a_description_and_people_a_page(server: Running) -> None:
    described = Graph().parse(data=server.get("/sparql", "text/turtle").body, format="turtle")
    service = "http://www.w3.org/ns/sparql-service-description#"
    assert (URIRef("https://avggraph.example/sparql"), RDF.type, URIRef(f"{service}Service")) in described
    assert URIRef(f"{service}UnionDefaultGraph") in set(described.objects())
    for accept in ("application/ld+json", "application/rdf+xml", "application/n-triples"):
        assert server.get("/sparql", accept).media_type == accept
    page = server.get("/sparql", "text/html,*/*;q=0.8")
    assert (page.status, page["Location"]) == (303, "vragen/stellen.html")
    assert server.get("/sparql", "text/html", "en").media_type == "text/turtle"


def test_a_link_to_a_question_shows_a_browser_the_page_with_it(server: Running) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    target = "/sparql?" + urlencode({"query": 'ASK { ?s ?p "a&b #+%" }'})
    got = server.get(target, browser)
    page, _, fragment = got["Location"].partition("#")
    assert (got.status, page) == (303, "vragen/stellen.html")
    assert parse_qs(fragment) == {"query": ['ASK { ?s ?p "a&b #+%" }']}
    # A program, a chosen format, and a chosen dataset get the answer.
    for other, accept in ((target, "*/*"), (f"{target}&format=json", browser), (target, "text/csv, text/html;q=0.5")):
        assert server.get(other, accept).status == 200
    assert server.get(f"{target}&default-graph-uri=a%3Aa", browser).status == 200


@pytest.mark.parametrize(
    ("headers", "body", "status", "words"),
    [
        ({"Content-Type": FORM}, "", 400, "no query"),
        ({"Content-Type": FORM}, "query=", 400, "no query"),
        ({"Content-Type": FORM}, "query=ASK{}&query=ASK{}", 400, "more than one"),
        ({"Content-Type": FORM}, "query=ASK{}&using-graph-uri=a:a", 400, "belong to an update"),
        ({"Content-Type": FORM}, "query=%FF", 400, "UTF-8"),
        ({"Content-Type": "application/sparql-query"}, "SELECT \xff", 400, "UTF-8"),
        ({"Content-Type": "application/sparql-query"}, "SELECT ?x {", 400, "error at 1:"),
        ({"Content-Type": "application/sparql-query"}, "geen vraag", 400, "lacks SELECT"),
        ({"Content-Type": "application/sparql-query"}, "", 400, "no query"),
        ({"Content-Type": "text/plain"}, "ASK {}", 415, "is not read"),
        ({}, "query=ASK{}", 415, "is not read"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, "--x--", 415, "is not read"),
        ({"Content-Type": FORM}, "&".join("a=1" for _ in range(40_000)), 413, "too long"),
        ({"Content-Type": FORM}, "query=ASK{}" + "&a=1" * 15_000, 400, "cannot be read"),
    ],
)
def test_what_is_no_query_operation_is_said(
    server: Running, headers: dict[str, str], body: str, status: int, words: str
) -> None:
    got = server.ask("POST", "/sparql", {**headers, "Accept-Language": "en"}, body.encode("latin-1"))
    assert got.status == status
    assert words in got.text


@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("POST", "/sparql", {"Content-Type": FORM}, "update=CLEAR%20ALL"),
        ("POST", "/sparql", {"Content-Type": FORM}, "query=ASK{}&update=CLEAR%20ALL"),
        ("POST", "/sparql", {"Content-Type": FORM}, "update="),
        ("POST", "/sparql", {"Content-Type": FORM}, "query=CLEAR%20ALL"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, "CLEAR ALL"),
        ("POST", "/sparql?update=CLEAR%20ALL", {"Content-Type": "application/sparql-query"}, "ASK {}"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "INSERT DATA { <a:a> <a:a> <a:a> }"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "# SELECT\nDELETE WHERE { ?s ?p ?o }"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "PREFIX s: <a:SELECT> DROP ALL"),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, ""),
        ("GET", "/sparql?query=LOAD%20%3Chttp%3A%2F%2F127.0.0.1%2F%3E", {}, ""),
    ],
)
def test_an_update_is_refused(server: Running, method: str, target: str, headers: dict[str, str], body: str) -> None:
    got = server.ask(method, target, {**headers, "Accept-Language": "en"}, body)
    assert got.status == 403
    assert "only reads" in got.text


def test_what_is_hidden_from_us_changes_nothing(server: Running) -> None:
    before = server.post("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    for hidden in (
        "SELECT * { ?s ?p ?o } ; INSERT DATA { <a:a> <a:a> <a:a> }",
        "\\u0049NSERT DATA { <a:a> <a:a> <a:a> } # SELECT",
        "BASE <a:a> SELECT * {} INSERT DATA { <a:a> <a:a> <a:a> }",
    ):
        assert server.post(hidden).status in {400, 403}
    for path in ("/update", "/store", "/query", "/sparql/update"):
        assert server.ask("POST", path, {"Content-Type": "application/sparql-update"}, "CLEAR ALL").status == 405
    assert server.post("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before


@pytest.mark.parametrize("disguise", [*DISGUISES, "ASK { \\u0053ERVICE <http://x/> { ?s ?p ?o } }"])
def test_service_is_refused_however_it_is_sent(server: Running, disguise: str) -> None:
    query = disguise.replace("{port}", "9")
    sent = (
        server.post(query),
        server.get(f"/sparql?query={quote(query)}"),
        server.ask("POST", "/sparql", {"Content-Type": FORM}, urlencode({"query": query})),
    )
    for got in sent:
        assert got.status == 403
        assert "SERVICE" in got.text


def test_a_query_nested_too_deep_is_refused_before_the_database_sees_it(server: Running) -> None:
    got = server.post("ASK { ?s ?p ?o FILTER(" + "(" * 2_000 + "?o" + ")" * 2_000 + ") }")
    assert got.status == 400
    assert got.text.startswith("De vraag is te diep genest.\nTen hoogste 32 haakjes")
    assert server.post("ASK { ?s ?p ?o }").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_405(server: Running, method: str) -> None:
    got = server.ask(method, "/sparql")
    assert (got.status, got["Allow"]) == (405, "GET, HEAD, POST")


def test_problems_speak_the_clients_language_and_format(server: Running) -> None:
    dutch = server.get("/sparql?query=x")
    assert (dutch.media_type, dutch["Content-Language"]) == ("text/plain", "nl")
    assert dutch.text.startswith("Dit is geen SPARQL-vraag")
    machine = server.get("/sparql?query=x", "application/problem+json", "en")
    assert machine.media_type == "application/problem+json"
    assert json.loads(machine.body)["status"] == 400
    assert json.loads(machine.body)["title"].startswith("This is no SPARQL query")
    # A question with a format is asked, also by a browser; what is wrong with it is told as a page.
    page = server.get("/sparql?format=json&query=" + quote("SELECT <script>alert(1)</script>"), "text/html")
    assert (page.status, page.media_type) == (400, "text/html")
    assert b"<script>" not in page.body


def test_a_head_asks_and_sends_nothing(server: Running) -> None:
    got = server.ask("HEAD", "/sparql?query=ASK%7B%7D")
    assert (got.status, got.body, got.media_type) == (200, b"", "application/sparql-results+json")


def test_scripts_of_one_origin_may_read(server: Running) -> None:
    ours = server.ask("GET", "/sparql?query=ASK%7B%7D", {"Origin": "https://kaart.voorbeeld.nl"})
    assert ours["Access-Control-Allow-Origin"] == "https://kaart.voorbeeld.nl"
    assert (
        server.ask("GET", "/sparql?query=ASK%7B%7D", {"Origin": "https://x.example"})["Access-Control-Allow-Origin"]
        == ""
    )
    asked = {"Origin": "https://kaart.voorbeeld.nl", "Access-Control-Request-Method": "POST"}
    assert server.ask("OPTIONS", "/sparql", asked).status == 200


def test_the_log_says_nothing_of_who_and_what(server: Running) -> None:
    server.get("/sparql?query=ASK%20%7B%20%3Fgeheim%20%3Fp%20%3Fo%20%7D")
    server.get("/health")
    lines = [line for line in server.log if "GET /sparql" in line]
    assert lines
    assert not any("geheim" in line or "127.0.0.1" in line for line in server.log)


def test_an_endpoint_elsewhere_is_asked(server: Running, site: Path) -> None:
    with served(site, "--endpoint", f"{server.url}sparql", "--timeout", "20") as relay:
        assert relay.post(RECORDS).body == server.post(RECORDS).body
        assert relay.post("SELECT ?x {").status == 400
        refused = relay.post("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
        assert refused.status == 403
        assert relay.databases() == []
