"""The rendered files: whole, well-formed, safe, and the same on every run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from diagram_store import filled_store
from hypothesis import given
from random_records import HOSTILE, purposes, records, thorough

from avggraph.diagram import FORMATS, diagram_of
from avggraph.diagram import render as render_bytes
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import rows
from avggraph.diagram.model import Diagram
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, RecordFacts
from avggraph.errors import UsageError

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {f"{_SVG}{name}" for name in ("svg", "title", "desc", "g", "a", "rect", "path", "text")}
_ATTRIBUTES = {
    "width", "height", "viewBox", "role", "lang", "{http://www.w3.org/XML/1998/namespace}lang", "aria-labelledby", "id",
    "aria-describedby", "aria-label", "href",
    "font-family", "font-size", "font-weight", "font-style", "text-anchor", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "stroke-linecap", "transform", "data-iri", "x", "y", "rx", "d",
}  # fmt: skip

_TEXTUAL = sorted(name for name, format in FORMATS.items() if not format.is_binary)


def render(diagram: Diagram, name: str) -> str:
    return render_bytes(diagram, name).decode("utf-8")


def _svg(diagram: Diagram) -> ET.Element:
    return ET.fromstring(render(diagram, "svg"))


def _words(root: ET.Element) -> str:
    return " ".join("".join(element.itertext()) for element in root.iter(f"{_SVG}text"))


@thorough
@given(records())
def test_hostile_labels_give_well_formed_xml_without_new_elements_or_attributes(facts: RecordFacts) -> None:
    for element in _svg(compose(facts, "nl")).iter():
        assert element.tag in _ELEMENTS
        assert set(element.attrib) <= _ATTRIBUTES


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_is_shown_as_text(label: str) -> None:
    block = Block("", purposes(label), (Named("", label),), (label,), (label,), (Named("", label),))
    root = _svg(compose(RecordFacts("M1", label, label, blocks=(block,)), "nl"))
    tooltips = [element.text or "" for element in root.iter(f"{_SVG}title")]
    assert any(clean(label) in tooltip for tooltip in tooltips)


@thorough
@given(records())
def test_the_same_record_gives_the_same_bytes(facts: RecordFacts) -> None:
    for name in _TEXTUAL:
        assert render(compose(facts, "nl"), name) == render(compose(facts, "nl"), name)


def test_bytes_do_not_depend_on_the_run() -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from diagram_store import filled_store\n"
        "from avggraph.diagram import FORMATS, diagram_of, render\n"
        "print(ascii([render(diagram_of(filled_store(), 'M4089'), name) for name in FORMATS]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *sys.path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_picture_is_accessible(language: str) -> None:
    root = _svg(diagram_of(filled_store(), "M4089", language=language))
    assert (root.get("role"), root.get("lang")) == ("graphics-document", language)
    names = {element.get("id"): element.text or "" for element in root if element.get("id")}
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("m4089-title", "m4089-desc")
    assert names["m4089-title"] == "M4089 Contactcenter in het buitenland"
    for row in rows(diagram_of(filled_store(), "M4089", language=language)):
        assert row.sentence in names["m4089-desc"]


def test_ids_are_unique_and_named_after_the_record() -> None:
    ids = [element.get("id", "") for element in _svg(diagram_of(filled_store(), "M4089")).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("m4089-") for name in ids)


def test_the_sheet_says_what_it_is_where_it_comes_from_and_what_flows() -> None:
    shown = _words(_svg(diagram_of(filled_store(), "M4089")))
    for words in (
        "Contactcenter in het buitenland",
        "bijzondere persoonsgegevens (art. 9 AVG)",
        "M4089 · bron: m4089.txt · datum van de gegevens: niet vermeld",
        "verwerking in opdracht",
        "Geen doorgifte",
        "bijzonder",
        "strafr.",
        "BSN",
    ):
        assert words in shown, words


def test_every_text_stays_on_the_sheet() -> None:
    root = _svg(diagram_of(filled_store(), "M4089"))
    _, _, full_width, full_height = (float(part) for part in root.get("viewBox", "").split())
    assert (root.get("width"), root.get("height")) == tuple(root.get("viewBox", "").split()[2:])

    def check(element: ET.Element, x: float, y: float) -> None:
        moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        if element.tag == f"{_SVG}text":
            assert 0 < x + float(element.get("x", 0)) < full_width
            assert 0 < y + float(element.get("y", 0)) < full_height
        for child in element:
            check(child, x, y)

    check(root, 0, 0)


def test_not_stated_is_dashed_and_none_is_not() -> None:
    def outlines(reference: str) -> dict[str, str | None]:
        found = {}
        for group in _svg(diagram_of(filled_store(), reference)).iter(f"{_SVG}g"):
            title, outline = group.find(f"{_SVG}title"), group.find(f"{_SVG}rect")
            if title is not None and outline is not None:
                found[title.text or ""] = outline.get("stroke-dasharray")
        return found

    assert outlines("M17")["Ontvanger: Ontvangers niet vermeld"]
    assert outlines("M18")["Ontvanger: Geen ontvangers"] is None
    assert outlines("M4089")["Buiten de EU: Geen doorgifte"] is None


def test_no_picture_fetches_or_runs_anything() -> None:
    svg = render(diagram_of(filled_store(), "M4089"), "svg")
    for sign in ("<script", "<style", "<image", "xlink", "url(", "@import"):
        assert sign not in svg


def test_links_lead_to_official_names_and_to_rows_of_the_table() -> None:
    root = _svg(diagram_of(filled_store(), "M4089"))
    ids = {element.get("id") for element in root.iter()}
    links = [link.get("href", "") for link in root.iter(f"{_SVG}a")]
    assert [link for link in links if not link.startswith("#")] == []
    assert {link.removeprefix("#") for link in links} == {f"m4089-{number}" for number in range(1, 9)} <= ids


def test_a_record_without_anything_is_a_whole_picture() -> None:
    empty = Diagram("Leeg", "M1", (), (), (), "", "nl")
    assert "Leeg" in _words(_svg(empty))
    for name in sorted({*_TEXTUAL} - {"csv"}):
        assert "Leeg" in render(empty, name)
    assert render(empty, "csv").startswith("Nr.,Van,Naar,")


@thorough
@given(records())
def test_mermaid_labels_hold_no_syntax(facts: RecordFacts) -> None:
    for line in render(compose(facts, "nl"), "mmd").splitlines():
        if line.startswith("title: "):
            continue
        for label in re.findall(r'"([^"]*)"', line):
            plain = re.sub(r"#\d+;|<br/>", "", label)
            assert not set(plain) & set('"#;<>[]{}|`&%\\'), label
        assert line.count('"') in {0, 2}


def _mermaid_title(diagram: Diagram) -> str:
    """The title in the front matter, or, with signs that Mermaid mangles there, the first line above the legend."""
    first, title, last, body, *_ = lines = render(diagram, "mmd").splitlines()
    if first == "flowchart LR":
        foot = next(line for line in lines if line.startswith('  picture_foot["'))
        above = foot.removeprefix('  picture_foot["').partition("<br/>")[0]
        return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), above).replace("\u2060", "")
    assert (first, last, body) == ("---", "---", "flowchart LR")
    assert not set("&<>=") & set(title)
    return str(json.loads(title.removeprefix("title: ")))


@thorough
@given(records())
def test_a_mermaid_title_stays_in_its_quotes(facts: RecordFacts) -> None:
    diagram = compose(facts, "nl")
    assert _mermaid_title(diagram) == clean(f"{diagram.reference} {diagram.title}")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Klant & loket (24/7)", "M1 Klant & loket (24/7)"),
        ('Loket "Noord"\\', 'M1 Loket "Noord"\\'),
        ("Loket\n---\nflowchart TD", "M1 Loket --- flowchart TD"),
        ("Loket\u2028---\x85x", "M1 Loket --- x"),
        ('<a href="', 'M1 <a href="'),
    ],
)
def test_a_mermaid_title_shows_the_words_of_the_register(title: str, shown: str) -> None:
    assert _mermaid_title(Diagram(title, "M1", (), (), (), "", "nl")) == shown


@thorough
@given(records())
def test_dot_strings_end_where_they_should(facts: RecordFacts) -> None:
    text = render(compose(facts, "nl"), "dot")
    bare = re.sub(r'"(?:[^"\\]|\\["\\nl])*"', "S", text)
    assert '"' not in bare
    assert "\\" not in bare
    assert bare.count("{") == bare.count("}")
    assert re.fullmatch(r"[\w\s\[\]{}=\->]*", bare, re.ASCII)


def test_edges_from_the_controller_leave_its_frame() -> None:
    diagram = diagram_of(filled_store(), "M4089")
    assert '  controller ---->|"5 verstrekking (bijzonder, strafr., BSN)"| party' in render(diagram, "mmd")
    edge = r'process1 -> party\d \[ltail=cluster_controller label="5 verstrekking[^"]*" minlen=2\]'
    assert re.search(edge, render(diagram, "dot"))


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'bmp' bestaat niet.*svg, "):
        render(diagram_of(filled_store(), "M4089"), "bmp")
