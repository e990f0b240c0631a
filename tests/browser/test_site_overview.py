"""The front page and the network's map in a real browser."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

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


def click_at(browser: Browser, selector: str) -> None:
    """Click with a pointer, as `click()` of a script does not: pages tell the two apart."""
    x, y = browser.run(
        "const at = document.querySelector(arguments[0]); at.scrollIntoView({block: 'center', behavior: 'instant'});"
        "const box = at.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]",
        selector,
    )
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        browser.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def test_a_click_on_the_map_chooses_and_a_second_one_follows(browser: Browser, site: Path) -> None:
    open_page(browser, site, "netwerk.html")
    place = ".places a[data-name=SSC-ICT] circle, .places a[data-name=SSC-ICT] path"
    page = browser.run("return location.href")
    click_at(browser, place)
    assert browser.run("return location.href") == page
    assert told(browser).startswith("SSC-ICT")
    assert "krijgt van ministerie van Buitenlandse Zaken" in told(browser)
    # Who is chosen stays so while the pointer passes over others.
    browser.run("document.querySelector('.places a:not([data-name=SSC-ICT])').dispatchEvent(new Event('mouseenter'))")
    assert told(browser).startswith("SSC-ICT")
    click_at(browser, place)
    within = monotonic() + 10
    while browser.run("return location.href") == page and monotonic() < within:
        sleep(0.02)
    assert str(browser.run("return location.pathname")).endswith("/doc/organisatie/oorg10215.html")


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


@pytest.mark.parametrize("path", ["index.html", "verwerkingen/vergelijken.html", "vragen/stellen.html"])
def test_without_scripts_a_page_says_so_and_shows_nothing_that_does_nothing(
    browser: Browser, site: Path, path: str
) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        open_page(browser, site, path)
        assert browser.run("return document.querySelector('noscript p').offsetHeight") > 0
        dead = "button:not(form[action] button), input:not(form[action] input), select:not(form[action] select)"
        assert [each for each in texts(browser, dead, "each.checkVisibility() ? each.outerHTML : ''") if each] == []
    finally:
        browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def test_the_front_page_sends_a_search_to_the_list(browser: Browser, site: Path) -> None:
    open_page(browser, site, "index.html")
    browser.run("document.getElementById('q').value = 'paspoort'; document.querySelector('form.search button').click()")
    address = str(browser.run("return location.href"))
    assert address.endswith("/verwerkingen/index.html?q=paspoort")
