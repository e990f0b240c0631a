"""A build as `avggraph serve` shows it, and the same as files: its downloads, its questions, and who can use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from browser.site_checks import AXE, RULES, wider_than_window
from browser.test_site_ask import FORM_RESULTS, OWN, OWN_RESULTS, READY, ask, choose, rows, write
from browser.webdriver import Browser
from serve.running import Running, served

RECORD = "doc/rijksoverheid/verwerking/m9001.html"
LINKS = "return [...document.querySelectorAll(arguments[0])].map(each => each.href)"


@pytest.fixture(scope="module")
def server(built_examples: Path) -> Iterator[Running]:
    with served(built_examples) as running:
        yield running


def test_the_query_page_asks_the_server_itself(browser: Browser, server: Running) -> None:
    browser.size(1280)
    browser.open(f"{server.url}vragen/stellen.html")
    browser.run(READY)
    choose(browser, "shared-recipients")
    assert " rijen in " in ask(browser)
    assert rows(browser, FORM_RESULTS)


@pytest.mark.parametrize(("query", "told"), [("ASK {}", '"boolean":true'), ("DESCRIBE <urn:x>", "[]")])
def test_without_scripts_a_question_is_answered_too(browser: Browser, server: Running, query: str, told: str) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{server.url}vragen/stellen.html")
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    browser.run(
        """document.getElementById("editor").value = arguments[0];
        document.querySelector("#own-question button").click();""",
        query,
    )
    answer = """return new Promise((done) => {
        const check = () => location.search ? done(document.body.textContent) : setTimeout(check, 20);
        check();
    });"""
    assert told in browser.run(answer)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("", "Het endpoint beantwoordt de vraag niet (400). De vraag is geen goede SPARQL 1.1-vraag."),
        ("en/", "The endpoint does not answer the question (400). The query is not a proper SPARQL 1.1 query."),
    ],
)
def test_a_refusal_is_in_the_language_of_the_page(browser: Browser, server: Running, language: str, told: str) -> None:
    browser.open(f"{server.url}{language}vragen/stellen.html")
    browser.run(READY)
    write(browser, "SELECT ?x {")
    assert ask(browser, OWN, OWN_RESULTS).startswith(told)


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("en/", 320)])
def test_the_downloads_are_listed_and_all_there(
    browser: Browser, server: Running, axe: str, language: str, width: int
) -> None:
    browser.size(width)
    browser.open(f"{server.url}{language}data/")
    links = browser.run(LINKS, "main table a")
    names = {link.rpartition("/")[2] for link in links}
    assert {"register.db", "SHA256SUMS", "oslo.ttl", "not_expressed.csv"} <= names
    for link in links:
        assert server.ask("HEAD", urljoin("/", link.removeprefix(server.url))).status == 200, link
    assert wider_than_window(browser) == 0
    # Not in the page: its policy runs no other script.
    browser.cdp("Runtime.evaluate", expression=axe)
    found = browser.run(AXE, RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []


def test_a_record_leads_to_its_files_in_the_shapes_of_others(browser: Browser, server: Running, site: Path) -> None:
    """Live and from disk alike."""
    browser.size(1280)
    browser.open(f"{server.url}{RECORD}")
    live = [link.removeprefix(server.url) for link in browser.run(LINKS, "#vormen ~ ul a")]
    browser.open((site / RECORD).as_uri())
    written = [link.removeprefix(f"{site.as_uri()}/") for link in browser.run(LINKS, "#vormen ~ ul a")]
    assert live == written
    assert [path.split("/")[0] for path in live] == ["api", "data"]
    for path in live:
        assert server.get(f"/{path}").body == (site / path).read_bytes()


def test_the_site_has_an_icon(browser: Browser, server: Running) -> None:
    browser.size(1280)
    browser.open(f"{server.url}en/{RECORD}")
    [icon] = browser.run(LINKS, "link[rel=icon]")
    assert server.get(urljoin("/", icon.removeprefix(server.url))).media_type == "image/svg+xml"
