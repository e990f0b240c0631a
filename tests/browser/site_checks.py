"""What every page of the site is held to in a browser: WCAG, a phone's width, and asking nothing of others."""

from __future__ import annotations

from pathlib import Path

from browser.webdriver import Browser

AXE = 'return axe.run({runOnly: arguments[0], resultTypes: ["violations"], preload: false})'
"""Runs axe-core; only what is wrong is worked out."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_page(browser: Browser, site: Path, path: str, *, width: int = 1280) -> None:
    """Open a page of the written site from disk, in a window of a width in CSS px."""
    browser.size(width)
    browser.open((site / path).as_uri())


def violations(browser: Browser, axe: str) -> list[str]:
    """Give what axe-core finds wrong with the page that is open: rule and first place of each."""
    if not browser.run("return Boolean(window.axe)"):
        browser.run(axe)
    found = browser.run(AXE, RULES)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])})" for each in found["violations"]]


def violations_in_each_scheme(browser: Browser, axe: str) -> list[str]:
    """Give what axe-core finds wrong with the page that is open, in light and in dark colours."""
    found = []
    for scheme in ("light", "dark"):
        browser.media(prefers_color_scheme=scheme)
        found += [f"{scheme}: {each}" for each in violations(browser, axe)]
    browser.media()
    return found


def wider_than_window(browser: Browser) -> int:
    """Give by how many px the page is wider than the window: reflow asks none at 320 px (WCAG 2.2, 1.4.10)."""
    return int(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def foreign_requests(browser: Browser, site: Path) -> list[str]:
    """Give the addresses that were asked for since the last call and are no files of the site."""
    own = (site.as_uri(), "about:", "data:", "chrome")
    return [address for address in browser.requests() if not address.startswith(own)]


def small_targets(browser: Browser) -> list[str]:
    """Give the controls that are smaller than 24 px either way and no links in running text (WCAG 2.2, 2.5.8)."""
    script = """
        return [...document.querySelectorAll("button, input, select, summary, [role=button], textarea")]
            .filter(each => each.offsetParent && !each.matches("[type=hidden]"))
            .map(each => [each, each.getBoundingClientRect()])
            .filter(([each, box]) => box.width < 24 || box.height < 24)
            .filter(([each]) => !(each.closest("label") && each.closest("label").getBoundingClientRect().height >= 24))
            .map(([each]) => each.outerHTML.slice(0, 200));
    """
    return [str(each) for each in browser.run(script)]
