"""The list of records in a real browser: search, facets, addresses, the keyboard, and records side by side."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph import resources
from avggraph.publish import Setting
from avggraph.publish.reader import Reader
from avggraph.publish.search import Listing
from avggraph.publish.search.terms import common_words, fold, stem, terms
from avggraph.store import open_output
from browser.site_checks import foreign_requests, open_page, small_targets, violations_in_each_scheme, wider_than_window
from browser.webdriver import ENTER, SPACE, TAB, Browser

LIST = "verwerkingen/index.html"
KINDS = [LIST, "verwerkingen/grondslag/index.html", "verwerkingen/bijzonder/bsn/index.html"]
COMPARED = "verwerkingen/vergelijken.html"
WAIT = """
    const [within, test] = [performance.now() + 10000, new Function(`return ${arguments[0]}`)];
    return new Promise((done) => {
        const look = () => test() ? done(true) : performance.now() > within ? done(false) : setTimeout(look, 20);
        look();
    });
"""
# Awkward for a stemmer in two languages: what is not of the alphabet, and what folds to more or fewer letters.
ODD = ("Ĳsselmeer", "ﬁnanciën", "ÉÉN", "é", "foto's", "e-mail", "a-b-c", "x-y", "½", "İ", "ΣΊΣΥΦΟΣ", "سجل", "個人情報")


def until(browser: Browser, test: str) -> None:
    assert browser.run(WAIT, test), test


def open_list(browser: Browser, site: Path, path: str = LIST, query: str = "", *, width: int = 1280) -> None:
    browser.size(width)
    browser.open((site / path).as_uri() + query)
    until(browser, "document.documentElement.dataset.search === 'ready'")


def search(browser: Browser, text: str) -> None:
    """Type a question, and wait until the list answers it."""
    browser.run("const q = document.getElementById('q'); q.focus(); q.select();")
    browser.keys(*text)
    until(browser, f"new URLSearchParams(location.search).get('q') === {text!r} && {IDLE}")


IDLE = "!document.getElementById('count').textContent.includes('…')"


def titles(browser: Browser) -> list[str]:
    return list(browser.run("return [...document.querySelectorAll('#live h3')].map((each) => each.textContent)"))


def numbers(browser: Browser) -> list[str]:
    return list(
        browser.run("return [...document.querySelectorAll('#live .reference')].map((each) => each.textContent)")
    )


def told(browser: Browser) -> str:
    return str(browser.run("return document.getElementById('count').textContent"))


def counts(browser: Browser, facet: str) -> dict[str, int]:
    """Give the numbers beside the values of a facet that are shown."""
    shown: dict[str, str] = browser.run(
        """return Object.fromEntries([...document.querySelectorAll(`[data-facet="${arguments[0]}"] .values li`)]
            .map((each) => [each.querySelector("input").value, each.querySelector(".number").textContent]))""",
        facet,
    )
    return {key: int(number.strip("()")) for key, number in shown.items()}


@pytest.fixture
def reader(built_examples: Path) -> Reader:
    return Reader(open_output(built_examples), Setting())


def selected(reader: Reader, pattern: str) -> set[str]:
    """Give the numbers of the records that fit a pattern of SPARQL about ?record."""
    prefixes = """
        PREFIX avg: <https://w3id.org/avggraph/def#>
        PREFIX data: <https://w3id.org/avggraph/concept/persoonsgegevens/>
        PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX dpcat: <https://w3id.org/dpcat#>
        PREFIX dpv: <https://w3id.org/dpv#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX tooi: <https://identifier.overheid.nl/tooi/id/>
    """
    record = "?record a dpcat:ROPARecord . OPTIONAL { ?record dct:identifier ?number }"
    rows = reader.engine.select(f"{prefixes} SELECT DISTINCT ?number {{ {record} {pattern} }}").rows
    return {number.value if number else "zonder nummer" for (number,) in rows}


# ---------------------------------------------------------------- who can use it


@pytest.mark.parametrize("path", [*KINDS, COMPARED, *(f"en/{path}" for path in (LIST, COMPARED))])
def test_anyone_can_use_the_page(browser: Browser, axe: str, site: Path, path: str) -> None:
    query = (
        "?naast=m9001&naast=m9005" if path.endswith(COMPARED) else "?q=paspoorten&bijzonder=bsn&naast=m9001&naast=m9005"
    )
    for width in (1280, 320):
        if path.endswith((LIST, COMPARED)):
            open_list(browser, site, path, query, width=width)
            browser.run("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        else:
            open_page(browser, site, path, width=width)
        assert violations_in_each_scheme(browser, axe) == []
        assert wider_than_window(browser) <= 0
        assert small_targets(browser) == []
    assert foreign_requests(browser, site) == []


def test_nothing_of_a_search_breaks_the_policy_of_the_page(browser: Browser, site: Path) -> None:
    browser.console()
    open_list(browser, site, query="?q=paspoorten")
    until(browser, "document.querySelector('#live .context mark')")
    assert browser.console() == []


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[None]:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    yield
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def test_without_scripts_the_list_and_its_facets_are_links(
    browser: Browser, site: Path, reader: Reader, without_scripts: None
) -> None:
    open_page(browser, site, LIST)
    assert len(browser.run("return [...document.querySelectorAll('#plain h3')].map(String)")) == len(reader.records)
    assert browser.run("return document.querySelector('noscript p').offsetHeight") > 0
    assert browser.run("return document.getElementById('seek').offsetHeight") == 0
    browser.run("""document.querySelector('[data-facet=bijzonder] summary').click()""")
    browser.run("""document.querySelector('[data-facet=bijzonder] a[href$="bsn/index.html"]').click()""")
    expected = selected(reader, "?record dpv:hasPersonalData/skos:broader* data:bsn")
    found = browser.run("return [...document.querySelectorAll('.reference')].map((each) => each.textContent)")
    assert set(found) == expected


# ---------------------------------------------------------------- the words


def test_browser_and_index_make_the_same_of_every_word(browser: Browser, site: Path, built_examples: Path) -> None:
    """All words of the examples and of the project's own data, its names and the labels of its concepts."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((built_examples / "texts").iterdir())]
    for folder in (resources.data(), resources.ontology("concepts")):
        files = sorted(path for path in folder.rglob("*") if path.suffix in {".csv", ".toml", ".ttl"})
        texts += [path.read_text(encoding="utf-8") for path in files]
    words = sorted({word for text in texts for word in re.findall(r"\S+", text)} | set(ODD))
    open_list(browser, site)
    script = """const { fold, stem } = avggraphSearch.terms;
        return arguments[0].map((word) => [fold(word), (fold(word).match(/[a-z]+/g) || []).map(stem)])"""
    made = browser.run(script, words)
    differing = [
        (word, found)
        for word, found in zip(words, made, strict=True)
        if found != [fold(word), [stem(part) for part in re.findall("[a-z]+", fold(word))]]
    ]
    assert len(words) > 20_000
    assert differing == []


def test_a_question_is_read_as_the_index_reads_a_text(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    long = f"{'𝟙' * 100} {'z' * 101}"
    question = f"De paspoorten, e-mailadressen én x-9 van {long} {' '.join(ODD)}"
    script = """return avggraphSearch.terms.soughtIn(arguments[0], new Set(arguments[1])).map((each) => each.stem)"""
    assert browser.run(script, question, sorted(common_words())) == list(dict.fromkeys(terms(question)))


# ---------------------------------------------------------------- finding


def test_another_form_of_a_word_and_its_compounds_are_found(browser: Browser, site: Path, built_examples: Path) -> None:
    open_list(browser, site)
    search(browser, "paspoorten")
    named = [path.read_text(encoding="utf-8") for path in (built_examples / "texts").iterdir()]
    having = [text for text in named if re.search(r"\bpaspoort", text, re.IGNORECASE)]
    assert told(browser) == f"{len(having)} van 19 verwerkingen"
    assert len(titles(browser)) == len(having) > 0
    until(browser, f"document.querySelectorAll('#live .context mark').length >= {len(having)}")
    marked = browser.run("return [...document.querySelectorAll('#live .context mark')].map((each) => each.textContent)")
    assert all(word.lower().startswith("paspoort") for word in marked)
    assert any(word.lower() != "paspoorten" for word in marked)


@pytest.mark.parametrize(("plain", "accented"), [("financien", "FINANCIËN"), ("asiel", "ásiel")])
def test_accents_and_case_do_not_matter(browser: Browser, site: Path, plain: str, accented: str) -> None:
    open_list(browser, site, query=f"?q={plain}")
    found = numbers(browser)
    assert found
    open_list(browser, site, query=f"?q={accented}")
    assert numbers(browser) == found


def test_every_word_must_be_there_and_a_title_counts_most(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?q=asielaanvragen")
    assert titles(browser)[0] == "Behandelen van asielaanvragen (voorbeeld)"
    open_list(browser, site, query="?q=m9008")
    assert numbers(browser)[0] == "M9008"
    open_list(browser, site, query="?q=9008")
    assert numbers(browser)[0] == "M9008"
    open_list(browser, site, query="?q=asielaanvragen%20vuurwerk")
    assert told(browser).startswith("Geen van de 19 verwerkingen")


def test_common_words_alone_leave_all_and_say_so(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?q=van%20de")
    assert told(browser).startswith("19 verwerkingen")
    assert "tellen niet mee" in told(browser)


def test_words_of_a_question_are_no_markup(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?q=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E&ministerie=%3Cb%3E")
    assert browser.run("return document.querySelectorAll('main img').length") == 0
    assert browser.run("return document.title") != "1"
    assert browser.run("return document.getElementById('chosen').hidden")


# ---------------------------------------------------------------- facets


def test_values_of_a_facet_are_either_and_facets_are_both(browser: Browser, site: Path, reader: Reader) -> None:
    open_list(browser, site, query="?ministerie=mnre1013&ministerie=mnre1058&bijzonder=bsn")
    bsn = "?record dpv:hasPersonalData/skos:broader* data:bsn ."
    ministries = "tooi:ministerie\\/mnre1013 tooi:ministerie\\/mnre1058"
    own = f"{bsn} VALUES ?ministry {{ {ministries} }} ?record avg:ministry ?ministry ."
    expected = selected(reader, own)
    assert expected
    assert set(numbers(browser)) == expected
    assert told(browser) == f"{len(expected)} van 19 verwerkingen"


def test_the_numbers_are_what_each_value_would_leave(browser: Browser, site: Path, reader: Reader) -> None:
    """Of the chosen facet as if it alone were open, of the others within the choice."""
    open_list(browser, site, query="?bijzonder=bsn&doorgifte=nee")
    bsn = "?record dpv:hasPersonalData/skos:broader* data:bsn ."
    no = "?record avg:transferOutsideEU avg:No ."
    yes = "?record avg:transferOutsideEU avg:Yes ."
    assert counts(browser, "doorgifte")["nee"] == len(selected(reader, bsn + no))
    assert counts(browser, "doorgifte").get("ja", 0) == len(selected(reader, bsn + yes))
    assert counts(browser, "bijzonder")["bsn"] == len(selected(reader, no + bsn))
    law = "?record dpv:hasLegalBasis <https://w3id.org/dpv/legal/eu/gdpr#A6-1-e> ."
    assert counts(browser, "grondslag")["algemeen-belang"] == len(selected(reader, bsn + no + law))


def test_a_role_is_that_of_the_organisation_chosen(browser: Browser, site: Path, reader: Reader) -> None:
    open_list(browser, site, query="?organisatie=oorg10215&rol=verwerker")
    expected = selected(reader, "?record dpv:hasDataProcessor tooi:oorg\\/oorg10215 .")
    assert expected
    assert set(numbers(browser)) == expected
    own = selected(reader, "?record dpv:hasDataController tooi:oorg\\/oorg10215 .")
    assert counts(browser, "rol").get("verantwoordelijke", 0) == len(own)


def test_a_long_facet_can_be_searched(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    field = "document.querySelector('[data-facet=organisatie] .find input')"
    browser.run(f"{field}.focus()")
    browser.keys(*"identiteits")
    shown = browser.run(
        "return [...document.querySelectorAll('[data-facet=organisatie] .name')].map((each) => each.textContent)"
    )
    assert "Rijksdienst voor Identiteitsgegevens" in shown
    assert all("identiteits" in name.lower() for name in shown)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_choice_leaves_and_counts_what_the_tables_say(
    browser: Browser, facets: Listing, data: st.DataObject
) -> None:
    names = st.sampled_from(sorted(facets.tables))
    chosen: dict[str, list[str]] = {
        name: data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        for name in data.draw(st.lists(names, max_size=4, unique=True))
        if (keys := [value.key for value in facets.tables[name].values])
    }
    script = """const [facets, chosen] = [window.facets, new Map(Object.entries(arguments[0]))];
        const passes = facets.passed(chosen);
        return [[...passes.keys()].filter((place) => passes[place]), Object.fromEntries(facets.list.map((facet) =>
            [facet.name, Object.fromEntries(facets.counts(facet, chosen, null))]))];"""
    left, numbers_beside = browser.run(script, chosen)
    assert set(left) == passing(facets, chosen)
    for name, table in facets.tables.items():
        others = {other: keys for other, keys in chosen.items() if other != name}
        for value in table.values:
            assert numbers_beside[name][value.key] == len(passing(facets, {**others, name: [value.key]})), (
                name,
                value.key,
            )


def passing(facets: Listing, chosen: dict[str, list[str]]) -> set[int]:
    """Give the records that a choice leaves, by the plainest way there is."""
    left = set(range(len(facets.rows)))
    if "organisatie" in chosen and "rol" in chosen:
        pairs = facets.tables["organisatie"].pairs
        both = ((one, other) for one in chosen["organisatie"] for other in chosen["rol"])
        left &= {place for pair in both for place in pairs.get(pair, ())}
        chosen = {name: keys for name, keys in chosen.items() if name not in ("organisatie", "rol")}
    for name, keys in chosen.items():
        left &= {place for value in facets.tables[name].values if value.key in keys for place in value.records}
    return left


@pytest.fixture
def facets(browser: Browser, site: Path, reader: Reader) -> Listing:
    """The facets as the list reads them; the page that is open has its own as `window.facets`."""
    open_list(browser, site)
    browser.run(
        """const { folder } = avggraphSearch.page.settings(document.getElementById("seek"));
        return avggraphSearch.open(folder).then(({ register }) => {
            window.facets = new avggraphSearch.Facets(register, "nl");
        });"""
    )
    return Listing(reader)


# ---------------------------------------------------------------- addresses, order and pages


def test_the_address_holds_the_choice(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    search(browser, "aanvraag")
    browser.run("document.querySelector('[data-facet=bijzonder] [value=bsn]').click()")
    until(browser, "location.search.includes('bijzonder=bsn')")
    until(browser, "document.querySelector('#chosen button')")
    found = numbers(browser)
    address = str(browser.run("return location.href"))
    assert "q=aanvraag" in address
    browser.open(address)
    until(browser, "document.documentElement.dataset.search === 'ready'")
    assert numbers(browser) == found
    assert browser.run("return document.getElementById('q').value") == "aanvraag"
    assert browser.run("return document.querySelector('[data-facet=bijzonder] [value=bsn]').checked")


def test_back_undoes_the_last_choice(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    everything = numbers(browser)
    browser.run("document.querySelector('[data-facet=bijzonder] [value=bsn]').click()")
    until(browser, "document.querySelectorAll('#chosen button').length === 1")
    narrowed = numbers(browser)
    assert set(narrowed) < set(everything)
    browser.run("history.back()")
    until(browser, "document.getElementById('chosen').hidden")
    assert numbers(browser) == everything
    browser.run("history.forward()")
    until(browser, "!document.getElementById('chosen').hidden")
    assert numbers(browser) == narrowed


def test_english_has_the_same_addresses(browser: Browser, site: Path) -> None:
    query = "?q=paspoorten&bijzonder=bsn&volgorde=titel"
    open_list(browser, site, query=query)
    dutch = numbers(browser)
    open_list(browser, site, f"en/{LIST}", query)
    assert numbers(browser) == dutch
    assert told(browser) == f"{len(dutch)} of 19 records"


def test_the_other_language_keeps_the_choice(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?q=paspoort")
    search(browser, "visum")
    browser.run("document.querySelector('p.language a').click()")
    until(browser, "document.documentElement.lang === 'en' && document.documentElement.dataset.search === 'ready'")
    assert browser.run("return new URLSearchParams(location.search).get('q')") == "visum"
    assert browser.run("return document.getElementById('q').value") == "visum"


def test_the_list_can_be_ordered(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?volgorde=titel")
    found = titles(browser)
    assert found == sorted(found, key=fold)
    open_list(browser, site, query="?volgorde=bevindingen")
    findings = browser.run(
        "return [...document.querySelectorAll('#live li[data-record]')].map((each) =>"
        " parseInt((each.querySelector('.marks .quiet') || {textContent: '0'}).textContent, 10))"
    )
    assert findings == sorted(findings, reverse=True)
    assert findings[0] > findings[-1]


def test_by_relevance_is_no_order_once_nothing_is_sought(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?q=paspoort&volgorde=relevantie")
    browser.run("const q = document.getElementById('q'); q.value = ''; q.dispatchEvent(new Event('input'));")
    until(browser, f"!new URLSearchParams(location.search).get('q') && {IDLE}")
    until(browser, "document.getElementById('sort').value === 'nummer'")
    assert numbers(browser) == sorted(numbers(browser))


# ---------------------------------------------------------------- the keyboard


def focus_on(browser: Browser, test: str) -> None:
    """Go on with the tab key until the focus is where it should be."""
    for _ in range(200):
        browser.keys(TAB)
        if browser.run(f"const each = document.activeElement; return Boolean({test})"):
            return
    raise AssertionError(f"the tab key does not reach {test}")


def test_the_keyboard_is_enough(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    focus_on(browser, "each.id === 'q'")
    browser.keys(*"paspoort", ENTER)
    until(browser, "location.search.includes('q=paspoort') && document.activeElement.id === 'results'")
    before = numbers(browser)
    browser.run(
        "document.querySelector('[data-facet=ministerie] input').closest('section').querySelector('summary').focus()"
    )
    focus_on(browser, "each.type === 'checkbox' && each.name === 'ministerie'")
    browser.keys(SPACE)
    until(browser, "!document.getElementById('chosen').hidden")
    assert browser.run("return document.activeElement.checked && document.activeElement.name") == "ministerie"
    assert set(numbers(browser)) < set(before)
    focus_on(browser, "each.closest('#live h3')")
    number, title = numbers(browser)[0], titles(browser)[0]
    browser.keys(ENTER)
    until(browser, f"location.pathname.endsWith('/doc/rijksoverheid/verwerking/{number.lower()}.html')")
    assert title in str(browser.run("return document.querySelector('h1').textContent"))


def test_a_value_that_no_record_has_any_more_keeps_the_focus(browser: Browser, site: Path) -> None:
    open_list(browser, site, query="?ministerie=mnre1013&rol=bron&grondslag=toestemming")
    assert counts(browser, "grondslag") == {"toestemming": 0}
    browser.run("const facet = document.querySelector('[data-facet=grondslag]'); facet.open = true;")
    browser.run("document.querySelector('[data-facet=grondslag] input').focus()")
    browser.keys(SPACE)
    until(browser, "!location.search.includes('toestemming') && document.querySelectorAll('#chosen li').length === 3")
    assert browser.run("return document.activeElement.value") == "toestemming"
    assert browser.run("return document.activeElement.checked") is False


# ---------------------------------------------------------------- side by side, and the file to download


def test_records_are_set_side_by_side(browser: Browser, site: Path) -> None:
    open_list(browser, site)
    browser.run("document.querySelectorAll('#live .beside input').forEach((each, at) => at < 5 && each.click())")
    assert browser.run("return new URLSearchParams(location.search).getAll('naast')") == [
        f"m900{n}" for n in (1, 2, 3, 4)
    ]
    assert browser.run("return document.getElementById('side').textContent").startswith("Meer dan vier")
    browser.run("document.querySelectorAll('#live .beside input')[3].click()")
    browser.run("document.querySelector('#side a').click()")
    until(browser, "document.documentElement.dataset.search === 'ready' && document.querySelector('#comparison table')")
    heads = browser.run("return [...document.querySelectorAll('#comparison thead th')].map((each) => each.textContent)")
    assert [head[:5] for head in heads[1:]] == ["M9001", "M9002", "M9003"]
    rows = browser.run(
        "return [...document.querySelectorAll('#comparison tbody tr')].map((row) =>"
        " [...row.cells].map((cell) => cell.textContent))"
    )
    [controllers] = [row for row in rows if row[0].startswith("Organisatie als verwerkingsverantwoordelijke")]
    assert controllers[1].startswith("ministerie van Buitenlandse Zaken") and "gedeeld" not in controllers[1]
    assert controllers[2].startswith("ministerie van Binnenlandse Zaken") and "gedeeld" in controllers[2]
    told = {row[0].partition(",")[0]: row[1:] for row in rows if "in de woorden van het register" in row[0]}
    assert list(told) == ["Doelen", "Betrokkenen", "Ontvangers"]
    assert told["Doelen"][0].startswith("Innemen en beoordelen van aanvragen voor een visum")
    assert "Visumaanvragers" in told["Betrokkenen"][0]
    assert told["Ontvangers"][0].startswith("SSC-ICT (verwerker, beheerder van systeem NVIS).")
    # M9003 says nothing of recipients: that is not the same as having none.
    assert told["Ontvangers"][2] == "niet vermeld of niet herkend"


def test_the_choice_is_downloaded_as_csv(browser: Browser, site: Path, tmp_path: Path) -> None:
    open_list(browser, site, query="?bijzonder=bsn")
    browser.run(
        """window.given = new Promise((done) => {
            URL.createObjectURL = (blob) => { blob.text().then(done); return "#"; };
        });
        document.getElementById("csv").click();"""
    )
    text = str(browser.run("return window.given"))
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert head[:5] == ["Nummer", "Titel", "Bladzijde", "Verwerkingsverantwoordelijke", "Ministerie"]
    assert [line[0] for line in lines] == numbers(browser)
    assert all(any("burgerservicenummer" in cell.split("; ") for cell in line) for line in lines)
