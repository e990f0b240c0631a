"""The pages of a record and of its source: what a reader sees and can follow, whatever was written."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import DPV
from avggraph.interop import write_interop
from avggraph.pipeline import BuildOptions, build
from avggraph.publication import Publication
from avggraph.publish.reader import Reader
from avggraph.publish.record.history import Histories
from avggraph.publish.search.listing import Listing
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.sections.source_document import SourceDocuments
from avggraph.publish.setting import Setting
from avggraph.publish.site import Site
from avggraph.publish.words import words
from avggraph.store import Output, open_output
from avggraph.text import fold
from made_once import MadeOnce
from publish.record_pages import BASE, EXAMPLES, Element, Html, built, page_of, read_html

VISA = EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt"
PATH = "doc/rijksoverheid/verwerking/m9001"
FEW = (VISA, EXAMPLES / "voorbeeld-m9005-noodreisdocumenten.md", EXAMPLES / "voorbeeld-m9008-asielaanvragen.txt")
NASTY = "</p><script>document.title='x'</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}&#60;b&#62;"


@pytest.fixture(scope="module")
def output(made_once: MadeOnce) -> Output:
    return open_output(made_once.folder("few", lambda folder: build(list(FEW), folder)))


@pytest.fixture(scope="module")
def site(output: Output) -> Site:
    return Site(output)


@pytest.fixture(scope="module")
def page(site: Site) -> Html:
    return page_of(site, "m9001")


def statement(page: Html, anchor: str) -> str:
    return page.one("div", id=anchor).one("dd").words


def ids(page: Html) -> Counter[str]:
    return Counter(each.attributes["id"] or "" for each in page.all() if "id" in each.attributes)


# ---------------------------------------------------------------- what it says


def test_statements_stand_in_the_order_of_article_30(page: Html) -> None:
    assert [each.attributes["id"] for each in page.one("div", class_="statements").all("h2")] == [
        "controllers", "purposes", "subjects", "blocks", "recipients", "processors", "transfers", "decisions",
        "operations", "measures", "laws", "related", "ook",
    ]  # fmt: skip


def test_the_head_says_whose_record_it_is_and_what_it_holds(page: Html) -> None:
    assert page.one("h1").text == "Visumaanvragen voor kort verblijf (voorbeeld)"
    assert page.one("p", class_="kicker").words == "M9001 · verwerking in het register van een verantwoordelijke"
    assert [each.words for each in page.one("ul", class_="marks").all("li")] == [
        "bijzondere persoonsgegevens", "burgerservicenummer", "doorgifte buiten de EU",
    ]  # fmt: skip
    facts = page.one("dl", class_="facts").words
    assert "Verantwoordelijkeministerie van Buitenlandse Zaken" in facts
    assert "Register vanniet bekend" in facts


def test_a_value_has_its_name_its_words_and_why(page: Html) -> None:
    data = page.one("div", id="gegevens-1.data")
    first = data.one("ul", class_="values").one_of("li", 4)
    assert first.words == "documentnummer paspoortnummer"
    [why] = data.all("details")
    assert why.one("summary").words == "Hoe herkend (11)"
    assert "documentnummer: paspoortnummer – " in why.words


def test_a_statement_that_rests_on_words_can_be_cited_and_no_other(page: Html) -> None:
    links = {link.attributes["href"]: link for link in page.all("a", class_="cite")}
    assert {href.removeprefix("#") for href in links if href} <= ids(page).keys()
    assert links["#doel-1.purpose_kind"].attributes["data-line"] == "12"
    assert links["#verwerking.department"].words == "Citeer"
    for each in page.all("div", class_="statement"):
        is_leaf = not list(each.all("div"))
        if is_leaf and "id" in each.attributes:
            rests_on_words = any("#char=" in (link.attributes.get("href") or "") for link in each.all("a"))
            assert (f"#{each.attributes['id']}" in links) == rests_on_words, each.words


def test_special_data_are_marked(page: Html) -> None:
    data = page.one("div", id="gegevens-2.data")
    assert [each.words for each in data.one("ul", class_="values").all("li")] == [
        "biometrische gegevens bijzondere persoonsgegevens Biometrische gegevens",
        "foto pasfoto",
        "vingerafdruk bijzondere persoonsgegevens vingerafdrukken",
    ]
    assert "burgerservicenummer" in page.one("div", id="gegevens-3.data").one("span", class_="mark").words


def test_what_the_words_deny_is_told_as_denied(page: Html) -> None:
    denied = page.one("section", id="doel-1").one("div", class_="denied")
    assert denied.one("dt").words == "Ontkend"
    assert "openbare orde en veiligheid openbare orde" in denied.words


def test_silence_is_no_answer(site: Site, page: Html) -> None:
    assert statement(page, "verwerking.transfer") == "ja"
    assert statement(page, "verwerking.decisions") == "nee"
    measures = next(each for each in page.all("section") if each.has("aria-labelledby", "measures"))
    assert measures.words == "Beveiliging art. 30(1)(g) AVG Niet vermeld, of niet herkend."
    english = page_of(site, "m9001", "en")
    assert statement(english, "verwerking.transfer") == "yes"
    assert statement(english, "verwerking.decisions") == "no"


ANSWERS = {
    "Er is geen sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens.": "nee",
    "Er is sprake van besluitvorming over persoonsgegevens op basis van automatisch verwerkte gegevens.": "ja",
    "Zie het beleid van de directie.": "niet te lezen",
    "": "niet vermeld",
}


@pytest.fixture(scope="module")
def answering(made_once: MadeOnce) -> Site:
    """A record for each of the answers: M8001, M8002 and so on."""
    return Site(open_output(made_once.folder("answers", _build_answers) / "out"))


def _build_answers(folder: Path) -> None:
    folder.mkdir()
    before, _, after = VISA.read_text(encoding="utf-8").partition("Automatische besluitvorming\n")
    _, _, rest = after.partition("\n\nOntvangers")
    for number, said in enumerate(ANSWERS, 8001):
        text = f"{before}Automatische besluitvorming\n\n{said}\n\nOntvangers{rest}"
        (folder / f"m{number}.txt").write_text(text.replace("M9001", f"M{number}"), encoding="utf-8")
    build([folder], folder / "out")


@pytest.mark.parametrize(("number", "answer"), list(enumerate(ANSWERS.values(), 8001)))
def test_an_answer_has_four_values(answering: Site, number: int, answer: str) -> None:
    assert statement(page_of(answering, f"m{number}"), "verwerking.decisions") == answer


def test_why_is_told_in_the_language_of_the_page(site: Site, page: Html) -> None:
    assert "veld van het formulier" in page.one("div", class_="statements").words
    assert "rol: verwerker" in statement(page, "verwerking.processors")
    laws = page.one("div", id="verwerking.reference")
    assert next(list(row.all())[-1].words for row in laws.all("tr")) == "Gelezen aan"
    assert "artikel voor de wet" in laws.words
    english = page_of(site, "m9001", "en").one("div", id="verwerking.processors")
    assert "role: verwerker" in english.words
    assert not any(each.attributes.get("lang") for each in english.one("span", class_="role").all())


# ---------------------------------------------------------------- words and places


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quote_leads_to_the_words_it_quotes(site: Site, output: Output, language: str) -> None:
    page = page_of(site, "m9001", language)
    source = next(iter(Reader(output).unit(f"{BASE}id/rijksoverheid/verwerking/m9001").texts(
        f"{BASE}id/rijksoverheid/verwerking/m9001", "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    )))  # fmt: skip
    text = output.documents[source]
    quotes = [(link, quote) for quote in page.all("q") for link in quote.all("a")]
    assert len(quotes) > 100
    for link, quote in quotes:
        start, end = map(int, (link.attributes["href"] or "").removeprefix("#char=").split(","))
        assert link.words in fold(text[start:end])
        assert quote.attributes["lang"] == "nl"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_page_has_an_end_and_every_id_is_there_once(site: Site, language: str) -> None:
    for key in ("m9001", "m9005", "m9008"):
        page = page_of(site, key, language)
        found = ids(page)
        assert [name for name, count in found.items() if count > 1] == []
        inner = {unquote(href[1:]) for href in page.hrefs() if href.startswith("#")}
        assert inner <= found.keys()


def test_every_part_of_the_record_has_its_place_on_the_page(site: Site, page: Html) -> None:
    addresses = site.reader.addresses
    found = ids(page)
    for node in site.reader.unit(f"{BASE}id/rijksoverheid/verwerking/m9001").nodes:
        address = addresses.of(node)
        if address and address.path == PATH and address.fragment:
            assert address.fragment in found


def test_the_text_stands_beside_it_whole(page: Html, output: Output) -> None:
    shown = page.one("div", class_="stretch").text
    assert shown in dict(output.documents).values()


def test_each_mark_that_lies_in_no_other_leads_back(page: Html) -> None:
    stretch = page.one("div", class_="stretch")
    outer = [each for each in stretch.children if isinstance(each, Element) and each.tag == "mark"]
    assert len(outer) > 30
    for mark in outer:
        links = list(mark.all("a", class_="back"))
        assert links
        assert all((link.attributes["aria-label"] or "").startswith("Terug naar: ") for link in links)


def test_a_long_document_is_cut_to_what_is_cited(tmp_path: Path) -> None:
    text = VISA.read_text(encoding="utf-8")
    padding = "Dit lid is vervallen. " * 3000 + "\n\n"
    (tmp_path / "m9001.txt").write_text(padding + text, encoding="utf-8")
    output = built([tmp_path / "m9001.txt"], tmp_path / "out")
    site = Site(output)
    page = page_of(site, "m9001")
    [whole] = output.documents.values()
    shown = [each.text for each in page.all("div", class_="stretch")]
    assert all(part in whole for part in shown)
    assert sum(map(len, shown)) < len(whole) / 2
    left_out = [each.words for each in page.all("p", class_="gap")]
    assert left_out == [f"{len(whole) - sum(map(len, shown))} tekens niet getoond"]
    source = next(path for path in site.places if path.startswith("doc/bron/"))
    resource = site.resource(f"{source}.html")
    assert resource
    assert read_html(resource.content.decode()).one("div", class_="stretch").text == whole


# ---------------------------------------------------------------- the source document


def test_the_source_s_page_has_its_text_with_links_to_the_statements(site: Site, output: Output) -> None:
    for source, text in output.documents.items():
        path = f"doc/bron/{source.rpartition('/')[2]}"
        for language in LANGUAGES:
            resource = site.resource(f"{path}.html" if language == "nl" else f"{language}/{path}.html")
            assert resource
            page = read_html(resource.content.decode())
            assert page.one("div", class_="stretch").text == text
            backs = [link.attributes["href"] or "" for link in page.all("a", class_="back")]
            assert backs
            assert all(href.startswith("../rijksoverheid/verwerking/m90") for href in backs)
        beside = site.resource(f"{path}.txt")
        assert beside
        assert (beside.content.decode(), beside.media_type) == (text, "text/plain; charset=utf-8")


def test_links_from_the_source_end_at_statements_of_the_record(site: Site, output: Output, page: Html) -> None:
    found = ids(page)
    record = f"{BASE}id/rijksoverheid/verwerking/m9001"
    source = site.reader.unit(record).first(record, "<http://www.w3.org/ns/prov#wasDerivedFrom>")
    resource = site.resource(f"doc/bron/{source.rpartition('/')[2]}.html")
    assert resource
    backs = read_html(resource.content.decode()).all("a", class_="back")
    assert {unquote((link.attributes["href"] or "").partition("#")[2]) for link in backs} <= found.keys()


# ---------------------------------------------------------------- findings, diagram, data


def test_findings_are_questions_with_their_words(page: Html) -> None:
    section = next(each for each in page.all("section") if each.has("aria-labelledby", "bevindingen"))
    [warning, *remarks] = section.all("li", class_="remark")
    assert warning.one("strong").words == "waarschuwing"
    assert "welke geldt?" in warning.words
    assert [each.words for each in warning.all("q")] == ["Biometrische gegevens", "vingerafdrukken"]
    assert [each.one("strong").words for each in remarks] == ["opmerking", "opmerking"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_counts_the_findings_that_the_list_counts(site: Site, language: str) -> None:
    for row in Listing(site.reader).rows:
        page = page_of(site, row.iri.rpartition("/")[2], language)
        section = next(each for each in page.all("section") if each.has("aria-labelledby", "bevindingen"))
        asked = len(list(section.all("li", class_="remark")))
        words = {"nl": ("vraag", "vragen", "bevinding", "bevindingen")}.get(
            language, ("question", "questions", "finding", "findings")
        )
        said = f"{asked} {words[asked != 1]}, {row.findings} {words[2 + (row.findings != 1)]}."
        assert said in [each.words for each in section.all("p")]


def test_the_diagram_is_there_wide_and_narrow_with_links_and_one_table(page: Html) -> None:
    picture = page.one("div", class_="picture")
    assert len(list(picture.all("svg"))) == 2
    links = {href for each in picture.all("svg") for href in each.hrefs()}
    assert "m9001.html#gegevens-1" in links or "m9001.html#doel-g1" in links
    assert "#m9001-1" in links
    flows = page.one("table", class_="flows")
    assert [each.words for each in flows.all("th") if each.has("scope", "row")][:3] == ["1", "2", "3"]
    assert flows.hrefs()


def test_files_of_the_diagram_stand_beside_the_page(site: Site) -> None:
    svg, csv, mmd = (site.resource(f"{PATH}.{ending}") for ending in ("svg", "csv", "mmd"))
    assert svg and csv and mmd
    assert svg.content.startswith(b"<svg")
    assert csv.content.decode().splitlines()[1].startswith("1,Visumaanvragers,")
    assert b"flowchart" in mmd.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_the_record_in_the_shapes_of_others(
    site: Site, output: Output, tmp_path: Path, language: str
) -> None:
    record = f"{BASE}id/rijksoverheid/verwerking/m9001"
    oins = dict.fromkeys(site.reader.unit(record).texts(record, DPV.hasDataController), "0" * 20)
    known = Site(output, Setting(oins=oins))
    write_interop(output, Publication(), tmp_path, oins=oins)
    here = f"/{PATH}" if language == "nl" else f"/{language}/{PATH}"
    for pages, formats in ((site, ("logius", "dpia")), (known, ("logius", "vng", "dpia"))):
        section = page_of(pages, "m9001", language).one("section", aria_labelledby="vormen")
        links = {link.words: urljoin(here, link.attributes["href"] or "") for link in section.all("a")}
        assert list(links) == [words(language)(f"record.shape_{name}") for name in formats]
        assert all((tmp_path / target.lstrip("/")).is_file() for target in links.values())


def test_a_number_changes_the_pages_of_its_organisation_alone(site: Site, output: Output) -> None:
    record = f"{BASE}id/rijksoverheid/verwerking/m9001"
    oins = dict.fromkeys(site.reader.unit(record).texts(record, DPV.hasDataController), "0" * 20)
    known = Site(output, Setting(oins=oins))
    records = [path for path in known.places if path.startswith(PATH.rpartition("/")[0])]
    changed = {path for path in records if known.places[path].fingerprint(path) != site.places[path].fingerprint(path)}
    told = {
        site.reader.addresses.of(each)
        for each in site.reader.records
        if set(site.reader.unit(each).texts(each, DPV.hasDataController)) & set(oins)
    }
    assert changed == {address.path for address in told if address}
    assert known.fingerprint == site.fingerprint
    assert len(changed) < len(records)


def test_json_tells_the_same_statements(site: Site) -> None:
    resource = site.resource(f"{PATH}.json")
    assert resource
    told = json.loads(resource.content)
    assert (told["reference"], told["marks"]) == ("M9001", ["special", "bsn", "transfer"])
    [purpose, _] = told["statements"]["purposes"]["purpose"]["values"]
    assert purpose["fields"]["basis"]["values"][0]["name"]["nl"] == "art. 6 lid 1 onder c AVG: wettelijke verplichting"
    assert purpose["denied"][0]["quotes"] == [{"words": "openbare orde", "start": 460, "end": 474}] or purpose["denied"]
    assert told["statements"]["decisions"]["decisions"]["values"] == [{"answer": "No"}]
    assert "measures" not in told["statements"]
    assert told["findings"][0]["quotes"][0]["words"] == "Biometrische gegevens"


def test_the_data_beside_the_page_hold_the_record_and_names(site: Site) -> None:
    turtle = site.resource(f"{PATH}.ttl")
    assert turtle
    text = turtle.content.decode()
    assert "dpv:hasDataController" in text
    assert '"ministerie van Buitenlandse Zaken"@nl' in text


def test_what_search_engines_are_told_is_stated(site: Site) -> None:
    page = site.places[PATH].page(PATH, "nl")
    assert page.structured
    assert page.structured["identifier"] == "M9001"
    assert [each["name"] for each in page.structured["creator"]] == ["ministerie van Buitenlandse Zaken"]
    assert not {"license", "datePublished", "publisher"} & page.structured.keys()


def test_a_record_without_a_title_or_number_has_none_of_ours(tmp_path: Path) -> None:
    text = "Beschrijving van gegevensverwerking\n\nDoelen van de verwerking\n\nInnen van geld\n"
    (tmp_path / "bron.txt").write_text(text, encoding="utf-8")
    site = Site(built([tmp_path / "bron.txt"], tmp_path / "out"))
    path = next(path for path in site.places if "/verwerking/" in path)
    heading = page_of(site, path.rpartition("/")[2], "en").one("h1")
    assert (heading.words, heading.attributes) == ("Record without a name", {})
    told = site.places[path].page(path, "en").structured
    assert told
    assert not {"name", "identifier"} & told.keys()


# ---------------------------------------------------------------- what was written with bad intent


@pytest.fixture(scope="module")
def nasty(made_once: MadeOnce) -> Site:
    return Site(open_output(made_once.folder("nasty", _build_nasty) / "out"))


def _build_nasty(folder: Path) -> None:
    folder.mkdir()
    text = VISA.read_text(encoding="utf-8")
    text = text.replace("Visumaanvragen voor kort verblijf (voorbeeld)", f"{NASTY}\u202e achterstevoren")
    text = text.replace("Visumaanvragers", f"Visumaanvragers {NASTY}").replace("M9001", "M-<9001>\"'")
    (folder / "nasty.txt").write_text(text, encoding="utf-8")
    build([folder / "nasty.txt"], folder / "out")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_document_says_never_becomes_part_of_the_page(nasty: Site, language: str) -> None:
    for path in [each for each in nasty.places if each.startswith(("doc/rijksoverheid/verwerking/", "doc/bron/"))]:
        for resource in nasty.files(path):
            if resource.path.endswith(".html"):
                page = read_html(resource.content.decode())
                assert {each.attributes.get("src") for each in page.all("script") if "src" in each.attributes} <= {
                    each.attributes.get("src") for each in page.one("head").all("script")
                }
                assert list(page.all("img")) == []
                assert not any(name.startswith("on") for each in page.all() for name in each.attributes)
                assert all(not (href or "").lower().startswith("javascript:") for href in page.hrefs())
    path = next(path for path in nasty.places if "/verwerking/" in path)
    again = nasty.resource(f"{path}.html" if language == "nl" else f"{language}/{path}.html")
    assert again
    title = read_html(again.content.decode()).one("h1").text
    assert "<script>" in title
    assert "{{ 7*7 }}" in title
    assert "\u202e" not in title


# ---------------------------------------------------------------- history, and when a page is made again


@pytest.fixture(scope="module")
def builds(made_once: MadeOnce) -> tuple[Output, Output]:
    folder = made_once.folder("old-and-new", _build_old_and_new)
    return open_output(folder / "old-out"), open_output(folder / "new-out")


def _build_old_and_new(folder: Path) -> None:
    for name in ("old", "new"):
        (folder / name).mkdir(parents=True)
        shutil.copy(FEW[1], folder / name)
    shutil.copy(FEW[2], folder / "new")
    text = VISA.read_text(encoding="utf-8")
    (folder / "old" / VISA.name).write_text(text.replace("5 jaar na de beslissing", "7 jaar na de beslissing"), "utf-8")
    (folder / "new" / VISA.name).write_text(text, "utf-8")
    for name, on in (("old", date(2025, 1, 1)), ("new", date(2026, 1, 1))):
        build([folder / name], folder / f"{name}-out", BuildOptions(on=on))


def test_history_tells_what_changed_by_field(builds: tuple[Output, Output]) -> None:
    histories = Histories(builds)
    [step] = histories.of("m9001")
    assert (step.older.date, step.newer.date) == ("2025-01-01", "2026-01-01")
    assert step.changes
    assert {
        (change.field.name, change.old and change.old.text, change.new and change.new.text) for change in step.changes
    } >= {
        ("bewaarduur", "P7Y", "P5Y"),
    }
    assert [step.changes for step in histories.of("m9005")] == [()]
    assert [step.changes for step in histories.of("m9008")] == [None]
    assert histories.of("zonder-nummer-0a") == ()


def test_the_page_shows_its_history(builds: tuple[Output, Output]) -> None:
    older, newer = builds
    section = RecordPages(Reader(newer, Setting(earlier=(older.folder,))))
    shown = Site(newer).frame.render(section.page(PATH, "nl"))
    history = next(
        each for each in read_html(shown.content.decode()).all("section") if each.has("aria-labelledby", "geschiedenis")
    )
    assert history.one("h3").words == "Van het register van 2025-01-01 naar het register van 2026-01-01"
    assert ["gegevens 1", "bewaarduur", "P7Y", "P5Y"] in [
        [cell.words for cell in row.children if isinstance(cell, Element)] for row in history.all("tr")
    ]


def test_versions_without_a_date_are_the_previous_and_this_one(output: Output) -> None:
    section = RecordPages(Reader(output, Setting(earlier=(output.folder, output.folder))))
    shown = read_html(Site(output).frame.render(section.page(PATH, "nl")).content.decode())
    history = next(each for each in shown.all("section") if each.has("aria-labelledby", "geschiedenis"))
    headings = ["Vorige versie → deze versie", "2 versies terug → de versie daarna"]
    assert [each.words for each in history.all("h3")] == headings


def test_without_an_earlier_build_nothing_is_told_of_history(page: Html) -> None:
    history = next(each for each in page.all("section") if each.has("aria-labelledby", "geschiedenis"))
    assert history.words == "Wat er veranderde Geen eerdere versie bekend."


def test_a_page_is_made_again_where_what_it_shows_changed(builds: tuple[Output, Output]) -> None:
    older, newer = builds
    before, after, again = RecordPages(Reader(older)), RecordPages(Reader(newer)), RecordPages(Reader(newer))
    assert after.fingerprint(PATH) == again.fingerprint(PATH)
    assert before.fingerprint(PATH) != after.fingerprint(PATH)
    assert RecordPages(Reader(newer, Setting(earlier=(older.folder,)))).fingerprint(PATH) != after.fingerprint(PATH)


def test_the_same_build_gives_the_same_bytes(output: Output, site: Site) -> None:
    again = Site(output)
    own = [path for path, section in site.places.items() if isinstance(section, (RecordPages, SourceDocuments))]
    assert len(own) == 2 * len(FEW)
    for path in reversed(own):
        assert list(site.files(path)) == list(again.files(path))


def test_an_english_page_says_what_is_dutch(site: Site) -> None:
    english = page_of(site, "m9001", "en")
    assert english.one("h1").attributes["lang"] == "nl"
    assert "Who is responsible" in english.one("nav", class_="contents").words
    assert english.one("div", class_="text").attributes["lang"] == "nl"
    # Organisations have a Dutch name alone, concepts one in each language.
    links = [each.attributes for each in english.one("div", class_="statements").all("a")]
    for folder, language in (("organisatie", "nl"), ("begrip", None)):
        found = {each.get("lang") for each in links if (each.get("href") or "").startswith(f"../../{folder}/")}
        assert found == {language}


# ---------------------------------------------------------------- a real record whose purposes name each other


@pytest.fixture(scope="module")
def seeds(built_seeds: Path) -> Site:
    return Site(open_output(built_seeds))


def test_purposes_that_are_the_same_stand_once_each_and_lead_to_each_other(seeds: Site) -> None:
    page = page_of(seeds, "m7624")
    headings = [each.words for each in page.all("h3") if each.words.startswith("Doel ")]
    assert headings == [f"Doel {number}" for number in range(1, len(headings) + 1)]
    assert len(headings) >= 8
    for one, other in ((7, 8), (8, 7)):
        same = page.one("div", id=f"doel-{one}.same_purpose").one("dd")
        assert (same.words, same.hrefs()) == (f"Doel {other}", [f"#doel-{other}"])
        assert list(page.one("section", id=f"doel-{one}").all("section")) == []


def test_the_form_for_a_wrong_link_is_told_what_was_recognised(page: Html) -> None:
    links = [href for href in page.one("div", id="gegevens-1.data").hrefs() if "melden.html" in href]
    told = [dict(parse_qsl(urlsplit(href).query)) for href in links]
    [passport] = [each for each in told if each["woorden"] == "paspoortnummer"]
    assert passport["begrip"] == "https://w3id.org/avggraph/concept/persoonsgegevens/documentnummer"
    assert passport["over"].startswith(BASE)


def test_data_subjects_that_data_are_about_are_named_once(page: Html) -> None:
    told = page.one("div", id="gegevens-1.subjects").one("dd")
    [link] = told.all("a")
    assert told.words == link.words
    assert (link.attributes["href"] or "").startswith("#betrokkene-")
