"""A site of records that would do harm, in a real browser: nothing they say runs, nor what an address asks for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from browser.webdriver import Browser
from made_once import MadeOnce
from publish.hostile_build import HARM, hostile_folder, write_told_pages

PARAMETERS = ("q", "naast", "volgorde", "blad", "rol", "over", "woorden", "begrip", "organisatie", "query", "vraag")
ASKED = (
    "verwerkingen/index.html",
    "verwerkingen/vergelijken.html",
    "en/verwerkingen/index.html",
    "melden.html",
    "vragen/stellen.html",
    "netwerk.html",
)
# Scripts begin their work when the page is there, and load more: some time for what would run late.
SETTLED = "return new Promise((done) => setTimeout(() => done(window.harmed ?? null), 200))"
REFUSED = ("Content Security Policy", "Uncaught")


@pytest.fixture(scope="module")
def hostile_site(made_once: MadeOnce) -> Path:
    return made_once.folder("hostile-site", lambda folder: write_told_pages(hostile_folder(made_once), folder))


def complaints(browser: Browser) -> list[str]:
    """Give what ran that should not, or was kept from it by the policy alone."""
    harmed = browser.run(SETTLED)
    console = [message for message in browser.console() if any(sign in message for sign in REFUSED)]
    return [*([f"ran: {harmed}"] if harmed is not None else []), *console]


@pytest.mark.parametrize("kind", ["doc/kwaad/verwerking", "doc/systeem", "doc/organisatie", "doc/bron", "systemen"])
def test_nothing_that_a_record_says_runs(browser: Browser, hostile_site: Path, kind: str) -> None:
    pages = sorted((hostile_site / kind).glob("*.html"))
    assert pages
    for each in pages[: len(HARM) + 1]:
        browser.open(each.as_uri())
        assert complaints(browser) == [], each.name


@pytest.mark.parametrize("path", ASKED)
def test_nothing_that_an_address_asks_for_runs(browser: Browser, hostile_site: Path, path: str) -> None:
    for harm in (*(each for each in HARM if "harmed" in each), "%", "(((", "__proto__"):
        asked = urlencode(dict.fromkeys(PARAMETERS, harm))
        address = f"?{asked}#{asked}"
        browser.open((hostile_site / path).as_uri() + address)
        assert complaints(browser) == [], address


@pytest.mark.parametrize("place", ["%", "%E0%A4%A", 'char=1,2"]', "char=9,1", "char=0,99999999999999999999"])
def test_a_place_that_is_none_is_passed_over(browser: Browser, hostile_site: Path, place: str) -> None:
    record = min((hostile_site / "doc/kwaad/verwerking").glob("*.html"))
    browser.open(f"{record.as_uri()}#{place}")
    assert complaints(browser) == []
