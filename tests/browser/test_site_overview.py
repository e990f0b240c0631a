"""The front page and the network's map in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.site_checks import foreign_requests, open_page, small_targets, violations_in_each_scheme, wider_than_window
from browser.webdriver import TAB, Browser

ARROWS = {"right": "\ue014", "left": "\ue012", "up": "\ue013", "down": "\ue015"}
ESCAPE = "\ue00c"
PAGES = ["index.html", "netwerk.html", "over.html"]


@pytest.mark.parametrize("path", [*PAGES, *(f"en/{path}" for path in PAGES)])
def test_anyone_can_use_the_page(browser: Browser, axe: str, site: Path, path: str) -> None:
    browser.requests()  # those of earlier tests
    for width in (1280, 320):
        open_page(browser, site, path, width=width)
        assert violations_in_each_scheme(browser, axe) == []
        assert wider_than_window(browser) <= 0
        assert small_targets(browser) == []
    assert foreign_requests(browser, site) == []


def focused(browser: Browser) -> str:
    return str(browser.run("return document.activeElement.dataset.name || document.activeElement.id"))


def told(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('#details [aria-live]').textContent"))


def shown(browser: Browser) -> list[str]:
    return texts(browser, ".places a:not(.off)", "each.dataset.name")


def texts(browser: Browser, selector: str, of: str) -> list[str]:
    return list(browser.run(f"return [...document.querySelectorAll(arguments[0])].map(each => {of})", selector))


def test_the_keys_walk_over_the_map(browser: Browser, site: Path) -> None:
    open_page(browser, site, "netwerk.html")
    browser.run("document.getElementById('find').focus()")
    for _ in range(20):
        browser.keys(TAB)
        if browser.run("return !!document.activeElement.closest('#map')"):
            break
    first = focused(browser)
    assert first
    assert first in told(browser)
    walked = {first}
    for arrow in ("right", "down", "left", "up", "right"):
        browser.keys(ARROWS[arrow])
        walked.add(focused(browser))
        assert focused(browser) in told(browser)
    assert len(walked) > 2
    browser.keys(ESCAPE)
    assert told(browser).startswith("Kies een organisatie")
    # The map is one stop: the next is outside it.
    browser.keys(TAB)
    assert not browser.run("return !!document.activeElement.closest('#map')")


def test_a_search_narrows_the_map_and_the_table(browser: Browser, site: Path) -> None:
    open_page(browser, site, "netwerk.html")
    everyone = shown(browser)
    browser.run(
        "const field = document.getElementById('find'); field.value = 'ssc';"
        "field.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    few = shown(browser)
    assert "SSC-ICT" in few
    assert 1 < len(few) < len(everyone)
    listed = texts(browser, "#organisations tbody tr:not([hidden]) th", "each.textContent.trim()")
    assert sorted(listed) == sorted(few)
    assert "krijgt van" in told(browser)
    assert str(len(few)) in str(browser.run("return document.getElementById('shown').textContent"))


def test_a_kind_of_flow_that_is_not_wanted_goes(browser: Browser, site: Path) -> None:
    open_page(browser, site, "netwerk.html")
    browser.run("document.querySelector('[name=kind][value=Disclosure]').click()")
    kinds = browser.run(
        "return [...document.querySelectorAll('.relations line:not(.off)')].map(each => each.dataset.kinds)"
    )
    assert kinds
    assert all("Disclosure" not in each.split() or len(each.split()) > 1 for each in kinds)


def test_without_scripts_the_map_and_its_table_are_there(browser: Browser, site: Path) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        open_page(browser, site, "netwerk.html")
        assert not browser.run("return document.getElementById('narrow').offsetParent")
    finally:
        browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def test_the_front_page_sends_a_search_to_the_list(browser: Browser, site: Path) -> None:
    open_page(browser, site, "index.html")
    browser.run("document.getElementById('q').value = 'paspoort'; document.querySelector('form.search button').click()")
    address = str(browser.run("return location.href"))
    assert address.endswith("/verwerkingen/index.html?q=paspoort")
