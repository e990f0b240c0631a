"""The diagram in a real browser: the page for everyone, and the pictures as the browser measures them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from avggraph.diagram import Diagram, Options, render
from avggraph.diagram.model import Quote
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import Block, Named, Party, Purpose, RecordFacts, Transmission
from avggraph.diagram.theme import theme, themes
from avggraph.register import open_register
from browser.site_checks import AXE
from browser.webdriver import ENTER, TAB, Browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = (
    "</text></title></svg></style><script>document.title = 'x'</script>",
    "<img src=x onerror=\"document.title = 'x'\">",
    "\"'><a href=\"javascript:document.title='x'\">",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen" * 11,
    "سجل أنشطة المعالجة \u202e omgekeerd",
)

# Where each text lies and ends, and the nearest shape around it: a box, a frame, a badge, or the sheet.
MEASURE = """
    const svg = [...document.querySelectorAll("svg")].find((each) => each.getClientRects().length);
    const sheet = svg.getBoundingClientRect();
    const shapes = [...svg.querySelectorAll("rect")].map((each) => each.getBoundingClientRect());
    const slack = 0.75;
    const within = (inner, outer) => inner.left >= outer.left - slack && inner.right <= outer.right + slack
        && inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
    return [...svg.querySelectorAll("text")].filter((each) => each.textContent.trim()).flatMap((each) => {
        const place = each.getBoundingClientRect();
        const around = [...each.parentNode.children].filter((other) => other.tagName === "rect")
            .map((other) => other.getBoundingClientRect())
            .filter((shape) => place.left < shape.right && place.right > shape.left
                && place.top < shape.bottom && place.bottom > shape.top);
        const outside = !within(place, sheet) || (around.length > 0 && !around.some((shape) => within(place, shape)));
        const crossed = shapes.some((shape) => place.left < shape.left - slack && place.right > shape.left + slack
            && place.top > shape.top && place.bottom < shape.bottom);
        return outside || crossed ? [each.textContent] : [];
    });
"""


@pytest.fixture(scope="module")
def examples(built_examples: Path) -> dict[str, dict[str, Diagram]]:
    """Diagrams by language and number: two records of the examples, and one that says next to nothing."""
    register = open_register(built_examples)
    silent = RecordFacts("M17", blocks=(Block("", subjects=(Named("", "Bezoekers"),)),))
    return {
        language: {
            **{number: register.diagram(number, language=language) for number in ("M9001", "M9008")},
            "M17": compose(silent, language),
        }
        for language in ("nl", "en")
    }


def hostile(label: str) -> Diagram:
    """Give a diagram that says the label wherever a word of a document may stand."""
    named = Named("https://avggraph.example/id/x/1", label)
    block = Block("", (Purpose(named),), (named,), (label, "naam"), (label,), (named,))
    transmission = Transmission("Disclosure", None, Party(named), (named,), (label,))
    facts = RecordFacts("M1", label, label, controllers=(named,), units=(named,), blocks=(block,), systems=(named,))
    diagram = compose(replace(facts, transmissions=(transmission,)), "nl")
    flows = tuple(replace(flow, basis=(label,), quotes=(Quote(label, label),)) for flow in diagram.flows)
    return replace(diagram, flows=flows)


def write(diagram: Diagram, folder: Path, kind: str = "html", options: Options | None = None) -> str:
    path = folder / f"{diagram.language}.{kind}"
    path.write_bytes(render(diagram, kind, options))
    return path.as_uri()


def shown(browser: Browser, selector: str) -> list[str]:
    """Give the class of each element that is displayed."""
    return list(
        browser.run(
            """return [...document.querySelectorAll(arguments[0])].filter((each) => each.getClientRects().length)
                .map((each) => each.closest("div").className)""",
            selector,
        )
    )


def accessible(browser: Browser) -> list[tuple[str, str]]:
    """Give the role and name of all that assistive technology meets."""
    nodes: list[dict[str, Any]] = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]


# ---------------------------------------------------------------- who can use it


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("number", ["M9001", "M9008", "M17"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_no_barrier(
    browser: Browser, axe: str, tmp_path: Path, examples: dict[str, dict[str, Diagram]],
    width: int, number: str, language: str,
) -> None:  # fmt: skip
    browser.size(width)
    browser.open(write(examples[language][number], tmp_path))
    assert axe_finds(browser, axe) == []


@pytest.mark.parametrize("name", themes())
def test_axe_finds_no_barrier_in_any_theme(
    browser: Browser, axe: str, tmp_path: Path, examples: dict[str, dict[str, Diagram]], name: str
) -> None:
    browser.size(1440)
    browser.open(write(examples["nl"]["M9001"], tmp_path, options=Options(theme=theme(name))))
    assert axe_finds(browser, axe) == []


def axe_finds(browser: Browser, axe: str) -> list[tuple[str, list[str]]]:
    browser.cdp("Runtime.evaluate", expression=axe)  # not in the page: its policy runs no script
    found = browser.run(AXE, RULES)
    passes = {each["id"] for each in found["passes"]}
    assert {"color-contrast", "landmark-one-main", "link-name", "scope-attr-valid", "target-size"} <= passes
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("number", ["M9001", "M9008", "M17"])
@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1240, 1440])
def test_nothing_lies_beside_the_screen(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], width: int, number: str
) -> None:
    browser.size(width)
    browser.open(write(examples["nl"][number], tmp_path))
    assert browser.run("return document.documentElement.scrollWidth") <= width


# 1.4.12: what a reader may set without loss of content.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""


@pytest.mark.parametrize("width", [320, 1440])
def test_wider_text_is_not_cut_off(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], width: int
) -> None:
    browser.size(width)
    browser.open(write(examples["nl"]["M9008"], tmp_path))
    browser.run(
        """const sheet = new CSSStyleSheet();
        sheet.replaceSync(arguments[0]);
        document.adoptedStyleSheets = [sheet];""",
        SPACED,
    )
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run(MEASURE) == []
    cut = """return [...document.querySelectorAll("p, h1, h2, h3, li, dd, td, th")]
        .filter((each) => each.getClientRects().length && each.scrollWidth > each.clientWidth + 1
            && !each.closest("thead")).map((each) => each.outerHTML)"""
    assert browser.run(cut) == []


@pytest.mark.parametrize(("width", "picture"), [(320, "narrow"), (700, "narrow"), (768, "wide"), (1440, "wide")])
def test_one_picture_is_shown_and_read_out(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], width: int, picture: str
) -> None:
    browser.size(width)
    browser.open(write(examples["nl"]["M9001"], tmp_path))
    assert shown(browser, "svg") == [picture]
    documents = [name for role, name in accessible(browser) if role in {"graphics-document", "GraphicsDocument"}]
    assert documents == ["M9001 Visumaanvragen voor kort verblijf (voorbeeld)"]


@pytest.mark.parametrize("width", [320, 1440])
def test_the_table_is_one_to_assistive_technology(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], width: int
) -> None:
    browser.size(width)
    browser.open(write(examples["nl"]["M9001"], tmp_path))
    met = accessible(browser)
    rows = len(examples["nl"]["M9001"].flows)
    assert sum(role == "table" for role, _ in met) == 1
    assert [name for role, name in met if role == "columnheader"][:3] == ["Nr.", "Van", "Naar"]
    assert [name for role, name in met if role == "rowheader"] == [str(number) for number in range(1, rows + 1)]
    assert sum(role in {"cell", "gridcell"} for role, _ in met) == 7 * rows


# ---------------------------------------------------------------- keyboard and mouse


def test_the_keyboard_reaches_the_picture_and_its_links(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]]
) -> None:
    browser.size(900)
    browser.open(write(examples["nl"]["M9001"], tmp_path))
    browser.keys(TAB)
    assert browser.run("return document.activeElement.textContent") == "Naar de gegevensstromen"
    assert browser.run("return document.activeElement.getBoundingClientRect().left >= 0")
    browser.keys(TAB)
    assert browser.run("return document.activeElement.className") == "wide"
    assert browser.run("return document.activeElement.scrollWidth > document.activeElement.clientWidth")
    reached = []
    for _ in range(16):
        browser.keys(TAB)
        assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
        reached.append(browser.run("return document.activeElement.getAttribute('href')"))
    assert [link for link in reached if link.startswith("#")] == [f"#m9001-{number}" for number in range(1, 14)]


@pytest.mark.parametrize("width", [320, 1440])
def test_a_number_leads_to_its_row(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], width: int
) -> None:
    browser.size(width)
    browser.open(write(examples["nl"]["M9001"], tmp_path))
    browser.run("[...document.querySelectorAll('a[href=\"#m9001-7\"]')].find((a) => a.getClientRects().length).focus()")
    browser.keys(ENTER)
    assert browser.run("return location.hash") == "#m9001-7"
    top = browser.run("return document.querySelector('tr:target').getBoundingClientRect().top")
    assert 0 <= top < 900
    assert browser.run("return getComputedStyle(document.querySelector('tr:target')).outlineStyle") == "solid"


def test_text_of_the_picture_can_be_selected(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]]
) -> None:
    browser.size(1440)
    browser.open(write(examples["nl"]["M9001"], tmp_path))
    selected = browser.run("""const text = [...document.querySelectorAll(".wide text")]
            .find((each) => each.textContent === "SSC-ICT");
        getSelection().selectAllChildren(text);
        return getSelection().toString();""")
    assert selected == "SSC-ICT"


# ---------------------------------------------------------------- what it asks for, and hostile words


def test_the_page_asks_nobody_for_anything(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]]
) -> None:
    address = write(examples["nl"]["M9001"], tmp_path)
    browser.size(1440)
    browser.requests()
    browser.console()
    browser.open(address)
    assert {asked for asked in browser.requests() if asked != "about:blank"} == {address}
    assert browser.console() == []


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("width", [320, 1440])
def test_words_of_a_document_run_nothing_and_stay_on_the_page(
    browser: Browser, tmp_path: Path, width: int, label: str
) -> None:
    browser.size(width)
    browser.open(write(hostile(label), tmp_path))
    words = label.replace("\u202e ", "")
    assert browser.run("return document.querySelector('h1').textContent") == words
    assert words in browser.run("return document.querySelector('q').textContent")
    assert browser.run("return document.title") != "x"
    assert browser.run("return document.querySelectorAll('script, img, a[href^=javascript]').length") == 0
    assert browser.run("return document.querySelectorAll('svg').length") == 2
    assert browser.run("return document.documentElement.scrollWidth") <= width
    browser.run("document.body.insertAdjacentHTML('beforeend', arguments[0])", HOSTILE[1])
    browser.run("return new Promise(done => setTimeout(done, 100))")
    assert browser.run("return document.title") != "x", "the policy runs nothing that was let through"
    browser.console()


# ---------------------------------------------------------------- the pictures as they are measured


@pytest.mark.parametrize("number", ["M9001", "M9008", "M17"])
@pytest.mark.parametrize("narrow", [True, False])
def test_every_text_lies_in_its_box(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], number: str, *, narrow: bool
) -> None:
    browser.size(320 if narrow else 1900)
    for language in ("nl", "en"):
        browser.open(write(examples[language][number], tmp_path, "svg", Options(narrow=narrow)))
        assert browser.run(MEASURE) == []


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("narrow", [True, False])
def test_hostile_text_lies_in_its_box_and_runs_nothing(
    browser: Browser, tmp_path: Path, label: str, *, narrow: bool
) -> None:
    browser.size(320 if narrow else 1900)
    browser.open(write(hostile(label), tmp_path, "svg", Options(narrow=narrow)))
    assert browser.run(MEASURE) == []
    assert browser.run("return document.querySelectorAll('script, img').length") == 0
    assert browser.run("return document.querySelectorAll('svg').length") == 1


def test_a_text_that_leaves_its_box_is_measured(browser: Browser, tmp_path: Path) -> None:
    browser.size(1900)
    browser.open(write(hostile("klantnummer"), tmp_path, "svg"))
    browser.run("""const texts = [...document.querySelectorAll("text")];
        texts.find((each) => each.textContent === "klantnummer, naam").textContent = "naam ".repeat(30);""")
    assert len(browser.run(MEASURE)) == 1


@pytest.mark.parametrize("number", ["M9001", "M9008", "M17"])
def test_the_narrow_picture_fits_a_narrow_screen_at_full_size(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], number: str
) -> None:
    browser.size(320)
    browser.open(write(examples["nl"][number], tmp_path))
    smallest = """const svg = document.querySelector(".narrow svg");
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        return Math.min(...[...svg.querySelectorAll("text")].map((each) => each.getAttribute("font-size") * scale));"""
    assert browser.run(smallest) >= 11
    browser.open(write(examples["nl"][number], tmp_path, "svg", Options(narrow=True)))
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


# ---------------------------------------------------------------- paper


@pytest.mark.parametrize("name", ["standaard", "donker"])
@pytest.mark.parametrize("number", ["M9001", "M9008", "M17"])
def test_on_paper_the_picture_is_whole_and_dark_on_light(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]], number: str, name: str
) -> None:
    browser.size(1440)
    diagram = examples["nl"][number]
    browser.open(write(diagram, tmp_path, options=Options(theme=theme(name))))
    document = pdfium.PdfDocument(browser.pdf())
    assert all(page.get_width() > page.get_height() for page in document)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    first = texts[0]
    assert diagram.title in first and "Legenda" in first
    for node in diagram.nodes:
        assert node.label.split()[0] in first, node.label
    everything = " ".join(texts)
    assert "Wie en wat" in everything and "Afgeleid, geen officiële weergave." in everything
    for page in document:
        image = page.render(scale=0.5).to_pil().convert("L")
        light = sum(image.histogram()[200:])
        assert light > 0.75 * image.width * image.height
        edges = [image.crop((0, 0, 8, image.height)), image.crop((image.width - 8, 0, image.width, image.height))]
        assert all(edge.getextrema()[0] > 250 for edge in edges), "nothing runs off the paper"


def test_no_row_is_cut_by_the_end_of_a_page(
    browser: Browser, tmp_path: Path, examples: dict[str, dict[str, Diagram]]
) -> None:
    browser.size(1440)
    diagram = examples["nl"]["M9008"]
    browser.open(write(diagram, tmp_path))
    document = pdfium.PdfDocument(browser.pdf())
    pages = [page.get_textpage().get_text_range() for page in document]
    long = max(diagram.flows, key=lambda flow: len(", ".join(flow.data)))
    words = {word for data in long.data for word in data.replace("-", " ").split()}  # a line may end after any
    assert any(all(word in page for word in words) for page in pages)
    assert sum("Persoonsgegevens" in page and "Bewaartermijn" in page for page in pages) > 1, "each page has the head"
