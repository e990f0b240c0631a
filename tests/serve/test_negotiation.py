"""What a client wants, by its headers (RFC 9110, section 12.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.negotiation import acceptable, negotiate, negotiate_language

OFFERS = ("text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/json")
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,text/turtle;q=0.8,application/n-triples;q=0.7,*/*;q=0.1"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (FIREFOX, "text/html"),
        (RDFLIB, "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened, compacted"', "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("text/*;q=0.3, application/json;q=0.4", "application/json"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/html;q=0.5, text/turtle;q=0.5", "text/html"),
        ("text/turtle;q=0.001, text/html;q=0", "text/turtle"),
        ("text/turtle;level=1, text/turtle;q=0, text/html;q=0.1", "text/html"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        # What is not well formed says nothing.
        ("text/turtle;q=2, application/json", "application/json"),
        ("turtle", "text/html"),
        ("*/turtle, application/json", "application/json"),
        ("text/turtle;q=, application/json", "application/json"),
        (";;;,,,", "text/html"),
        ('text/turtle;x="open', "text/html"),
    ],
)
def test_the_most_wanted_is_given(accept: str | None, wanted: str | None) -> None:
    assert negotiate(accept, OFFERS) == wanted


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("en", "en"),
        ("en-US,en;q=0.5", "en"),
        ("nl-BE, en;q=0.9", "nl"),
        ("de", "nl"),
        ("de, en;q=0.1", "en"),
        ("*", "nl"),
        ("nl;q=0, *", "en"),
        ("en-US;q=0, nl;q=0.1", "nl"),
        ("en_US", "nl"),
        ("nl;q=0.1, en;q=9", "nl"),
    ],
)
def test_the_language_is_the_one_a_reader_wants(accept: str | None, language: str) -> None:
    assert negotiate_language(accept, ("nl", "en")) == language


RANGES = st.sampled_from((*OFFERS, "text/*", "application/*", "*/*", "image/png", "x", "*/x", 'a/b;c="d,e"', ""))
WEIGHTS = st.sampled_from(("", ";q=0", ";q=0.5", ";q=1", ";q=1.5", "; q=0.333", ";q=x", ";v=1;q=0.7"))
HEADERS = st.lists(st.tuples(RANGES, WEIGHTS).map("".join), max_size=6).map(", ".join) | st.text(max_size=40)


@given(HEADERS, st.permutations(OFFERS))
def test_what_is_given_was_offered_and_first(header: str, offers: list[str]) -> None:
    found = acceptable(header, offers)
    assert set(found) <= set(offers)
    assert len(found) == len(set(found))
    assert negotiate(header, offers) == (found[0] if found else None)


@given(HEADERS)
def test_what_is_refused_by_name_is_not_given(header: str) -> None:
    assert "text/turtle" not in acceptable(f"text/turtle;q=0, {header.replace('text/turtle', 'image/png')}", OFFERS)


@given(st.text(max_size=60))
def test_a_language_is_always_one_there_is(header: str) -> None:
    assert negotiate_language(header, ("nl", "en")) in {"nl", "en"}
