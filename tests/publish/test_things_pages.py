"""What must hold for any thing: nothing unbounded, nothing of a document's words run, a line that is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from avggraph.addresses import LANGUAGES, Addresses
from avggraph.graph.naming import Naming
from avggraph.publish import Page, Site
from avggraph.publish.frame import Frame
from avggraph.publish.sections.report import wordings_file
from avggraph.publish.things.content import (
    Branch,
    Code,
    Column,
    Entry,
    Fact,
    Records,
    Rows,
    Text,
    Texts,
    Tree,
    web_page,
)
from avggraph.publish.things.paging import on_page, pages
from avggraph.publish.words import words
from avggraph.store import open_output
from avggraph.vocabulary import concept_iri, load_vocabulary
from publish.thing_pages import attribute, first, shown, texts

HOSTILE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")).map(
    lambda text: f"<script>x</script>\"'&{text}</p><img src=x onerror=x>"
)


@given(st.lists(st.integers()), st.integers(1, 50))
def test_the_pages_of_a_list_hold_each_item_once_in_order(items: list[int], size: int) -> None:
    parts = [on_page(items, number, size) for number in range(1, pages(len(items), size) + 1)]
    assert [item for part in parts for item in part] == items
    assert all(len(part) <= size for part in parts)


def test_records_beyond_a_page_stand_on_the_next(built_examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("avggraph.publish.things.section.RECORDS", 3)
    site = Site(open_output(built_examples))
    first = "doc/begrip/persoonsgegevens/bsn"
    paths = [first, *(path for path in site.places if path.startswith(f"{first}/data-"))]
    found: list[str] = []
    for path in paths:
        tree = shown(site, path, "en")
        block = "section[aria-labelledby=records-data]"
        numbers = texts(tree, f"{block} .reference")
        assert 0 < len(numbers) <= 3
        found += numbers
        [current] = tree.css(f"{block} .turns [aria-current=page]")
        assert current.text() == f"Page {len(found) // 3 + (len(found) % 3 > 0)}"
        assert len(tree.css(f"{block} .turns li")) == len(paths)
    whole = Site(open_output(built_examples)).places[first].plain(first)["records"]["data"]
    assert [number.lower() for number in found] == [iri.rpartition("/")[2] for iri in whole]


# The first page compiles the templates.
@given(HOSTILE)
def test_whatever_a_thing_is_called_is_text_on_its_page(words: str) -> None:
    text = Text(words, "nl", quoted=True)
    plain = Text(words, iri=words)
    blocks = (
        Rows("rows", words, (Column(words),), (((text, plain),),), words, words),
        Records("records", words, 1, (Entry(words, words, words),)),
        Texts("texts", words, (text, plain), words, folded=True),
        Tree("tree", words, (Branch(plain, words, (Branch(text),)),)),
        Code("code", words, words),
    )
    content = {
        "kind": words,
        "name": Text(words, "nl"),
        "definition": text,
        "facts": (Fact(words, (text, plain)),),
        "blocks": blocks,
        "summary": ((words, 1, "records"),),
        "report": words,
    }
    frame = Frame(Addresses(Naming()), {"nl": words, "en": words}, lambda _: False)
    page = Page("doc/systeem/x", "en", words, "thing.html", content, iri="https://x.example/", styles=("things.css",))
    tree = LexborHTMLParser(frame.render(page).content.decode())
    assert [attribute(each, "src") for each in tree.css("script, img")] == ["../../../bestanden/language.js"]
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert first(tree, "pre code").text() == words
    assert first(tree, "dd q").text() == words
    assert not [node for node in tree.css("a[href]") if attribute(node, "href").startswith("javascript")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_without_a_title_is_said_to_have_none(language: str) -> None:
    records = Records("records", "Records", 1, (Entry("https://x.example/", "M1", ""),))
    content = {"kind": "", "name": Text("x"), "definition": None, "facts": (), "blocks": (records,), "summary": ()}
    frame = Frame(Addresses(Naming()), {"nl": "x", "en": "x"}, lambda _: False)
    page = Page("doc/systeem/x", language, "x", "thing.html", {**content, "report": ""})
    entry = first(LexborHTMLParser(frame.render(page).content.decode()), "ul.records li")
    assert entry.text().split() == ["M1", *words(language)("record.untitled").split()]
    assert entry.css("[lang]") == []


@given(st.text())
def test_only_addresses_of_the_web_are_followed(text: str) -> None:
    assert web_page(f"javascript:{text}") == ""
    assert web_page(f"data:{text}") == ""


def test_the_example_of_a_line_is_accepted_as_a_file_of_wordings(tmp_path: Path) -> None:
    path = tmp_path / "woorden.sssom.tsv"
    path.write_text(wordings_file("roepnaam van de melder", "persoonsgegevens", "naam"), encoding="utf-8")
    vocabulary = load_vocabulary(wordings=path)
    assert "roepnaam van de melder" in vocabulary[concept_iri("persoonsgegevens", "naam")].labels


def test_a_page_is_made_again_only_where_the_build_changed(built_examples: Path) -> None:
    first, second = (Site(open_output(built_examples)) for _ in range(2))
    for path in ("doc/organisatie/oorg10215", "doc/vraag/processors", "doc/regel/RetentionStated", "doc/ontologie"):
        fingerprint = first.places[path].fingerprint(path)
        assert fingerprint
        assert fingerprint == second.places[path].fingerprint(path)
