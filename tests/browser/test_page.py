"""The page of findings in a real browser: its filter, its address, the keyboard, paper, and who can use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from avggraph.validate import RecordFacts, Report, report_format
from avggraph.validate.report import Language
from browser.site_checks import AXE
from browser.webdriver import ENTER, SPACE, TAB, Browser
from validate.report_of import OUTSIDE, WARNING, bare_report, full_report

VISIBLE = """
    const visible = (name, within) => [...within.querySelectorAll(name)].filter((each) => each.offsetParent);
    return visible("article", document).map((article) => [
        article.querySelector("h3").textContent,
        ...visible("li", article).map((item) => item.querySelector("b").textContent),
    ]);
"""
ALL = [
    ["M20 Parkeren", "fout"],
    ["M1 Bezoek aan de balie", "waarschuwing", "opmerking"],
    ["Buiten de verwerkingen", "waarschuwing"],
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[str]:
    """The address of the full report's page, open in a window of a usual size."""
    browser.size(1200)
    browser.media()
    address = write(full_report(), tmp_path)
    browser.open(address)
    yield address
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def write(report: Report, folder: Path, language: Language = "nl") -> str:
    path = folder / f"bevindingen-{language}.html"
    path.write_text(report_format("html").write(report, language), encoding="utf-8")
    return path.as_uri()


def choose(browser: Browser, field: str, value: str) -> None:
    """Choose a value as a user would: the field tells that it changed. The answer comes when the page has settled."""
    browser.run(
        """const field = document.getElementById("filter").elements[arguments[0]];
        field.value = arguments[1];
        field.dispatchEvent(new Event("input", {bubbles: true}));
        return new Promise(resolve => setTimeout(resolve, 300));""",
        field,
        value,
    )


def press(browser: Browser, row: str) -> None:
    """Press the button of a row of the overview."""
    browser.run(
        """[...document.querySelectorAll("th button")].find((each) => each.textContent === arguments[0]).click();
        return new Promise(resolve => setTimeout(resolve, 50));""",
        row,
    )


def severity(browser: Browser, name: str) -> None:
    browser.run(
        """document.querySelector(`[name=severity][value=${arguments[0]}]`).click();
        return new Promise(resolve => setTimeout(resolve, 50));""",
        name,
    )


def state(browser: Browser) -> str:
    return str(browser.run("return decodeURIComponent(location.hash)"))


def shown(browser: Browser) -> str:
    return str(browser.run("return document.getElementById('shown').textContent"))


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())


# ---------------------------------------------------------------- filter and address


def test_everything_is_shown_at_first(browser: Browser, page: str) -> None:
    assert browser.run(VISIBLE) == ALL
    assert shown(browser) == "Getoond: 5 van 5 bevindingen; verwerkingen: 2"


def test_a_severity_is_left_out_and_the_address_says_so(browser: Browser, page: str) -> None:
    severity(browser, "warning")
    assert browser.run(VISIBLE) == [ALL[0], ["M1 Bezoek aan de balie", "opmerking"]]
    assert shown(browser) == "Getoond: 3 van 5 bevindingen; verwerkingen: 2"
    assert state(browser) == "#severity=violation,info"


def test_filters_work_together(browser: Browser, page: str) -> None:
    choose(browser, "ministry", "ministerie van B")
    assert browser.run(VISIBLE) == [ALL[1]]
    choose(browser, "check", "RetentionStated")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "waarschuwing"]]
    choose(browser, "text", "  BALIE ")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "waarschuwing"]]
    choose(browser, "text", "parkeren")
    assert browser.run(VISIBLE) == []
    assert shown(browser) == "Geen bevinding past bij dit filter."
    browser.run("document.querySelector('[type=reset]').click(); return new Promise(done => setTimeout(done, 50))")
    assert browser.run(VISIBLE) == ALL
    assert state(browser) == ""


def test_words_of_the_document_and_articles_are_found(browser: Browser, page: str) -> None:
    choose(browser, "text", "zolang het")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "opmerking"]]
    choose(browser, "text", "30(1)(f)")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "waarschuwing"], ALL[2]]


def test_an_address_brings_its_view_back(browser: Browser, page: str) -> None:
    browser.open(f"{page}#severity=warning&ministry=ministerie+van+A&text=balie")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "waarschuwing"]]
    assert browser.run("return document.getElementById('ministry').value") == "ministerie van A"
    browser.run("location.hash = 'severity=info'; return new Promise(done => setTimeout(done, 50))")
    assert browser.run(VISIBLE) == [["M1 Bezoek aan de balie", "opmerking"]]


@pytest.mark.parametrize("hash", ["#ministry=weg&check=weg&x=1", "#r-m1", "#%", "#="])
def test_an_address_that_names_nothing_shows_everything(browser: Browser, page: str, hash: str) -> None:
    browser.open(f"{page}{hash}")
    assert browser.run(VISIBLE) == ALL
    assert browser.console() == []


def test_a_row_of_the_overview_chooses_what_it_counts(browser: Browser, page: str) -> None:
    press(browser, "ministerie van B")
    assert browser.run(VISIBLE) == [ALL[1]]
    assert state(browser) == "#ministry=ministerie+van+B"
    assert browser.run("return document.activeElement.id") == "findings"


def test_names_of_any_kind_are_filtered_by(browser: Browser, page: str, tmp_path: Path) -> None:
    names = ("A; B", 'C "D" <i>&amp;', "E\u2028F")
    findings = [replace(WARNING, record=f"urn:m{n}", shape=f'urn:eigen"{n}') for n in range(len(names))]
    facts = [RecordFacts(f"urn:m{n}", f"M{n}", ministries=names[n:]) for n in range(len(names))]
    report = replace(bare_report(*findings, OUTSIDE), records={each.iri: each for each in facts})
    browser.open(write(report, tmp_path))
    for row, expected in (("A; B", ["M0"]), (names[1], ["M0", "M1"]), ("E F", ["M0", "M1", "M2"])):
        press(browser, row)
        assert [article[0] for article in browser.run(VISIBLE)] == expected
    press(browser, "zonder ministerie")
    assert browser.run(VISIBLE) == [ALL[2]]
    press(browser, 'urn:eigen"1')
    assert [article[0] for article in browser.run(VISIBLE)] == ["M1"]
    assert browser.console() == []


# ---------------------------------------------------------------- keyboard


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, page: str) -> None:
    browser.keys(TAB)
    assert browser.run("return document.activeElement.textContent") == "Naar de bevindingen"
    assert browser.run("return document.activeElement.getBoundingClientRect().left >= 0")
    browser.keys(ENTER)
    assert browser.run("return document.activeElement.id") == "findings"
    reached = []
    for _ in range(7):
        browser.keys(TAB)
        reached.append(browser.run("return document.activeElement.name || document.activeElement.type"))
        assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert reached == ["severity", "severity", "severity", "ministry", "check", "text", "reset"]


def test_a_severity_is_chosen_with_the_space_bar(browser: Browser, page: str) -> None:
    browser.run("document.querySelector('[value=violation]').focus()")
    browser.keys(SPACE)
    browser.run("return new Promise(done => setTimeout(done, 50))")
    assert browser.run(VISIBLE) == ALL[1:]


# ---------------------------------------------------------------- paper, and without script


def test_on_paper_stands_what_is_shown_and_what_is_folded_away(browser: Browser, page: str) -> None:
    everything = text_of(browser.pdf())
    for words in ("Medewerkers van de balie", "Parkeren", "staat in het beleid", "M3 waarschuwing", "Per ministerie"):
        assert words in everything
    assert "Zoek in de bevindingen" not in everything
    assert browser.run("return document.querySelectorAll('details[open]').length") == 0
    choose(browser, "text", "parkeren")
    some = text_of(browser.pdf())
    assert "Deze knoop heeft geen eigen IRI." in some
    assert "Medewerkers van de balie" not in some


def test_without_script_the_page_is_a_whole_list(browser: Browser, page: str) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    text = text_of(browser.pdf())
    for words in ("Medewerkers van de balie", "Deze knoop heeft geen eigen IRI.", "Bezoek aan de balie"):
        assert words in text
    browser.media("screen")
    nodes = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored") and "role" in node]
    assert "searchbox" not in roles
    assert roles.count("article") == 3


# ---------------------------------------------------------------- what it asks for


def test_the_page_asks_nobody_for_anything(browser: Browser, page: str) -> None:
    browser.requests()
    browser.open(page)
    choose(browser, "text", "balie")
    asked = {address for address in browser.requests() if address != "about:blank"}
    assert {address.partition("#")[0] for address in asked} == {page}
    assert browser.console() == []


def test_words_of_a_document_run_nothing(browser: Browser, page: str, tmp_path: Path) -> None:
    words = '</q></style></script><script>document.title = "x"</script><img src="x" onerror="document.title = \'x\'">'
    finding = replace(WARNING, message_nl=words, reference=words, article=words)
    browser.open(write(bare_report(finding), tmp_path))
    assert browser.run("return document.title") == "Bevindingen bij het register van verwerkingen"
    assert browser.run("return document.querySelectorAll('img, script').length") == 1
    assert words in browser.run("return document.querySelector('article').textContent")
    # And if one were let through, the policy would not run it.
    browser.run("document.body.insertAdjacentHTML('beforeend', arguments[0])", words)
    browser.run("return new Promise(done => setTimeout(done, 200))")
    assert browser.run("return document.title") != "x"
    assert any("Content Security Policy" in said for said in browser.console())


# ---------------------------------------------------------------- who can use it


@pytest.mark.parametrize("width", [320, 640, 1200])
def test_nothing_lies_beside_the_screen(browser: Browser, page: str, width: int) -> None:
    browser.size(width)
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.run("return document.documentElement.scrollWidth") <= width
    beside = """return [...document.querySelectorAll("p, h1, h2, h3, li, q, td, th[scope=row], select, input, button")]
        .filter((each) => each.getClientRects().length && each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML)"""
    assert browser.run(beside) == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_no_barrier(
    browser: Browser, page: str, axe: str, tmp_path: Path, width: int, scheme: str, language: Language
) -> None:
    browser.size(width)
    browser.media(prefers_color_scheme=scheme)
    browser.open(write(full_report(), tmp_path, language))
    browser.run("""for (const each of document.querySelectorAll("details")) each.open = true;
        for (const each of document.querySelectorAll("article")) each.style.contentVisibility = "visible";""")
    browser.cdp("Runtime.evaluate", expression=axe)  # not in the page: its policy runs no other script
    found = browser.run(AXE, RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert {"color-contrast", "label", "landmark-one-main", "target-size"} <= {each["id"] for each in found["passes"]}


def test_the_register_s_words_are_dutch_on_an_english_page(browser: Browser, page: str, tmp_path: Path) -> None:
    browser.open(write(full_report(), tmp_path, "en"))
    assert browser.run("return document.documentElement.lang") == "en"
    assert browser.run("return document.querySelector('q').lang") == "nl"
    assert shown(browser) == "Shown: 5 of 5 findings; records: 2"
