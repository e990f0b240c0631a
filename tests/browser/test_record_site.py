"""The pages of a record and of its source in a real browser, opened from disk: who can use them, what leads where."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.pipeline import build
from avggraph.publish import Site
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.sections.source_document import SourceDocuments
from avggraph.store import open_output
from browser.site_checks import AXE
from browser.some_pages import write_pages
from browser.webdriver import ENTER, SPACE, TAB, Browser
from made_once import MadeOnce

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RECORD = "doc/rijksoverheid/verwerking/m9001.html"
# What lies beside the screen, but for what has a box of its own to scroll in.
BESIDE = """return [...document.querySelectorAll("p, h1, h2, h3, li, q, dt, dd, mark, summary")]
    .filter((each) => each.getClientRects().length && !each.closest(".table, .wide"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML)"""
TARGET = "return document.querySelector(':target') && document.querySelector(':target').id"
SETTLED = "return new Promise((done) => setTimeout(done, 300))"


@pytest.fixture(scope="module")
def site(made_once: MadeOnce) -> Path:
    """The pages of two records and of their sources."""
    return made_once.folder("two-records", _write_two_records) / "web"


def _write_two_records(folder: Path) -> None:
    sources = [EXAMPLES / f"voorbeeld-{name}.txt" for name in ("m9001-visumaanvragen", "m9008-asielaanvragen")]
    pages = Site(open_output(build(sources, folder / "out").folder))
    own = [path for path, section in pages.places.items() if isinstance(section, (RecordPages, SourceDocuments))]
    write_pages(pages, own, folder / "web")


@pytest.fixture
def window(browser: Browser) -> Browser:
    browser.size(1280)
    browser.media(prefers_reduced_motion="reduce")
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    return browser


def address(site: Path, page: str) -> str:
    return (site / page).as_uri()


def source(site: Path) -> str:
    return min(path.relative_to(site).as_posix() for path in (site / "doc" / "bron").glob("*.html"))


@pytest.mark.parametrize("page", [RECORD, f"en/{RECORD}", "bron"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_barrier(window: Browser, site: Path, axe: str, page: str, width: int) -> None:
    window.size(width)
    window.open(address(site, source(site) if page == "bron" else page))
    window.run("for (const each of document.querySelectorAll('details')) each.open = true")
    window.cdp("Runtime.evaluate", expression=axe)
    for scheme in ("light", "dark"):
        window.media(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
        found = window.run(AXE, RULES)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == [], scheme
        assert {"color-contrast", "landmark-one-main", "target-size"} <= {each["id"] for each in found["passes"]}


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_lies_beside_the_screen(window: Browser, site: Path, width: int) -> None:
    window.size(width)
    for page in (RECORD, source(site)):
        window.open(address(site, page))
        assert window.run("return document.documentElement.scrollWidth") <= width
        assert window.run(BESIDE) == []


def test_a_quote_leads_to_its_words_and_a_mark_back(window: Browser, site: Path) -> None:
    window.open(address(site, RECORD))
    window.console()
    window.run("document.getElementById('gegevens-3.data').scrollIntoView()")
    before = window.run("return Math.round(scrollY)")
    words = window.run("""const link = document.getElementById("gegevens-3.data").querySelector("q a");
        link.click(); return link.textContent""")
    window.run(SETTLED)
    assert window.run("return document.querySelector(':target').textContent") == words
    # The text scrolls by itself; what was read stays where it is, and says that these are its words.
    assert window.run("return Math.round(scrollY)") == before
    assert window.run("return document.querySelector('.statement.current').id") == "gegevens-3.data"
    box = "const box = document.querySelector('.text').getBoundingClientRect();"
    assert window.run(f"{box} const at = document.querySelector(':target').getBoundingClientRect();"
                      "return box.top <= at.top && at.bottom <= box.bottom")  # fmt: skip
    window.run("""[...document.querySelectorAll(".text > .stretch > mark")]
        .find((mark) => mark.contains(document.querySelector(":target"))).querySelector(".back").click()""")
    window.run(SETTLED)
    assert window.run(TARGET) == "gegevens-3.data_words"
    assert window.console() == []


def test_without_script_a_quote_leads_to_its_words(window: Browser, site: Path) -> None:
    window.cdp("Emulation.setScriptExecutionDisabled", value=True)
    window.open(f"{address(site, RECORD)}#char=226,476")
    window.cdp("Emulation.setScriptExecutionDisabled", value=False)
    place = window.run("""const at = document.querySelector(":target").getBoundingClientRect();
        return [document.querySelector(":target").textContent.slice(0, 21), at.top >= 0, at.top < innerHeight]""")
    assert place == ["Innemen en beoordelen", True, True]


def test_a_statement_is_copied_with_its_place_and_permalink(window: Browser, site: Path) -> None:
    """The clipboard is a stand-in: that of a browser without a screen is nobody's to read."""
    window.open(address(site, f"en/{RECORD}"))
    told = "return document.querySelector('output.cited').textContent"
    kept = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.kept = text }}})"
    window.run(kept)
    window.run("document.querySelector('.cite[href$=\"#doel-1.purpose_kind\"]').focus()")
    for key in (ENTER, SPACE):
        window.run("window.kept = ''; scrollTo({top: scrollY, behavior: 'instant'})")
        window.keys(key)
        window.run(SETTLED)
        assert window.run("return window.kept").splitlines() == [
            "“beoordelen van aanvragen”",
            "M9001, Visumaanvragen voor kort verblijf (voorbeeld): Purpose 1, Kind of purpose",
            "voorbeeld-m9001-visumaanvragen.txt, line 12",
            f"https://avggraph.example/en/{RECORD.removesuffix('.html')}#doel-1.purpose_kind",
        ]
        assert window.run(told) == "Copied, with the place and the permalink"
    window.keys(TAB)
    assert window.run(told) == ""
    # Where there is no access to the clipboard, the words are there to be copied by hand.
    window.run("navigator.clipboard.writeText = async () => { throw new Error() }")
    window.run("document.querySelector('.cite[href$=\"#doel-1.purpose_words\"]').click()")
    window.run(SETTLED)
    assert window.run("return getSelection().toString()").startswith("“Innemen en beoordelen van aanvragen")
    assert window.run("return location.hash") == ""


def test_the_source_s_page_shows_a_range_that_is_no_place_of_its_own(window: Browser, site: Path) -> None:
    text = (site / source(site).replace(".html", ".txt")).read_text(encoding="utf-8")
    start = text.index("Betrokkene(n)")
    window.open(f"{address(site, source(site))}#char={start},{start + 13}")
    shown = "return [...CSS.highlights.get('place')].map((range) => range.toString())"
    assert window.run(shown) == ["Betrokkene(n)"]


def test_the_keyboard_reaches_the_text_and_what_leads_back(window: Browser, site: Path) -> None:
    window.open(address(site, RECORD))
    window.run("document.querySelector('.source p a').focus()")
    window.keys(TAB)
    assert window.run("return document.activeElement.getAttribute('role')") == "region"
    window.keys(TAB)
    assert window.run("return document.activeElement.className") == "back"
    assert window.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    window.keys(ENTER)
    window.run(SETTLED)
    assert window.run(TARGET) == "verwerking"


def test_the_picture_fits_its_screen(window: Browser, site: Path) -> None:
    shown = "return [...document.querySelectorAll('.picture > div')].map((each) => getComputedStyle(each).display)"
    window.open(address(site, RECORD))
    assert window.run(shown) == ["block", "none"]
    window.size(390)
    assert window.run(shown) == ["none", "block"]


def test_copied_text_is_the_document_s(window: Browser, site: Path) -> None:
    window.open(address(site, source(site)))
    text = (site / source(site).replace(".html", ".txt")).read_text(encoding="utf-8")
    assert window.run("return document.querySelector('.stretch').textContent") == text


def test_the_pages_ask_nobody_for_anything(window: Browser, site: Path) -> None:
    window.requests()
    for page in (RECORD, source(site)):
        window.open(address(site, page))
    asked = {address for address in window.requests() if address != "about:blank"}
    assert all(address.startswith(site.as_uri()) for address in asked)
