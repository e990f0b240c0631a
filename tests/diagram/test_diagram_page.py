"""The page with picture and table: one document that fetches and runs nothing, and says what the diagram says."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from diagram_store import filled_store
from hypothesis import HealthCheck, given, settings
from random_records import HOSTILE, purposes, records

from avggraph.content_policy import content_policy
from avggraph.diagram import Options, diagram_of, render
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import RECORD_COLUMNS, REGISTER_COLUMNS, rows
from avggraph.diagram.model import Diagram, Quote, View
from avggraph.diagram.provenance import footer
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, RecordFacts
from avggraph.diagram.theme import theme
from avggraph.diagram.words import words

_ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "main", "section", "div",
    "svg", "desc", "g", "rect", "path", "text", "table", "caption", "thead", "tbody", "tr", "th", "td", "q", "ul", "li",
    "b", "br", "dl", "dt", "dd", "footer",
}  # fmt: skip
_ATTRIBUTES = {
    "charset", "http-equiv", "content", "name", "class", "scope", "data-label", "cite", "tabindex", "lang", "id",
    "href", "role", "aria-label", "aria-labelledby",
    "xmlns", "width", "height", "viewbox", "xml:lang", "aria-describedby", "font-family", "font-size", "font-weight",
    "font-style", "text-anchor", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "transform",
    "data-iri", "x", "y", "rx", "d",
}  # fmt: skip
_VOID = {"meta", "br"}

thorough = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


class _Document(HTMLParser):
    """A page as a parser meets it: elements with their attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in _VOID:
            self.open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag, tag

    def handle_data(self, data: str) -> None:
        for at in self.open:
            self.elements[at][2].append(data)

    def of(self, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
        return [
            (given, "".join(text))
            for name, given, text in self.elements
            if name == tag and all(given.get(key) == value for key, value in attributes.items())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [text for _, text in self.of(tag, **attributes)]


def _page(diagram: Diagram, options: Options | None = None) -> _Document:
    return _Document(render(diagram, "html", options).decode("utf-8"))


def _full(language: str = "nl") -> Diagram:
    """A diagram with words of the source for its first flow."""
    diagram = diagram_of(filled_store(), "M4089", language=language)
    quotes = (
        Quote("naam en <e-mail>", "https://x.example/bron#char=1,9"),
        Quote("", "https://x.example/bron#char=2,3"),
    )
    first, *rest = diagram.flows
    return replace(diagram, flows=(replace(first, quotes=quotes, basis=("taak",)), *rest))


# ---------------------------------------------------------------- what it may do


@thorough
@given(records())
def test_hostile_labels_give_no_new_elements_or_attributes(facts: RecordFacts) -> None:
    page = _page(compose(facts, "nl"))
    assert page.open == []
    for tag, attributes, _ in page.elements:
        assert tag in _ELEMENTS
        assert attributes.keys() <= _ATTRIBUTES


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_shown_as_text(label: str) -> None:
    block = Block("", purposes(label), (Named("", label),), (label,), (label,), (Named("", label),))
    page = _page(compose(RecordFacts("M1", label, label, blocks=(block,)), "nl"))
    shown = clean(label)
    assert page.texts("h1") == [shown or "Verwerking zonder naam"]
    assert any(shown in cell for cell in page.texts("td"))
    assert any(shown in part for part in page.texts("li"))


def test_the_page_fetches_and_runs_nothing() -> None:
    page = _page(_full())
    [(policy, _)] = page.of("meta", **{"http-equiv": "Content-Security-Policy"})
    [style] = page.texts("style")
    assert policy["content"] == content_policy(style)
    assert "script" not in policy["content"]
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _, _ in page.elements}
    assert not re.search(r"url\(|@import|@font-face", style)
    assert not any(name.startswith(("on", "src", "style")) for _, attributes, _ in page.elements for name in attributes)


@thorough
@given(records())
def test_the_same_record_gives_the_same_bytes(facts: RecordFacts) -> None:
    assert render(compose(facts, "en"), "html") == render(compose(facts, "en"), "html")


# ---------------------------------------------------------------- what it says


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_holds_the_facts(language: str) -> None:
    diagram = _full(language)
    page = _page(diagram)
    say = words(language)
    assert page.texts("th", scope="col") == [say[column] for column in RECORD_COLUMNS]
    listed = rows(diagram)
    assert page.texts("th", scope="row") == [row.number for row in listed]
    cells = [row.cell(column) for row in listed for column in RECORD_COLUMNS[1:]]
    assert [cell.strip("“”") for cell in cells] == page.texts("td")
    assert len(page.of("caption")) == 1
    labels = [attributes["data-label"] for attributes, _ in page.of("td")]
    assert labels == [say[column] for column in RECORD_COLUMNS[1:]] * len(listed)


@pytest.mark.parametrize(("language", "dutch"), [("nl", None), ("en", "nl")])
def test_words_of_the_source_are_quoted_in_their_language(language: str, dutch: str | None) -> None:
    [(attributes, said)] = _page(_full(language)).of("q")
    assert (said, attributes["cite"]) == ("naam en <e-mail>", "https://x.example/bron#char=1,9")
    assert attributes.get("lang") == dutch


def test_a_view_over_records_has_the_columns_of_the_register() -> None:
    diagram = replace(_full(), view=View.ORGANISATION)
    assert len(_page(diagram).texts("th", scope="col")) == len(REGISTER_COLUMNS)


def test_both_pictures_lead_to_the_rows_of_the_table() -> None:
    page = _page(_full())
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes, _ in page.of("a") if attributes["href"].startswith("#")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    for number in range(1, 9):
        assert f"m4089-{number}" in [attributes.get("id") for attributes, _ in page.of("tr")]
        assert links.count(f"#m4089-{number}") == 3, "once in the wide picture, at both ends in the narrow one"


def test_the_page_names_each_part_once_with_its_facts() -> None:
    diagram = _full()
    page = _page(diagram)
    parts = page.texts("li")
    for node in diagram.nodes:
        assert sum(node.label in part and all(each.text in part for each in node.details) for part in parts)
    assert page.texts("h1") == ["Contactcenter in het buitenland"]
    assert page.texts("title")[0] == "M4089 Contactcenter in het buitenland · Gegevensstromen"
    assert [text for text in page.texts("p") if text in footer(diagram)] == list(footer(diagram))


def test_silence_and_none_are_told_apart() -> None:
    page = render(diagram_of(filled_store(), "M4089"), "html").decode("utf-8")
    silent = page[page.index("<h3>Niet vermeld") : page.index("<h3>Geen")]
    denied = page[page.index("<h3>Geen") : page.index("<footer>")]
    assert re.findall(r"<li>(.*?)</li>", silent) == ["Verwerking 3: Bewaartermijn niet vermeld"]
    assert re.findall(r"<li>(.*?)</li>", denied) == ["Geen doorgifte"]


def test_a_diagram_without_flows_says_so() -> None:
    page = _page(Diagram("Leeg", "M1", (), (), (), "", "nl"))
    assert words("nl")["no_flows"] in page.texts("p")
    assert page.of("table") == []


# ---------------------------------------------------------------- how it looks


def test_a_dark_page_is_printed_in_black_on_white() -> None:
    [style] = _page(_full(), Options(theme=theme("donker"))).texts("style")
    screen, paper = style.split("@media print", 1)
    assert "--paper: #14191f;" in screen and "--ink: #eef1f4;" in screen
    assert "--paper: #ffffff;" in paper and "--ink: #000000;" in paper
    assert "#14191f" not in paper


def test_every_colour_of_the_pictures_is_declared() -> None:
    page = _page(_full())
    [style] = page.texts("style")
    used = {value for _, given, _ in page.elements for key, value in given.items() if key in {"fill", "stroke"}}
    for value in used - {"none"}:
        [name] = re.findall(r"^var\((--[a-z-]+)\)$", value)
        assert len(re.findall(rf"^{name}: #[0-9a-f]{{6}};$", style, re.MULTILINE)) == 2, "for the screen and for paper"
