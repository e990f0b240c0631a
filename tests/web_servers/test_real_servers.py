"""nginx, Apache and Caddy answer as the table says, and as RFC 9110 does."""

from __future__ import annotations

import gzip
from email.message import Message
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph.addresses import Addresses
from avggraph.graph.naming import Naming
from avggraph.web_servers.rules import load_rules
from web_servers import accepting
from web_servers.accepting import Element
from web_servers.conftest import Site
from web_servers.site import LONG, Case, read_cases

RECORDS = ("m9001", "m9001_2", "avg-12", "zonder-nummer-b34977a63d58")
RECORD = "doc/rijksoverheid/verwerking/m9001"
asked_often = settings(max_examples=60)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.case)
def test_a_server_answers_as_the_table_says(site: Site, case: Case) -> None:
    status, headers, body = site.ask(site.prefix + case.path, Accept=case.accept, Accept_Language=case.accept_language)
    assert status == case.status
    if case.type:
        assert headers["Content-Type"].replace(" ", "").casefold() == case.type.replace(" ", "")
    if case.location:
        said = headers["Location" if status == 303 else "Content-Location"]
        assert _place(said) == site.prefix + case.location
    if case.file:
        assert body.decode() == case.file
    assert case.vary <= _listed(headers, "Vary")


@given(elements=accepting.accepts)
@asked_often
def test_the_form_is_the_one_that_the_header_asks_for(site: Site, elements: list[Element]) -> None:
    status, headers, _ = site.ask(site.prefix + RECORD, Accept=accepting.header(elements), Accept_Language="nl")
    expected = accepting.best_form(elements)
    assert (status, headers["Content-Location"]) == (
        (200, f"{site.prefix}{RECORD}.{expected}") if expected else (406, None)
    )


@given(elements=accepting.languages)
@asked_often
def test_the_language_is_the_one_that_the_header_asks_for(site: Site, elements: list[Element]) -> None:
    _, headers, _ = site.ask(site.prefix + RECORD, Accept="text/html", Accept_Language=accepting.header(elements))
    folder = "" if accepting.best_language(elements) == "nl" else "en/"
    assert headers["Content-Location"] == f"{site.prefix}{folder}{RECORD}.html"


@given(
    kind=st.sampled_from(
        ["doel", "bewaartermijn", "stroom", "vermelding", "veld", "doorgifte", "beveiliging", "verwerking"]
    ),
    key=st.sampled_from(RECORDS),
    part=st.sampled_from(["", "-1", "-12", "-g3", "-4-2", "-12-10"]),
)
@asked_often
def test_a_thing_leads_to_the_address_that_the_site_has_for_it(site: Site, kind: str, key: str, part: str) -> None:
    naming = Naming(f"https://data.voorbeeld.nl{site.prefix}")
    iri = naming.node(kind, key + part)[1:-1]
    address = Addresses(naming, frozenset(RECORDS)).of(iri)
    status, headers, _ = site.ask(urlsplit(iri).path)
    if address is None:
        assert status == 404
    else:
        said = f"{site.prefix}{address.path}" + (f"#{address.fragment}" if address.fragment else "")
        assert (status, _place(headers["Location"])) == (303, said)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{RECORD}.ttl", 200),
        (RECORD, 200),
        ("verwerkingen/", 200),
        ("id/rijksoverheid/verwerking/m9001", 303),
        ("doc/wet/geen", 404),
        (f"{RECORD}?x=1", 406),
    ],
)
def test_every_answer_has_the_headers_of_the_site(site: Site, path: str, status: int) -> None:
    answered, headers, _ = site.ask(site.prefix + path, Accept="image/png" if status == 406 else "*/*")
    assert answered == status
    for name, value in load_rules().headers.items():
        assert headers.get_all(name) == [value]


def test_a_head_is_a_get_without_its_body(site: Site) -> None:
    status, asked, body = site.ask(site.prefix + RECORD, "HEAD", Accept="text/turtle")
    _, given_, _ = site.ask(site.prefix + RECORD, Accept="text/turtle")
    assert (status, body) == (200, b"")
    for name in ("Content-Type", "Content-Location", "Content-Length", "ETag"):
        assert asked[name] == given_[name]
        assert asked[name]


def test_a_client_that_has_the_answer_is_told_so(site: Site) -> None:
    _, headers, _ = site.ask(site.prefix + RECORD, Accept="text/turtle")
    status, _, body = site.ask(site.prefix + RECORD, Accept="text/turtle", If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    status, _, _ = site.ask(site.prefix + RECORD, Accept="text/html", If_None_Match=headers["ETag"])
    assert status == 200


@pytest.mark.parametrize(("path", "page"), [("doc/wet/geen", "404.html"), ("en/doc/wet/geen", "en/404.html")])
def test_what_is_not_there_is_a_page_in_the_language_of_the_address(site: Site, path: str, page: str) -> None:
    status, headers, body = site.ask(site.prefix + path)
    assert (status, headers.get_content_type(), body.decode()) == (404, "text/html", page)
    assert headers["Content-Location"] is None


def test_a_refusal_says_where_the_page_is(site: Site) -> None:
    status, _, body = site.ask(site.prefix + RECORD, Accept="image/png")
    assert status == 406
    assert load_rules().refusal in body.decode()


def test_style_may_be_kept_longer_than_a_document(site: Site) -> None:
    kept = {path: site.ask(site.prefix + path)[1]["Cache-Control"] for path in ("bestanden/site.css", f"{RECORD}.html")}
    assert kept == {"bestanden/site.css": "public, max-age=86400", f"{RECORD}.html": "public, max-age=3600"}


@pytest.mark.parametrize("path", [LONG, LONG.removesuffix(".ttl")])
def test_an_answer_is_compressed_for_who_can_read_it(site: Site, path: str) -> None:
    plain = site.ask(site.prefix + path, Accept="text/turtle")
    packed = site.ask(site.prefix + path, Accept="text/turtle", Accept_Encoding="gzip")
    assert packed[1]["Content-Encoding"] == "gzip"
    assert "accept-encoding" in _listed(packed[1], "Vary")
    assert gzip.decompress(packed[2]) == plain[2]
    assert plain[1]["Content-Encoding"] is None


def test_the_description_of_the_data_is_found_from_the_root_of_the_host(site: Site) -> None:
    status, headers, body = site.ask("/.well-known/void")
    if site.prefix == "/":
        assert (status, body) == (200, b".well-known/void")
    else:
        assert (status, _place(headers["Location"])) == (303, f"{site.prefix}.well-known/void")


@pytest.mark.parametrize(
    "path",
    [
        "doc/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "doc/..%2f..%2f..%2fetc/passwd",
        "doc/rijksoverheid/verwerking/m9001%00",
        "doc/rijksoverheid/verwerking/m9001%0d%0aX-Extra:%201",
        "id/wet/awb%0d%0aX-Extra:%201",
        "id/wet/..",
        "id/wet/%2e%2e",
        "id/wet//voorbeeld.nl",
        "id/wet/%2f%2fvoorbeeld.nl",
        "id/rijksoverheid/doel/%22%3e%3cscript%3e-1",
    ],
)
def test_a_hostile_address_leads_nowhere(site: Site, path: str) -> None:
    status, headers, body = site.ask(site.prefix + path)
    assert status < 500
    assert headers["X-Extra"] is None
    assert b"root:" not in body
    assert b"<script" not in body
    place = urlsplit(headers.get("Location", site.prefix))
    assert place.hostname in (None, "127.0.0.1")
    assert place.path.startswith(site.prefix)


@pytest.mark.parametrize("accept", ["text/html;" * 600, "," * 6000, "text/html" + ";a=b" * 1500, "*/*;q=" + "9" * 5000])
def test_a_hostile_header_is_answered(site: Site, accept: str) -> None:
    status, _, _ = site.ask(site.prefix + RECORD, Accept=accept)
    assert status in (200, 406)


def _place(address: str) -> str:
    """Give a path with its fragment: servers give the whole address or only that."""
    place = urlsplit(address)
    return place.path + (f"#{place.fragment}" if place.fragment else "")


def _listed(headers: Message, name: str) -> set[str]:
    return {each.strip().casefold() for line in headers.get_all(name, []) for each in line.split(",")}
