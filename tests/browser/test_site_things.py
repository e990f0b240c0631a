"""The pages of things in a real browser: who can use them, the field above a list, and the line for a wrong link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from avggraph.pipeline import BuildOptions, build
from avggraph.publish import Site
from avggraph.publish.reader import Reader
from avggraph.query.values import written_string
from avggraph.resources import data
from avggraph.store import open_output
from avggraph.vocabulary import concept_iri, load_vocabulary
from browser.site_checks import AXE
from browser.some_pages import write_pages
from browser.webdriver import Browser
from made_once import MadeOnce

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page of each kind.
PATHS = {
    "organisation": "doc/organisatie/oorg10215",
    "organisations": "organisaties/",
    "system": "doc/systeem/brp",
    "law": "doc/wet/paspoortwet",
    "country": "doc/land/in",
    "concept": "doc/begrip/persoonsgegevens/bsn",
    "scheme": "doc/begrip/rollen",
    "schemes": "begrippen/",
    "query": "doc/vraag/processors",
    "queries": "vragen/",
    "shape": "doc/regel/RetentionStated",
    "shapes": "regels/",
    "ontology": "doc/ontologie",
    "register": "doc/rijksoverheid/register",
    "data": "data/",
    "report": "melden",
}
VISIBLE = """return [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility())
    .map((each) => each.textContent.replace(/\\s+/g, " ").trim())"""


@pytest.fixture(scope="module")
def folder(built_examples: Path, made_once: MadeOnce) -> Path:
    """Some pages of the examples' site, with its style and scripts."""
    return made_once.folder("things", lambda out: write_pages(Site(open_output(built_examples)), PATHS.values(), out))


@pytest.fixture
def window(browser: Browser) -> Iterator[Browser]:
    browser.size(1200)
    browser.media()
    yield browser
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def address(folder: Path, kind: str, language: str = "nl") -> str:
    path = PATHS[kind]
    file = f"{path}index.html" if path.endswith("/") else f"{path}.html"
    return (folder / ("" if language == "nl" else language) / file).as_uri()


def settled(browser: Browser, script: str, *arguments: object) -> None:
    browser.run(f"{script}; return new Promise((done) => setTimeout(done, 50))", *arguments)


def find(browser: Browser, words: str) -> None:
    script = """const field = document.querySelector(".filter input"); field.value = arguments[0];
        field.dispatchEvent(new Event("input", {bubbles: true}))"""
    settled(browser, script, words)


# ---------------------------------------------------------------- who can use it


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1200, "light"), ("nl", 320, "dark")])
def test_axe_finds_no_barrier_and_nothing_lies_beside_the_screen(
    window: Browser, folder: Path, axe: str, kind: str, language: str, width: int, scheme: str
) -> None:
    window.size(width)
    window.media(prefers_color_scheme=scheme)
    window.open(address(folder, kind, language))
    window.run("for (const each of document.querySelectorAll('details')) each.open = true")
    window.cdp("Runtime.evaluate", expression=axe)  # not in the page: its policy runs no other script
    found = window.run(AXE, RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert {"color-contrast", "landmark-one-main", "target-size"} <= {each["id"] for each in found["passes"]}
    assert window.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", ["scheme", "organisations", "report", "query"])
def test_without_script_a_page_is_whole(window: Browser, folder: Path, kind: str) -> None:
    window.cdp("Emulation.setScriptExecutionDisabled", value=True)
    window.open(address(folder, kind))
    nodes = window.cdp("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored") and "role" in node]
    assert {"heading", "main", "navigation"} <= set(roles)
    assert "searchbox" not in roles
    assert "textbox" not in roles  # a form that does nothing is not shown


# ---------------------------------------------------------------- the field above a list


def test_a_list_is_filtered_by_words_whatever_their_accents(window: Browser, folder: Path) -> None:
    window.open(address(folder, "organisations"))
    whole = window.run(VISIBLE, "tbody tr")
    find(window, "binnenländse  ZAKEN")
    found = window.run(VISIBLE, "tbody tr")
    assert found == [row for row in whole if "Binnenlandse Zaken" in row]
    assert found
    assert window.run(VISIBLE, ".filter output") == [f"{len(found)} van {len(whole)}"]
    find(window, "")
    assert window.run(VISIBLE, "tbody tr") == whole


def test_a_branch_opens_for_what_is_found_below_it(window: Browser, folder: Path) -> None:
    window.open(address(folder, "scheme"))
    assert "verwerker" not in window.run(VISIBLE, ".tree li")
    find(window, "subverwerker")
    shown = window.run("""return [...document.querySelectorAll(".tree a")].filter((each) => each.checkVisibility())
        .map((each) => each.textContent)""")
    assert "subverwerker" in shown
    assert "toezichthouder" not in shown
    find(window, "")
    assert window.run("return document.querySelectorAll('.tree details[open]').length") == 0


# ---------------------------------------------------------------- the line for a wrong link


def mentions(reader: Reader, words: str) -> set[str]:
    """The concepts that a build links to some words as its label for them."""
    found = reader.engine.select(
        "SELECT ?concept { ?mention <https://w3id.org/avggraph/def#mentions> ?concept ; "
        f"<https://w3id.org/avggraph/def#matchedLabel> {written_string(words)} }}"
    )
    return {row["concept"] for row in found.texts()}


def line_for(browser: Browser, folder: Path, asked: str, **fields: str) -> str:
    """Fill in the form and give the line that it makes."""
    browser.open(f"{address(folder, 'report')}?{asked}")
    for name, value in fields.items():
        script = """const field = document.getElementById("report").elements[arguments[0]]; field.value = arguments[1];
            field.dispatchEvent(new Event("change", {bubbles: true}))"""
        settled(browser, script, name, value)
    settled(browser, "document.querySelector('#report [type=submit]').click()")
    return str(browser.run("return document.getElementById('report-line').value"))


def test_the_line_is_accepted_by_a_build_that_then_links_the_words(
    window: Browser, folder: Path, built_examples: Path, tmp_path: Path
) -> None:
    before = Site(open_output(built_examples)).reader
    words = before.ask("unmapped", scheme="persoonsgegevens").texts()[0]["words"]
    concept = concept_iri("persoonsgegevens", "naam")
    assert mentions(before, words) == set()
    line = line_for(window, folder, f"woorden={quote(words)}&begrip={concept}&over=https://x.example/m1")
    path = tmp_path / "woorden.sssom.tsv"
    path.write_text(line, encoding="utf-8")
    build([data("examples")], tmp_path / "out", BuildOptions(wordings=path))
    assert mentions(Site(open_output(tmp_path / "out")).reader, words) == {concept}


@pytest.mark.parametrize(
    "words", ['naam "van" de\tmelder en <script>', "#geen opmerking", "  a  b ", "=1+1", "a\x85b\u2028c"]
)
def test_hostile_words_make_one_row_that_names_no_concept(
    window: Browser, folder: Path, tmp_path: Path, words: str
) -> None:
    line = line_for(window, folder, "", words=words, kind="none", scheme="doelen", about="a\tb")
    path = tmp_path / "woorden.sssom.tsv"
    path.write_text(line, encoding="utf-8")
    assert load_vocabulary(wordings=path).nameless["doelen"][-1] == " ".join(words.split())


def test_an_organisation_s_name_becomes_a_row_of_the_table_of_names(window: Browser, folder: Path) -> None:
    about = "https://identifier.overheid.nl/tooi/id/oorg/oorg10215"
    line = line_for(window, folder, f"woorden=SSC, Den Haag&over={about}")
    assert line == f'"SSC, Den Haag",{about},,,,\n'


def test_a_concept_is_chosen_by_its_name_in_a_list(window: Browser, folder: Path) -> None:
    """What a browser suggests are the names of the list that is chosen; an identifier of another list still goes."""
    listed = """const names = [...document.getElementById("report").elements.concept.list.options];
        return [names.length, names.find((option) => option.textContent === arguments[0])?.value ?? null]"""
    cells = []
    for concept in ("Subverwerker", "persoonsgegevens:naam"):
        line = line_for(window, folder, "woorden=onderaannemer", scheme="rollen", concept=concept)
        cells.append([cell for cell in line.splitlines()[-1].split("\t") if ":" in cell and "Mapping" not in cell])
    assert cells == [
        ["skos:exactMatch", "rollen:subverwerker", "concept:rollen"],
        ["skos:exactMatch", "persoonsgegevens:naam", "concept:persoonsgegevens"],
    ]
    rolls, name = window.run(listed, "subverwerker")
    assert name == "subverwerker"
    assert line_for(window, folder, "woorden=x", scheme="persoonsgegevens", concept="subverwerker") == ""
    more, name = window.run(listed, "subverwerker")
    assert (more > rolls, name) == (True, None)


def test_what_is_missing_is_said(window: Browser, folder: Path) -> None:
    assert line_for(window, folder, "") == ""
    assert window.run(VISIBLE, "#report-wrong") == ["Vul de woorden in."]
    line_for(window, folder, "woorden=x&begrip=nergens:niets")
    [said] = window.run(VISIBLE, "#report-wrong")
    assert said.startswith("Vul een begrip in")


def test_nothing_is_asked_of_anybody(window: Browser, folder: Path) -> None:
    window.requests()
    for kind in ("report", "organisation", "query"):
        window.open(address(folder, kind))
    asked = {each for each in window.requests() if each != "about:blank"}
    assert all(each.startswith(folder.as_uri()) for each in asked)
    assert asked
