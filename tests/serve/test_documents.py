"""From an address to a document, against a running server with a small site: curl's view."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from serve.conftest import RECORD
from serve.running import Running, served
from web_servers.site import Case, read_cases, write_site

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "ending", "media"),
    [
        (None, "html", "text/html"),
        ("*/*", "html", "text/html"),
        (HTML, "html", "text/html"),
        ("text/turtle", "ttl", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/n-triples", "nt", "application/n-triples"),
        ("application/json", "json", "application/json"),
        ("application/rdf+xml,text/turtle;q=0.8,*/*;q=0.1", "ttl", "text/turtle"),
        ("text/html;q=0.4, text/turtle;q=0.5", "ttl", "text/turtle"),
        ("text/*, text/html;q=0", "ttl", "text/turtle"),
        ("application/*;q=0.2, text/*;q=0.1", "jsonld", "application/ld+json"),
        ("q=nonsense", "html", "text/html"),
        ("text/turtle;q=7, application/n-triples", "nt", "application/n-triples"),
    ],
)
def test_the_representation_is_negotiated(site_server: Running, accept: str | None, ending: str, media: str) -> None:
    got = site_server.get(f"/{RECORD}", accept)
    assert got.status == 200
    assert got.media_type == media
    assert got["Content-Location"] == f"m9001.{ending}"
    assert {"Accept", "Accept-Language"} <= set(got["Vary"].replace(" ", "").split(","))
    assert got.body == site_server.get(f"/{RECORD}.{ending}").body


def test_a_thing_leads_to_its_document(site_server: Running) -> None:
    got = site_server.get("/id/rijksoverheid/verwerking/m9001", "text/turtle")
    assert got.status == 303
    assert got["Location"] == "../../../doc/rijksoverheid/verwerking/m9001"
    assert 'rel="describedby"' in got["Link"]


def test_a_part_leads_to_its_place(site_server: Running) -> None:
    got = site_server.get("/id/rijksoverheid/doel/m9001-2")
    assert (got.status, got["Location"]) == (303, "../../../doc/rijksoverheid/verwerking/m9001#doel-2")


def test_a_thing_without_document_is_not_there(site_server: Running) -> None:
    assert site_server.get("/id/wet/onbekend").status == 404
    assert site_server.get("/id/").status == 404


def test_who_reads_english_is_led_to_the_english_page(site_server: Running) -> None:
    got = site_server.get(f"/{RECORD}", HTML, "en-GB, nl;q=0.5")
    assert (got.status, got["Location"]) == (302, "../../../en/doc/rijksoverheid/verwerking/m9001")
    english = site_server.get(f"/en/{RECORD}", HTML, "nl")
    assert (english.status, english["Content-Location"]) == (200, "m9001.html")
    assert b"lang=en" in english.body
    front = site_server.get("/", HTML, "en")
    assert (front.status, front["Location"]) == (302, "en/")
    assert b"Overview" in site_server.get("/en/", HTML, "nl").body


@pytest.mark.parametrize(
    ("address", "status", "to"),
    [
        ("/?q=x", 302, "en/?q=x"),
        (f"/{RECORD}?q=caf%C3%A9+%26&q=y", 302, f"../../../en/{RECORD}?q=caf%C3%A9+%26&q=y"),
        ("/verwerkingen?q=paspoort", 308, "verwerkingen/?q=paspoort"),
    ],
)
def test_who_is_led_elsewhere_keeps_what_was_sought(site_server: Running, address: str, status: int, to: str) -> None:
    got = site_server.get(address, HTML, "en")
    assert (got.status, got["Location"]) == (status, to)


def test_data_is_the_same_in_every_language(site_server: Running) -> None:
    got = site_server.get(f"/en/{RECORD}", "text/turtle", "en")
    assert got.status == 200
    assert got["Content-Location"] == "../../../../doc/rijksoverheid/verwerking/m9001.ttl"


def test_what_is_only_dutch_is_shown_in_dutch(site_server: Running) -> None:
    assert site_server.get("/verwerkingen/", HTML, "en").status == 200


def test_a_list_without_its_slash_leads_to_the_list(site_server: Running) -> None:
    got = site_server.get("/verwerkingen")
    assert (got.status, got["Location"]) == (308, "verwerkingen/")


def test_what_nobody_has_is_406_with_what_there_is(site_server: Running) -> None:
    got = site_server.get(f"/{RECORD}", "image/png", "en")
    assert got.status == 406
    assert got.media_type == "text/plain"
    for ending in ("html", "ttl", "jsonld", "nt", "json"):
        assert f"m9001.{ending}\n" in got.text
    only_text = site_server.get("/doc/bron/abc", "text/turtle")
    assert only_text.status == 406
    assert "abc.txt" in only_text.text
    assert "abc.ttl" not in only_text.text


def test_other_representations_are_linked(site_server: Running) -> None:
    link = site_server.get(f"/{RECORD}.html")["Link"]
    assert '<m9001.ttl>; rel="alternate"; type="text/turtle"' in link
    assert '<m9001.ttl>; rel="describedby"; type="text/turtle"' in link
    assert f'<https://avggraph.example/{RECORD}>; rel="canonical"' in link
    assert "m9001.html" not in link


def test_a_page_is_not_sent_twice(site_server: Running) -> None:
    first = site_server.get(f"/{RECORD}.ttl")
    again = site_server.ask("GET", f"/{RECORD}.ttl", {"If-None-Match": f'"x", {first["ETag"]}'})
    assert (again.status, again.body, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Last-Modified"] == ""
    other = site_server.get(f"/{RECORD}.json")
    assert other["ETag"] != first["ETag"]


def test_head_gives_the_head(site_server: Running) -> None:
    got, whole = site_server.ask("HEAD", f"/{RECORD}"), site_server.get(f"/{RECORD}")
    assert (got.status, got.body) == (200, b"")
    assert got["Content-Length"] == str(len(whole.body))
    assert got["ETag"] == whole["ETag"]


@pytest.mark.parametrize(
    ("path", "accept", "status", "media", "place"),
    [
        ("/data/", HTML, 200, "text/html", "index.html"),
        ("/data/", None, 200, "text/html", "index.html"),
        ("/data/", "text/turtle", 200, "text/turtle", "catalogus.ttl"),
        ("/data/", "application/ld+json, text/html;q=0.5", 200, "application/ld+json", "catalogus.jsonld"),
        ("/data/catalogus", "text/turtle", 200, "text/turtle", "catalogus.ttl"),
        ("/over", "text/turtle", 406, "text/plain", ""),
    ],
)
def test_the_data_are_described_for_programs_and_shown_to_people(
    site_server: Running, path: str, accept: str | None, status: int, media: str, place: str
) -> None:
    got = site_server.get(path, accept)
    assert (got.status, got.media_type, got["Content-Location"]) == (status, media, place)


def test_who_reads_the_catalogue_gets_the_page_of_the_files(site_server: Running) -> None:
    got = site_server.get("/data/catalogus", HTML)
    assert got.status == 303
    assert urljoin("/data/catalogus", got["Location"]) == "/data/"


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [("/niets", "nl", "Niet gevonden"), ("/niets", "en", "Not found"), ("/en/doc/niets", "nl", "Not found")],
)
def test_who_finds_nothing_gets_the_sites_own_page(site_server: Running, path: str, language: str, words: str) -> None:
    got = site_server.get(path, HTML, language)
    assert (got.status, got.media_type) == (404, "text/html")
    assert words in got.text
    assert site_server.get(path, "application/json", language).media_type == "application/problem+json"


def test_a_part_of_a_packed_file_can_be_asked(site_server: Running) -> None:
    whole = site_server.get("/data/register.db")
    assert (whole.status, whole.media_type, whole["Accept-Ranges"]) == (200, "application/vnd.sqlite3", "bytes")
    part = site_server.ask("GET", "/data/register.db", {"Range": "bytes=0-14", "Accept-Encoding": "gzip"})
    assert (part.status, part.body) == (206, b"SQLite format 3")
    assert part["Content-Range"] == f"bytes 0-14/{len(whole.body)}"
    assert "Content-Encoding" not in part.headers
    assert site_server.ask("GET", "/data/register.db", {"If-None-Match": whole["ETag"]}).status == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_pages_are_only_read(site_server: Running, method: str) -> None:
    got = site_server.ask(method, f"/{RECORD}")
    assert (got.status, got["Allow"]) == (405, "GET, HEAD")


def test_a_page_keeps_its_own_policy_and_no_page_is_framed(site_server: Running) -> None:
    got = site_server.get(f"/{RECORD}.html")
    assert got["Content-Security-Policy"] == "default-src 'none'; style-src 'sha256-abc='; frame-ancestors 'none'"
    for path in ("/", "/bestanden/kaart.svg", "/niets", f"/{RECORD}.ttl", "/health"):
        other = site_server.get(path)
        assert other["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert "default-src 'none'" in other["Content-Security-Policy"]
        assert (other["X-Content-Type-Options"], other["Referrer-Policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize(
    "target",
    [
        "/../geheim.html",
        "/doc/../../geheim.html",
        "/%2e%2e/geheim.html",
        "/doc/%2e%2e%2f%2e%2e%2fgeheim.html",
        "/..%5cgeheim.html",
        "/uit.html",
        "/.avggraph-site.json",
        "/%2eavggraph-site.json",
        "/index.html%00",
        "//geheim.html",
        "/id/../../geheim.html",
        "/%ff%fe",
    ],
)
def test_what_is_not_of_the_site_is_404(site_server: Running, target: str) -> None:
    got = site_server.get(target, "text/html")
    assert got.status == 404
    assert b'<a href="' in got.body
    assert b"<script" not in got.body


def test_a_large_file_is_sent_from_the_disk(site_server: Running) -> None:
    got = site_server.get("/data/lang.csv")
    assert (got.status, len(got.body)) == (200, 6 + 8 * 200_000)
    assert got.media_type == "text/csv"
    again = site_server.ask("GET", "/data/lang.csv", {"If-None-Match": got["ETag"]})
    assert again.status == 304
    assert site_server.ask("HEAD", "/data/lang.csv").body == b""


def test_text_is_compressed_for_who_wants_it(site_server: Running) -> None:
    got = site_server.ask("GET", "/data/lang.csv", {"Accept-Encoding": "gzip"})
    assert got["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in got["Vary"]
    assert gzip.decompress(got.body) == site_server.get("/data/lang.csv").body


def test_a_site_without_graph_says_that_it_has_no_endpoint(site_server: Running) -> None:
    got = site_server.get("/sparql?query=ASK%7B%7D", language="en")
    assert got.status == 404
    assert "no SPARQL endpoint" in got.text


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1.kwaad.example", "localhost@kwaad.example", "", "[::2]"])
def test_only_its_own_names_are_answered(site_server: Running, host: str) -> None:
    got = site_server.ask("GET", "/", {"Host": host})
    assert got.status == 421
    assert b"Overzicht</title>" not in got.body


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "LOCALHOST.", "[::1]:8000", "127.0.0.1"])
def test_this_machine_may_be_called_by_its_names(site_server: Running, host: str) -> None:
    assert site_server.ask("GET", "/", {"Host": host}).status == 200


@pytest.fixture(scope="module")
def table_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The invented site of tests/cases/negotiation."""
    folder = tmp_path_factory.mktemp("table") / "site"
    write_site(folder)
    with served(folder) as running:
        yield running


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.case)
def test_the_server_answers_as_the_table_says(table_server: Running, case: Case) -> None:
    """All but the language: an English page has an address of its own, to which this server leads (302)."""
    got = table_server.get(f"/{case.path}", case.accept or None, case.accept_language or None)
    if got.status == 302:
        assert case.location.startswith("en/")
        got = table_server.get(urljoin(f"/{case.path}", got["Location"]), case.accept or None)
        assert got.text == case.location
        return
    assert got.status == case.status
    if case.type:
        assert got["Content-Type"] == case.type
    if case.location:
        said = got["Location" if got.status == 303 else "Content-Location"]
        assert urljoin(f"/{case.path}", said) == f"/{case.location}"
    if case.file:
        assert got.text == case.file
    assert case.vary <= set(got["Vary"].casefold().replace(",", " ").split())
