"""The form of a sharing guide in a real browser: by keyboard, on paper, from disk, and without scripts."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from avggraph.share import Guide, Terms, assess, load_guide, understand
from avggraph.share.for_programs import as_json
from browser.site_checks import (
    foreign_requests,
    open_page,
    small_targets,
    violations_in_each_scheme,
    wider_than_window,
)
from browser.webdriver import ENTER, TAB, Browser
from share.rows import NECESSITY

GUIDE = "delen/wegwijzer.html"
DOWN = "\ue015"
ASKED = [("vrager", "KMar"), ("van", "IND"), ("nodig", "yes"), ("gegeven", "naam"), ("gegeven", "gezondheidsgegevens")]


def open_question(browser: Browser, site: Path, *asked: tuple[str, str], folder: str = "", width: int = 1280) -> None:
    browser.size(width)
    browser.open(f"{(site / folder / GUIDE).as_uri()}?{urlencode(asked, quote_via=quote)}")


def text(browser: Browser, selector: str) -> str:
    return str(browser.run("return document.querySelector(arguments[0]).innerText", selector))


def shown(browser: Browser, selector: str) -> int:
    script = "return [...document.querySelectorAll(arguments[0])].filter((each) => each.getClientRects().length).length"
    return int(browser.run(script, selector))


def walk_to(browser: Browser, where: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(40):
        browser.keys(TAB)
        if browser.run(f"return document.activeElement.matches({where!r})"):
            return
    raise AssertionError(f"the keyboard does not reach {where}")


def test_the_keyboard_alone_leads_to_an_answer(browser: Browser, site: Path) -> None:
    open_page(browser, site, GUIDE)
    walk_to(browser, "#requester")
    browser.keys(*"KMar")
    walk_to(browser, "#item")
    browser.keys(*"gezondheidsgegevens", ENTER)
    assert text(browser, "#outcome") == "Uitkomst: alleen met motivering"
    assert browser.run("return document.activeElement.id") == "item"
    walk_to(browser, "[name=nodig]")
    browser.keys(DOWN)
    walk_to(browser, "#own")
    browser.keys(*"IND")
    assert text(browser, "#outcome") == "Uitkomst: alleen met motivering"
    assert browser.run("return document.activeElement.id") == "own"
    found = text(browser, "#found")
    for words in (
        "Vrager: KMar (Koninklijke Marechaussee)",
        "Wie deelt: IND",
        "Nodig: ja",
        "Soort: bijzondere persoonsgegevens",
        "Doe dit: Deel in principe via de ketenvoorzieningen (BVV)",
        "Regels: R1, R6, R7, R10",
        "“Buiten de kleine keten (COA, DT&V, IND) is het bijna nooit nodig bijzondere persoonsgegevens uit te",
        "avg@ind.nl",
        "M9008 Behandelen van asielaanvragen (voorbeeld): beschrijft dat",
        "Eigen verwerkingen, Koninklijke Marechaussee: M9005",
        "Basisvoorziening Vreemdelingen komt in dit register niet voor.",
    ):
        assert words in found
    assert "avg@dtv" not in found
    assert "vrager=KMar&van=IND&nodig=yes&gegeven=gezondheidsgegevens" in browser.run("return location.search")


def test_an_item_is_taken_away_and_the_form_emptied(browser: Browser, site: Path) -> None:
    open_question(browser, site, *ASKED)
    browser.run("document.querySelectorAll('#asked button')[1].click()")
    assert text(browser, "#outcome") == "Uitkomst: delen mag, met plichten"
    assert browser.run("return document.activeElement.getAttribute('aria-label')") == "Verwijder naam"
    browser.run("document.getElementById('record-reasons').value = 'Nodig voor deze zaak.'")
    browser.run("document.querySelector('[type=reset]').click(); return new Promise((done) => setTimeout(done, 50))")
    assert text(browser, "#outcome").startswith("Zeg wie er vraagt")
    assert browser.run("return location.search") == ""
    assert not shown(browser, "#record")
    assert browser.run("return document.getElementById('record-reasons').value") == ""


def test_a_remark_on_an_item_stands_with_it(browser: Browser, site: Path) -> None:
    open_question(browser, site, ("vrager", "IND"), ("gegeven", "bsn"), ("gegeven", "naam"))
    with_remark, without = browser.run("return [...document.querySelectorAll('.item')].map((each) => each.innerText)")
    [remark] = [words.nl for iri, words in load_guide().remarks.items() if iri.endswith("/bsn")]
    assert remark in with_remark
    assert remark not in without


def test_a_mandate_has_nothing_or_something_on_it(browser: Browser, site: Path) -> None:
    open_question(browser, site, ("vrager", "ngo"), ("gegeven", "naam"), ("nodig", "yes"))
    assert text(browser, "#outcome") == "Uitkomst: vraag eerst om een machtiging"
    ticked = "return [...document.querySelectorAll('[name=machtiging]:checked')].map((each) => each.value)"
    for value in ("date", "name", "signature"):
        browser.run("document.querySelector(`[name=machtiging][value=${arguments[0]}]`).click()", value)
    assert text(browser, "#outcome") == "Uitkomst: delen mag, met plichten"
    browser.run("document.querySelector('[name=machtiging][value=none]').click()")
    assert browser.run(ticked) == ["none"]
    assert text(browser, "#outcome") == "Uitkomst: vraag eerst om een machtiging"
    browser.run("document.querySelector('[name=machtiging][value=name]').click()")
    assert browser.run(ticked) == ["name"]


def test_what_is_not_known_is_said_and_not_guessed(browser: Browser, site: Path) -> None:
    open_question(browser, site, ("vrager", "marechause"), ("gegeven", "gezondheids"), ("nodig", "yes"))
    assert text(browser, "#outcome") == "Uitkomst: leg het voor aan de Privacy Office"
    assert "“marechause” staat niet in de handreiking" in text(browser, "#requester-told")
    suggested = "return [...document.querySelectorAll('#requester-told button')].map((each) => each.textContent)"
    assert browser.run(suggested) == ["Bedoel je marechaussee?"]
    browser.run("document.querySelector('#requester-told button').click()")
    assert browser.run("return document.activeElement.id") == "requester"
    assert not shown(browser, "#requester-told button")
    assert text(browser, "#outcome") == "Uitkomst: leg het voor aan de Privacy Office"
    assert shown(browser, "#item-told button") > 0
    browser.run("""[...document.querySelectorAll('#item-told button')]
        .find((each) => each.textContent === "Bedoel je gezondheidsgegevens?").click()""")
    assert text(browser, "#outcome") == "Uitkomst: alleen met motivering"


def test_a_name_that_begins_like_a_kind_is_of_that_kind_unless_the_guide_names_it(browser: Browser, site: Path) -> None:
    said = []
    for requester in ("Stichting De Brug", "Stichting Nidos", "De Brug"):
        open_question(browser, site, ("vrager", requester), ("gegeven", "naam"), ("nodig", "yes"))
        said.append(text(browser, "#outcome").removeprefix("Uitkomst: "))
    assert said == ["vraag eerst om een machtiging", "delen mag, met plichten", "leg het voor aan de Privacy Office"]


@pytest.mark.parametrize("harm", ["<img src=x onerror=\"document.title='x'\">", "javascript:alert(1)", "$&{words}"])
def test_words_in_the_address_are_only_words(browser: Browser, site: Path, harm: str) -> None:
    browser.console()
    open_question(
        browser, site, ("vrager", harm), ("gegeven", harm), ("van", harm), ("nodig", harm), ("doel", harm),
        ("machtiging", harm), ("stuk", harm),
    )  # fmt: skip
    assert browser.run("return document.title").startswith("Wegwijzer")
    assert f"Vrager: {harm}\n" in text(browser, "#found")
    assert browser.run("return document.querySelectorAll('main img, main [href^=javascript]').length") == 0
    assert (
        browser.run("return ['own', 'purpose', 'document'].map((id) => document.getElementById(id).value)") == [""] * 3
    )
    assert browser.console() == []


def read(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare_with_evaluator(browser: Browser, site: Path, guide: Guide, rows: list[dict[str, str]]) -> None:
    """Put rows to the page's own function: the answer is the row's, and what it finds open the evaluator's."""
    terms = Terms.load()
    purposes = {"", *(each.code for each in guide.purposes)}
    questions = [
        {
            "requester": row["requester"],
            "own": "",
            "data": [row["data_class"]],
            "necessary": row["necessary"],
            "purpose": row["purpose"] if row["purpose"] in purposes else "other",
            "mandate": row["mandate_has"],
            "document": row["asset"],
        }
        for row in rows
    ]
    open_page(browser, site, f"delen/{guide.code}.html")
    answers = browser.run("return arguments[0].map(avggraph.sharing.answer)", questions)
    assert rows
    for row, found in zip(rows, answers, strict=True):
        [item] = found["items"]
        assert item["outcome"] == found["outcome"] == row["outcome"], row
        assert set(item["duties"]) == set(row["duties"].split()), row
        assert item["rules"] == found["rules"] == row["rules"].split(), row
        asked = understand(
            terms, guide, row["requester"], row["data_class"], necessary=NECESSITY[row["necessary"]],
            purpose=row["purpose"], mandate=row["mandate_has"] or None, document=row["asset"],
        )  # fmt: skip
        written = as_json(assess(guide, asked), None)["open"]
        assert isinstance(written, list)
        told = [{"field": each["field"], "changes": each["changes"]} for each in written if each["changes"]]
        assert [open_field(each) for each in found["open"]] == told, row


def open_field(told: dict[str, Any]) -> dict[str, Any]:
    """Give what the page finds open as `as_json` writes it."""
    field = told["field"]
    return {
        "field": "asset" if field == "document" else field,
        "changes": [
            {
                "value": "complete" if field == "mandate" else change["value"],
                "outcome": change["outcome"],
                "added_duties": change["duties"],
            }
            for change in told["changes"]
        ],
    }


def test_the_page_answers_as_was_written_by_hand(browser: Browser, site: Path, shared: Path) -> None:
    compare_with_evaluator(browser, site, load_guide(), read(shared / "gold" / "wegwijzer.csv"))


def test_the_page_of_the_second_guide_does_too(browser: Browser, site: Path) -> None:
    table = Path(__file__).parents[1] / "share" / "gemeente.csv"
    compare_with_evaluator(browser, site, load_guide("gemeente"), read(table))


@pytest.mark.parametrize("folder", ["", "en"])
def test_anyone_can_use_the_page(browser: Browser, axe: str, site: Path, folder: str) -> None:
    browser.requests()  # those of earlier tests
    for width, asked in ((1280, ASKED), (320, [*ASKED, ("gegeven", "hobby's")])):
        open_question(browser, site, *asked, folder=folder, width=width)
        assert shown(browser, "#found h3") >= 7
        assert violations_in_each_scheme(browser, axe) == []
        assert wider_than_window(browser) <= 0
        assert small_targets(browser) == []
    assert foreign_requests(browser, site) == []


@pytest.mark.parametrize("path", ["index.html", "gemeente.html?vrager=huisarts&gegeven=bsn&machtiging=none"])
def test_the_list_and_a_guide_that_asks_less_are_for_anyone_too(
    browser: Browser, axe: str, site: Path, path: str
) -> None:
    browser.size(320)
    browser.open(f"{(site / 'delen').as_uri()}/{path}")
    assert violations_in_each_scheme(browser, axe) == []
    assert wider_than_window(browser) <= 0


def test_on_paper_it_is_a_record(browser: Browser, site: Path) -> None:
    open_question(browser, site, *ASKED)
    browser.run("document.getElementById('record-by').value = 'Z-2026-1'")
    browser.media("print")
    try:
        assert shown(browser, "#outcome, #found, #record-date, #record-by") == 4
        assert shown(browser, "header nav, nav.crumbs, #question, #guide, footer, #print, .language") == 0
        paper = text(browser, "main")
    finally:
        browser.media()
    for words in ("Uitkomst: alleen met motivering", "Vrager: KMar", "“Deel niet meer persoonsgegevens", "Datum"):
        assert words in paper
    browser.run("document.querySelector('[type=reset]').click(); return new Promise((done) => setTimeout(done, 50))")
    browser.media("print")
    try:
        assert (shown(browser, "#guide"), shown(browser, "#answer")) == (1, 0)
    finally:
        browser.media()


def test_without_scripts_the_guide_can_be_read(browser: Browser, site: Path) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        open_question(browser, site, *ASKED)
    finally:
        browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    assert shown(browser, "#question, #answer") == 0
    assert shown(browser, ".rule") == len(load_guide().rules)
    assert shown(browser, "#guide table") == 1
    assert "JavaScript" in text(browser, "main")
