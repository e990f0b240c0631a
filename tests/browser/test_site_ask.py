"""The query page in a real browser with a real endpoint: forms, editor, answers, the keyboard, and who can use it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avggraph.publish import Setting, Site
from avggraph.publish.sections.ask import Ask
from avggraph.publish.sections.queries import Queries
from avggraph.query import OxigraphEngine, bind, load_catalogue
from avggraph.store import Output, open_output
from browser.live_site import LiveSite, live_site
from browser.site_checks import AXE, RULES
from browser.some_pages import write_pages
from browser.webdriver import ENTER, SPACE, TAB, Browser, running
from endpoint.servers import oxigraph_program
from made_once import MadeOnce

SHIFT, RIGHT, CONTROL = "\ue008", "\ue014", "\ue009"
READY = """return new Promise((done) => {
    const check = () => document.documentElement.dataset.ask ? done(true) : setTimeout(check, 20);
    check();
});"""
# Runs a form, and waits for what becomes of it.
ANSWERED = """
    const [form, results] = [document.querySelector(arguments[0]), document.querySelector(arguments[1])];
    if (arguments[2]) form.requestSubmit();
    return new Promise((done) => {
        const check = () => {
            const status = results.querySelector("[role=status]").textContent;
            const running = [...results.querySelectorAll("button")].some((each) => each.textContent === "Stop");
            !status || running ? setTimeout(check, 20) : done(status);
        };
        setTimeout(check, 20);
    });
"""
FORM, OWN = "#question-form form", "#own-question"
FORM_RESULTS, OWN_RESULTS = "#saved ~ [data-results]", "#own-results"


@pytest.fixture(scope="module")
def output(built_examples: Path) -> Output:
    return open_output(built_examples)


@pytest.fixture(scope="module")
def asking(output: Output, site: Path, made_once: MadeOnce) -> Path:
    """The site of the examples as a server has it: the pages that ask know an endpoint."""

    def make(folder: Path) -> None:
        asked = Site(output, Setting(endpoint="sparql"))
        own = (path for path, section in asked.places.items() if isinstance(section, (Ask, Queries)))
        write_pages(asked, own, shutil.copytree(site, folder))

    return made_once.folder("asking", make)


@pytest.fixture(scope="module")
def server(output: Output, asking: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    program = oxigraph_program()
    if not program:
        pytest.fail("needs the oxigraph server of the dev group")
    with live_site(program, asking, output.folder / "store", tmp_path_factory.mktemp("oxigraph")) as live:
        yield live


@pytest.fixture
def live(server: LiveSite, browser: Browser) -> Iterator[LiveSite]:
    browser.size(1280)
    browser.media()
    server.asked.clear()
    yield server
    server.instead, server.missing = None, 0
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


def open_page(browser: Browser, live: LiveSite, behind: str = "", language: str = "") -> None:
    browser.open(f"{live.address}{language}vragen/stellen.html{behind}")
    browser.run(READY)


def choose(browser: Browser, question: str) -> None:
    browser.run(
        """const field = document.getElementById("question");
        field.value = arguments[0];
        field.dispatchEvent(new Event("change", {bubbles: true}));""",
        question,
    )


def fill(browser: Browser, name: str, value: str) -> None:
    browser.run(
        """const field = document.querySelector(`[data-type][name="${arguments[0]}"]`);
        field.value = arguments[1];
        field.dispatchEvent(new Event("input", {bubbles: true}));""",
        name,
        value,
    )


def ask(browser: Browser, form: str = FORM, results: str = FORM_RESULTS) -> str:
    return str(browser.run(ANSWERED, form, results, True))


def write(browser: Browser, query: str) -> None:
    browser.run("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", query)


def written(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('.CodeMirror').CodeMirror.getValue()"))


def rows(browser: Browser, results: str) -> list[list[str]]:
    """Give the texts of the table's cells."""
    found: list[list[str]] = browser.run(
        """return [...document.querySelectorAll(`${arguments[0]} tbody tr`)].map((row) =>
            [...row.cells].map((cell) => cell.textContent));""",
        results,
    )
    return found


def press(browser: Browser, text: str, within: str = "body") -> None:
    """Press the first button that says so and is shown."""
    browser.run(
        """[...document.querySelectorAll(`${arguments[1]} button`)]
            .find((each) => each.textContent === arguments[0] && each.getClientRects().length).click();""",
        text,
        within,
    )


def focused(browser: Browser, what: str) -> Any:
    return browser.run(f"const here = document.activeElement; return {what}")


def to(browser: Browser, goal: str) -> None:
    """Press Tab until the focus is on what a condition says of `here`."""
    for _ in range(60):
        if focused(browser, goal):
            return
        browser.keys(TAB)
    raise AssertionError(f"the keyboard does not come to {goal}")


# A term of RDF 1.2, as Oxigraph writes it.
TRIPLE: Any = {
    "type": "triple",
    "value": {
        "subject": {"type": "uri", "value": "urn:a"},
        "predicate": {"type": "uri", "value": "urn:b"},
        "object": {"type": "literal", "value": "true", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"},
    },
}


def answer_of(columns: list[str], *bindings: dict[str, dict[str, str]]) -> tuple[int, str, bytes]:
    answer = {"head": {"vars": columns}, "results": {"bindings": bindings}}
    return 200, "application/sparql-results+json", json.dumps(answer).encode()


# ---------------------------------------------------------------- saved questions


def test_a_question_is_answered_as_python_answers_it(browser: Browser, live: LiveSite, output: Output) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "minimum", "4")
    assert ask(browser).startswith("6 rijen in ")
    catalogue, engine = load_catalogue(), OxigraphEngine(output.open_store())
    table = engine.select(bind(catalogue["shared-recipients"], {"minimum": ["4"]}, catalogue, engine))
    expected = [[row["name"], row["role"], row["controllerCount"], row["records"]] for row in table.texts()]
    assert [[row[1], row[2], row[3], row[5]] for row in rows(browser, FORM_RESULTS)] == expected


def test_every_question_is_answered_with_as_many_rows_as_python_gives(
    browser: Browser, live: LiveSite, output: Output
) -> None:
    catalogue, engine = load_catalogue(), OxigraphEngine(output.open_store())
    open_page(browser, live)
    told = {}
    for name in catalogue:
        choose(browser, name)
        told[name] = ask(browser).partition(" in ")[0]
    lengths = {name: len(engine.select(bind(query, {}, catalogue, engine))) for name, query in catalogue.items()}
    expected = {name: "1 rij" if rows == 1 else f"{rows:,} rijen".replace(",", ".") for name, rows in lengths.items()}
    assert told == expected
    assert [said for said in browser.console() if "favicon" not in said] == []


def test_a_name_is_enough_and_a_second_value_means_or(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "organisation", "ssc ict")
    press(browser, "Nog een waarde")
    assert focused(browser, "here.name") == "organisation"
    browser.run("document.activeElement.value = 'Logius'")
    ask(browser)
    assert sorted(row[1] for row in rows(browser, FORM_RESULTS)) == ["Logius", "SSC-ICT"]


def test_an_abbreviation_is_enough_as_it_is_for_python(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "organisation", "svb")
    assert browser.run("return [...document.querySelectorAll('datalist option')].map((each) => each.value)") == ["SVB"]
    ask(browser)
    assert [row[1] for row in rows(browser, FORM_RESULTS)] == ["Sociale Verzekeringsbank"]


def test_names_are_suggested_while_one_types(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "organisation", "sociale verz")
    assert browser.run("return [...document.querySelectorAll('datalist option')].map((each) => each.value)") == [
        "Sociale Verzekeringsbank"
    ]


def test_a_wrong_value_is_told_at_its_field_and_nothing_is_asked(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "minimum", '2 } #"')
    browser.run("document.querySelector(arguments[0]).requestSubmit()", FORM)
    field = "document.querySelector('[name=minimum]')"
    assert browser.run(f"return {field}.getAttribute('aria-invalid')") == "true"
    told = browser.run(f"return document.getElementById({field}.getAttribute('aria-describedby')).textContent")
    assert told == "Dit is geen geheel getal. Schrijf het in cijfers."
    assert focused(browser, "here.name") == "minimum"
    assert "/sparql" not in live.asked


def test_of_several_values_the_wrong_one_is_told(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live, "#vraag=shared-recipients&organisation=Logius&organisation=niemand")
    browser.run("document.querySelector(arguments[0]).requestSubmit()", FORM)
    wrong = "return [...document.querySelectorAll('[aria-invalid]')].map((each) => each.value)"
    assert browser.run(wrong) == ["niemand"]
    assert focused(browser, "here.value") == "niemand"


def test_the_bound_query_is_shown_and_opens_in_the_editor(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "minimum", "5")
    press(browser, "Toon SPARQL")
    assert "VALUES ?minimum { 5 } # param: minimum" in browser.run(
        "return document.querySelector('.bound pre').textContent"
    )
    assert "avggraph query shared-recipients -p minimum=5 -g OUT" in browser.run(
        "return document.querySelector('.bound').textContent"
    )
    press(browser, "Open in de editor")
    assert "VALUES ?minimum { 5 } # param: minimum" in written(browser)
    assert focused(browser, "Boolean(here.closest('.editor'))")


def test_the_address_says_what_was_asked_and_asks_nothing_itself(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "minimum", "5")
    ask(browser)
    behind = browser.run("return location.hash")
    assert behind == "#vraag=shared-recipients&minimum=5"
    live.asked.clear()
    open_page(browser, live, behind)
    assert browser.run("return document.querySelector('[name=minimum]').value") == "5"
    assert "/sparql" not in live.asked


def test_the_address_holds_every_value(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    fill(browser, "organisation", "SSC-ICT")
    press(browser, "Nog een waarde")
    browser.run("document.activeElement.value = 'Logius'")
    ask(browser)
    found = rows(browser, FORM_RESULTS)
    open_page(browser, live, browser.run("return location.hash"))
    values = "return [...document.querySelectorAll('[name=organisation]')].map((each) => each.value)"
    assert browser.run(values) == ["SSC-ICT", "Logius"]
    ask(browser)
    assert rows(browser, FORM_RESULTS) == found


def test_a_value_of_an_address_that_is_none_is_told_and_the_page_works(browser: Browser, live: LiveSite) -> None:
    before = "#vraag=shared-recipients&organisation=niemand&sparql=1"
    open_page(browser, live, before)
    assert browser.run("return document.querySelector('.wrong').textContent").startswith("Geen keuze heet zo")
    assert written(browser).startswith("# The first records")
    browser.run("location.hash = '#vraag=processors'; return new Promise((done) => setTimeout(done, 100))")
    assert browser.run("return document.getElementById('question').value") == "processors"


@pytest.mark.parametrize("given", [["BZK"], ["BZK", "ministerie van Financiën"]])
def test_a_name_given_to_a_question_on_its_own_page_reaches_the_editor(
    browser: Browser, live: LiveSite, given: list[str]
) -> None:
    browser.open(f"{live.address}doc/vraag/ministry-overview.html")
    browser.run(READY)
    fill(browser, "ministry", given[0])
    for value in given[1:]:
        press(browser, "Nog een waarde")
        browser.run("document.activeElement.value = arguments[0]", value)
    press(browser, "Toon SPARQL")
    bound = browser.run("return document.querySelector('.bound pre').textContent")
    browser.open(browser.run("return document.querySelector('.bound a').href"))
    browser.run(READY)
    assert written(browser) == bound
    assert bound.count("/id/ministerie/") == len(given)


def test_a_question_that_is_left_takes_its_answer_along(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    choose(browser, "shared-recipients")
    ask(browser)
    choose(browser, "")
    assert browser.run("return document.querySelector(arguments[0]).textContent", FORM_RESULTS) == ""


def test_the_form_on_a_question_s_own_page_asks_too(browser: Browser, live: LiveSite) -> None:
    browser.open(f"{live.address}doc/vraag/shared-recipients.html")
    browser.run(READY)
    fill(browser, "minimum", "6")
    assert ask(browser, "form[data-query]", "[data-results]").startswith("3 rijen")
    press(browser, "Toon SPARQL")
    link = browser.run("return document.querySelector('.bound a').href")
    assert link == f"{live.address}vragen/stellen.html#vraag=shared-recipients&minimum=6&sparql=1"
    browser.open(link)
    browser.run(READY)
    assert "VALUES ?minimum { 6 } # param: minimum" in written(browser)


def test_things_in_an_answer_lead_to_their_pages(browser: Browser, live: LiveSite, asking: Path) -> None:
    open_page(browser, live)
    choose(browser, "record-data")
    ask(browser)
    links = browser.run("return [...document.querySelectorAll('[data-results] td a')].map((each) => each.href)")
    own = [link.removeprefix(live.address).partition("#")[0] for link in links if link.startswith(live.address)]
    assert "doc/rijksoverheid/verwerking/m9001.html" in own
    assert "doc/begrip/persoonsgegevens/adres.html" in own
    assert [path for path in sorted(set(own)) if not (asking / path).is_file()] == []


# ---------------------------------------------------------------- the editor


def test_the_editor_asks_and_colours_and_nothing_comes_from_elsewhere(live: LiveSite) -> None:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium
    assert driver
    no_network = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with running(chromium, driver, no_network) as offline:
        open_page(offline, live)
        write(offline, "SELECT ?n { VALUES ?n { 7 } }")
        assert ask(offline, OWN, OWN_RESULTS).startswith("1 rij in ")
        assert rows(offline, OWN_RESULTS) == [["7"]]
        assert offline.run("return document.querySelector('.cm-keyword').textContent") == "SELECT"
        offline.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
        offline.keys(*"\nfoaf:")
        time.sleep(0.3)
        asked = [url for url in offline.requests() if not url.startswith(("data:", "about:", "blob:"))]
        assert [url for url in asked if not url.startswith(live.address)] == []
        assert f"{live.address}bestanden/vendor/yasgui/yasqe.min.js" in asked
        assert [said for said in offline.console() if "favicon" not in said] == []


def test_what_is_no_sparql_is_told_with_its_line(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?x\nWHERE { ?x } }")
    told = browser.run("return document.getElementById('syntax').textContent")
    assert told.startswith("Regel 2 klopt nog niet.")
    write(browser, "SELECT ?x\nWHERE { ?x ?y ?z }")
    assert browser.run("return document.getElementById('syntax').textContent") == ""


def test_classes_properties_and_prefixes_are_completed_from_the_build(browser: Browser, live: LiveSite) -> None:
    hints = "return [...document.querySelectorAll('.CodeMirror-hint')].map((each) => each.textContent)"
    open_page(browser, live)
    write(browser, "")
    browser.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
    browser.keys(*"ASK { ?x a dpcat:ROPAR")
    time.sleep(0.5)
    assert written(browser).startswith("PREFIX dpcat: <https://w3id.org/dpcat#>")
    [hint] = [each for each in browser.run(hints) if each.startswith("dpcat:ROPARecord ")]
    assert hint.endswith("(19)")
    browser.keys(ENTER)
    browser.keys(*" ; dpv:hasDataC")
    time.sleep(0.5)
    assert any(each.startswith("dpv:hasDataController ") for each in browser.run(hints))


def test_tab_leaves_the_editor_both_ways(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    before = written(browser)
    browser.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
    browser.keys(TAB)
    assert focused(browser, "here.textContent") == "Stel de vraag"
    browser.run("document.querySelector('.CodeMirror').CodeMirror.focus()")
    press_shift_tab(browser)
    assert not focused(browser, "here.closest('.editor')")
    assert written(browser) == before


def press_shift_tab(browser: Browser) -> None:
    chord = [("keyDown", SHIFT), ("keyDown", TAB), ("keyUp", TAB), ("keyUp", SHIFT)]
    actions = [{"type": kind, "value": key} for kind, key in chord]
    browser.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})


def test_the_editor_says_what_it_is(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    field = "document.querySelector('.CodeMirror').CodeMirror.getInputField()"
    assert browser.run(f"return {field}.getAttribute('role')") == "textbox"
    name = f"return document.getElementById({field}.getAttribute('aria-labelledby')).textContent"
    assert browser.run(name) == "Vraag in SPARQL"
    told = browser.run(
        f"return {field}.getAttribute('aria-describedby').split(' ').map((id) => "
        "document.getElementById(id).textContent).join(' ')"
    )
    assert told.startswith("Tab verlaat het veld.")


def test_a_link_brings_a_query_back_and_does_not_ask_it(browser: Browser, live: LiveSite) -> None:
    query = "SELECT ?n { VALUES ?n { '&#+% é' } }"
    open_page(browser, live)
    write(browser, query)
    press(browser, "Maak een link")
    link = browser.run("return location.href")
    browser.open(link)
    browser.run(READY)
    assert written(browser) == query
    assert "/sparql" not in live.asked
    write(browser, "#" * 9000)
    press(browser, "Maak een link")
    assert "8.000 tekens" in browser.run(
        "return document.querySelector('#own-question .told:not(#syntax)').textContent"
    )


def test_without_scripts_the_query_is_a_plain_form(browser: Browser, live: LiveSite) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{live.address}vragen/stellen.html")
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    shown = "return [...document.querySelectorAll(arguments[0])].filter((each) => each.getClientRects().length).length"
    assert browser.run(shown, "textarea") == 1
    assert browser.run(shown, "#question, #editor-keys, [data-results]") == 0
    browser.run("document.querySelector('#own-question button').click(); return new Promise((d) => setTimeout(d, 300))")
    assert any(path.startswith("/sparql?query=%23+The+first+records") for path in live.asked)


# ---------------------------------------------------------------- answers


def test_a_column_is_sorted_by_its_values(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?n ?t { VALUES (?n ?t) { (10 'b') (9 'B2') (UNDEF 'a') (100 'b10') } }")
    ask(browser, OWN, OWN_RESULTS)
    first = [row[0] for row in rows(browser, OWN_RESULTS)]
    assert first == ["10", "9", "–geen waarde", "100"]
    sort = "document.querySelectorAll('#own-results th button')[arguments[0]].click()"
    browser.run(sort, 0)
    assert [row[0] for row in rows(browser, OWN_RESULTS)] == ["9", "10", "100", "–geen waarde"]
    browser.run(sort, 0)
    assert [row[0] for row in rows(browser, OWN_RESULTS)] == ["100", "10", "9", "–geen waarde"]
    assert browser.run("return document.querySelector('#own-results th').getAttribute('aria-sort')") == "descending"
    browser.run(sort, 1)
    assert [row[1] for row in rows(browser, OWN_RESULTS)] == ["a", "b", "B2", "b10"]


def test_what_a_column_is_sorted_by_is_made_once(browser: Browser, live: LiveSite) -> None:
    """Else the page does nothing for fifteen seconds when an answer has 41,000 rows."""
    live.instead = answer_of(["s"], *({"s": {"type": "uri", "value": f"urn:{n * 7919 % 2000}"}} for n in range(2000)))
    open_page(browser, live)
    ask(browser, OWN, OWN_RESULTS)
    named = browser.run(
        """const nameOf = avggraph.nameOf;
        let named = 0;
        avggraph.nameOf = (iri) => (named += 1, nameOf(iri));
        document.querySelector("#own-results th button").click();
        return named;"""
    )
    assert named == 2000 + 1000
    assert [row[0] for row in rows(browser, OWN_RESULTS)][:3] == ["urn:0", "urn:1", "urn:2"]


def test_terms_are_shown_as_what_they_are(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?n { VALUES ?n { 12345678901234567890 -9007199254740993 0.25 0.00000025 } }")
    ask(browser, OWN, OWN_RESULTS)
    large = ["12.345.678.901.234.567.890", "-9.007.199.254.740.993"]
    assert [row[0] for row in rows(browser, OWN_RESULTS)] == [*large, "0,25", "0.00000025"]
    live.instead = answer_of(["t"], {"t": TRIPLE})
    ask(browser, OWN, OWN_RESULTS)
    assert rows(browser, OWN_RESULTS) == [["<<( urn:a urn:b ja )>>"]]


def test_a_bar_stands_for_each_row(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?name ?n { VALUES (?name ?n) { ('a <b>' 10) ('c' 5) ('d' 0) } }")
    ask(browser, OWN, OWN_RESULTS)
    press(browser, "Staafdiagram", OWN_RESULTS)
    assert browser.run("return [...document.querySelectorAll('.chart text')].map((each) => each.textContent)") == [
        "a <b>", "10", "c", "5", "d", "0",
    ]  # fmt: skip
    one, half, none = browser.run(
        "return [...document.querySelectorAll('.chart rect')].map((each) => each.width.baseVal.value)"
    )
    assert none < half == pytest.approx(one / 2)
    assert "n per name" in browser.run("return document.querySelector('.chart').getAttribute('aria-label')")


def test_a_network_is_walked_with_arrow_keys(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?a ?b { VALUES (?a ?b) { (<urn:x> <urn:y>) (<urn:y> <urn:z>) (<urn:x> <urn:z>) } }")
    ask(browser, OWN, OWN_RESULTS)
    press(browser, "Netwerk", OWN_RESULTS)
    browser.run("document.querySelector('.network [tabindex=\"0\"]').focus()")
    browser.keys(RIGHT)
    assert focused(browser, "here.getAttribute('aria-label')") == "urn:y"
    browser.keys(SPACE)
    assert focused(browser, "here.getAttribute('aria-pressed')") == "true"
    assert browser.run("return document.querySelector('.picture .told').textContent") == "urn:y: naar urn:z; van urn:x."
    browser.keys(TAB)
    assert not focused(browser, "here.closest('.network')")


def test_a_graph_is_shown_as_triples_and_kept_as_turtle(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "CONSTRUCT { <urn:a> <urn:p> 'x\\ny'@nl , 7 } WHERE {}")
    assert ask(browser, OWN, OWN_RESULTS).startswith("2 rijen")
    assert sorted(rows(browser, OWN_RESULTS)) == [["urn:a", "urn:p", "7"], ["urn:a", "urn:p", "x\ny"]]
    buttons = "return [...document.querySelectorAll('#own-results .tools button')].map((each) => each.textContent)"
    assert browser.run(buttons)[:2] == ["Turtle", "N-Triples"]


def test_a_graph_is_a_network_of_subjects_and_objects_unless_those_are_numbers(
    browser: Browser, live: LiveSite
) -> None:
    shown = "return [...document.querySelectorAll('#own-results .tools button')].map((each) => each.textContent)"
    open_page(browser, live)
    write(browser, "CONSTRUCT { ?s <urn:n> ?n } WHERE { VALUES (?s ?n) { (<urn:a> 1) (<urn:b> 2) } }")
    ask(browser, OWN, OWN_RESULTS)
    assert browser.run(shown)[2:] == ["Staafdiagram"]
    write(browser, "CONSTRUCT { _:a <urn:n> _:b . _:b <urn:n> 'c' } WHERE { }")
    ask(browser, OWN, OWN_RESULTS)
    assert browser.run(shown)[2:] == ["Netwerk"]


def test_who_stops_a_question_comes_to_what_is_said_of_it(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    # An endpoint that goes on for ever, as far as the page knows.
    browser.run(
        """window.fetch = (_, { signal }) =>
            new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
        document.querySelector(arguments[0]).requestSubmit();
        [...document.querySelectorAll("#own-results button")].find((each) => each.textContent === "Stop").focus();""",
        OWN,
    )
    browser.keys(ENTER)
    assert focused(browser, "here.textContent") == "De vraag is gestopt."


def test_a_file_for_a_spreadsheet_holds_no_formula(browser: Browser, live: LiveSite) -> None:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    live.instead = answer_of(
        ["name", "n"],
        {
            "name": {"type": "literal", "value": '=HYPERLINK("x")'},
            "n": {"type": "literal", "value": "-7", "datatype": number},
        },
        {"name": {"type": "uri", "value": "urn:a"}},
        {"name": {"type": "bnode", "value": "b0"}, "n": {"type": "literal", "value": " +1"}},
        {"name": TRIPLE},
    )
    open_page(browser, live)
    ask(browser, OWN, OWN_RESULTS)
    browser.run(
        """window.given = new Promise((done) => {
            URL.createObjectURL = (blob) => { blob.text().then(done); return "#"; };
        });"""
    )
    press(browser, "CSV", OWN_RESULTS)
    assert browser.run("return window.given").split("\r\n") == [
        "name,n", '"\'=HYPERLINK(""x"")",-7', "urn:a,", "_:b0,' +1", "<<( urn:a urn:b true )>>,", "",
    ]  # fmt: skip


def test_an_answer_of_yes_or_no_is_said(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "ASK { ?s a <https://w3id.org/dpcat#ROPARecord> }")
    assert ask(browser, OWN, OWN_RESULTS).startswith("Het antwoord is ja, in ")


def test_a_long_answer_is_cut_and_says_so(browser: Browser, live: LiveSite) -> None:
    live.instead = answer_of(["n"], *({"n": {"type": "literal", "value": str(n)}} for n in range(1500)))
    open_page(browser, live)
    assert "De tabel toont er 1.000; een bestand heeft ze alle." in ask(browser, OWN, OWN_RESULTS)
    assert [row[0] for row in rows(browser, OWN_RESULTS)][-1] == "999"


def test_hostile_terms_are_text(browser: Browser, live: LiveSite) -> None:
    hostile = "<img src=x onerror=\"document.title = 'x'\">"
    script = "javascript:document.title='x'"
    live.instead = answer_of(
        [hostile],
        {hostile: {"type": "uri", "value": script}},
        {hostile: {"type": "literal", "value": hostile}},
        {hostile: {"type": "literal", "value": "1", "datatype": script}},
    )
    open_page(browser, live)
    ask(browser, OWN, OWN_RESULTS)
    assert [row[0] for row in rows(browser, OWN_RESULTS)] == [script, hostile, f"1 {script}"]
    assert browser.run("return document.querySelectorAll('#own-results a[href], #own-results img').length") == 0
    assert browser.run("return document.title").startswith("Vragen stellen")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            (400, "application/problem+json", b'{"title": "Fout", "detail": "regel <1>"}'),
            "Het endpoint beantwoordt de vraag niet (400). Fout. regel <1>",
        ),
        ((503, "text/plain", b"te druk"), "Het endpoint beantwoordt de vraag niet (503). te druk"),
        ((500, "text/html", b"<html><b>x"), "Het endpoint beantwoordt de vraag niet (500). "),
        ((200, "application/sparql-results+json", b"{"), "Het endpoint gaf iets wat geen antwoord is."),
        ((200, "application/sparql-results+json", b"null"), "Het endpoint gaf iets wat geen antwoord is."),
        ((200, "text/html", b"<html>"), "Het endpoint gaf iets wat geen antwoord is."),
    ],
)
def test_a_refusal_is_told_in_words(
    browser: Browser, live: LiveSite, answer: tuple[int, str, bytes], told: str
) -> None:
    live.instead = answer
    open_page(browser, live)
    assert ask(browser, OWN, OWN_RESULTS) == told
    assert rows(browser, OWN_RESULTS) == []


def test_a_syntax_error_of_the_server_is_shown(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?x { ")
    assert "(400)" in ask(browser, OWN, OWN_RESULTS)


@pytest.mark.parametrize("kept", [False, True], ids=["shown", "kept as a file"])
def test_an_answer_that_breaks_off_is_told_as_such(browser: Browser, live: LiveSite, kept: bool) -> None:
    broken = "Het antwoord brak af voordat het heel was. Vraag minder tegelijk, of gebruik LIMIT."
    open_page(browser, live)
    live.instead = answer_of(["n"], {"n": {"type": "literal", "value": "7"}})
    live.missing = 0 if kept else 100
    told = ask(browser, OWN, OWN_RESULTS)
    if kept:
        live.missing = 100
        press(browser, "TSV", OWN_RESULTS)
        told = browser.run(
            """const told = document.querySelector("#own-results .tools .failed");
            return new Promise((done) => {
                const check = () => told.textContent ? done(told.textContent) : setTimeout(check, 20);
                check();
            });"""
        )
    assert told == broken


def test_a_variable_may_have_the_name_of_what_every_object_has(browser: Browser, live: LiveSite) -> None:
    open_page(browser, live)
    write(browser, "SELECT ?constructor ?toString { VALUES (?constructor ?toString) { (UNDEF 1) } }")
    ask(browser, OWN, OWN_RESULTS)
    assert rows(browser, OWN_RESULTS) == [["–geen waarde", "1"]]


# ---------------------------------------------------------------- for everyone


def test_the_keyboard_alone_asks_reads_and_keeps(browser: Browser, live: LiveSite, tmp_path: Path) -> None:
    browser.cdp("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    open_page(browser, live)
    to(browser, "here.id === 'question'")
    browser.keys(*"Gedeelde ontv")
    to(browser, "here.name === 'minimum'")
    browser.keys("\ue010", "\ue003", "7")  # End, Backspace
    to(browser, "here.textContent === 'Stel de vraag' && here.closest('#question-form')")
    browser.keys(ENTER)
    assert str(browser.run(ANSWERED, FORM, FORM_RESULTS, False)).startswith("1 rij in ")
    to(browser, "here.textContent === 'CSV'")
    browser.keys(ENTER)
    kept = tmp_path / "shared-recipients.csv"
    deadline = time.monotonic() + 20
    while not kept.is_file() and time.monotonic() < deadline:
        time.sleep(0.1)
    header, row, *_ = kept.read_text(encoding="utf-8").splitlines()
    assert header == "organisation,name,role,controllerCount,controllers,records"
    assert "Directoraat-generaal Belastingdienst,ontvanger,7," in row
    to(browser, "here.matches('.table')")
    assert focused(browser, "here.getAttribute('aria-label')") == "Antwoord"


def test_without_an_endpoint_the_page_says_how_to_ask(browser: Browser, site: Path) -> None:
    browser.size(1280)
    browser.open((site / "vragen" / "stellen.html").as_uri())
    browser.run(READY)
    assert "avggraph serve OUT" in browser.run("return document.querySelector('.notice').textContent")
    choose(browser, "shared-recipients")
    shown = browser.run(
        """return [...document.querySelectorAll("button")].filter((each) => each.getClientRects().length)
            .map((each) => each.textContent);"""
    )
    assert shown == ["Nog een waarde", "Toon SPARQL", "Kopieer", "Maak een link"]
    press(browser, "Toon SPARQL")
    assert "VALUES ?minimum { 2 }" in browser.run("return document.querySelector('.bound pre').textContent")


@pytest.mark.parametrize(
    ("width", "scheme", "language", "question", "pictures"),
    [
        (1280, "light", "", "ministry-matrix", ["Staafdiagram", "Netwerk"]),
        (390, "dark", "", "shared-recipients", ["Staafdiagram"]),
        (320, "light", "en/", "ministry-matrix", ["Bar chart", "Network"]),
    ],
)
def test_axe_finds_no_barrier(
    browser: Browser,
    live: LiveSite,
    axe: str,
    width: int,
    scheme: str,
    language: str,
    question: str,
    pictures: list[str],
) -> None:
    browser.size(width)
    browser.media(prefers_color_scheme=scheme)
    open_page(browser, live, f"#vraag={question}", language)
    ask(browser)
    for text in (*pictures, "Show SPARQL" if language else "Toon SPARQL"):
        press(browser, text, "#content")
    write(browser, "SELECT ?x {")
    browser.cdp("Runtime.evaluate", expression=axe)  # not in the page: its policy runs no other script
    found = browser.run(AXE, RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    passed = {each["id"] for each in found["passes"]}
    assert {"color-contrast", "select-name", "aria-input-field-name", "target-size"} <= passed
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.run("return document.querySelectorAll('.network, .chart').length") == len(pictures)
