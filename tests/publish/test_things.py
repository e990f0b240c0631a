"""The pages of things other than records, against the graph and the saved questions, which other code answers."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import SKOS, Graph
from selectolax.lexbor import LexborHTMLParser

from avggraph.addresses import LANGUAGES
from avggraph.network import thing_named
from avggraph.publish import Site
from avggraph.publish.own_questions import rows_about
from avggraph.publish.sections.concepts import Concepts, Schemes
from avggraph.publish.sections.organisations import Organisations
from avggraph.publish.sections.systems import Systems
from avggraph.query import OxigraphEngine
from avggraph.store import open_output
from publish.thing_pages import attribute, first, links, shown, texts

DPV = "https://w3id.org/dpv#"
AVG = "https://w3id.org/avggraph/def#"
CONCEPT = "https://w3id.org/avggraph/concept/"
SSC_ICT = "https://identifier.overheid.nl/tooi/id/oorg/oorg10215"
# What the saved question `roles` calls the roles of the pages.
ROLES = {
    "verwerkingsverantwoordelijke": "controller",
    "verantwoordelijk onderdeel": "unit",
    "verwerker": "processor",
    "subverwerker": "subprocessor",
    "ontvanger": "recipient",
    "eigen onderdeel": "internal",
    "bron": "source",
    "systeem": "system",
}


@pytest.fixture(scope="module")
def pages(built_examples: Path) -> Site:
    return Site(open_output(built_examples))


@pytest.fixture(scope="module")
def statements(built_examples: Path) -> list[tuple[str, str, str]]:
    """The graph's statements, from its file and not from its store."""
    line = re.compile(r"(<[^>]*>) (<[^>]*>) (.*) <[^>]*> \.")
    text = (built_examples / "graph.nq").read_text(encoding="utf-8")
    return [found.groups() for found in map(line.fullmatch, text.splitlines()) if found]  # type: ignore[misc]


def listed(tree: LexborHTMLParser, role: str) -> list[str]:
    """The numbers of the records under a role's heading."""
    return [
        node.text(strip=True).upper()
        for node in tree.css(f"section[aria-labelledby=records-{role}] .records .reference")
    ]


def subjects(statements: list[tuple[str, str, str]], predicate: str, value: str) -> set[str]:
    """The ends of the IRIs of records with a value."""
    return {
        subject[1:-1].rpartition("/")[2].upper()
        for subject, predicate_of, value_of in statements
        if predicate_of == f"<{predicate}>" and value_of == f"<{value}>" and "/verwerking/" in subject
    }


# ---------------------------------------------------------------- organisations and systems


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_processor_s_page_lists_the_records_that_name_it_so(
    pages: Site, statements: list[tuple[str, str, str]], language: str
) -> None:
    tree = shown(pages, "doc/organisatie/oorg10215", language)
    expected = subjects(statements, DPV + "hasDataProcessor", SSC_ICT)
    assert expected
    assert set(listed(tree, "processor")) == expected
    assert listed(tree, "recipient") == []  # a processor that is a recipient is a processor


@pytest.mark.parametrize("section", [Organisations, Systems])
def test_roles_are_those_that_the_saved_question_gives(pages: Site, section: type[Organisations | Systems]) -> None:
    [found] = [each for each in pages.sections if type(each) is section]
    assert isinstance(found, Organisations | Systems)
    expected: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in pages.reader.ask("roles").texts():
        role = ROLES[row["role"]]
        if role in found.kind.roles:
            expected[row["party"]][role].add(row["record"])
    for iri in found.things:
        records = found.occurrences.records(iri)
        mine = {role: set(each) for role, each in records.items() if role not in ("joint", "ministry", "mentioned")}
        assert mine == dict(expected[iri]), iri
        counts = {role: count for role, count in found.occurrences.counts.get(iri, {}).items() if role}
        assert counts == {role: len(each) for role, each in records.items()}


def test_an_organisation_says_what_it_is_and_is_part_of(pages: Site) -> None:
    tree = shown(pages, "doc/organisatie/oorg10215")
    facts = {first(row, "dt").text(): texts(row, "dd") for row in tree.css(".facts > div")}
    assert facts["Onderdeel van"] == ["ministerie van Binnenlandse Zaken en Koninkrijksrelaties"]
    assert facts["Officiële identificatie (TOOI)"] == [SSC_ICT]
    assert first(tree, "h1").text() == "SSC-ICT"
    assert links(tree, "dd a")[0] == "mnre1034.html"


def test_the_picture_and_its_table_tell_the_same_flows(pages: Site) -> None:
    tree = shown(pages, "doc/organisatie/oorg10215")
    numbers = set(texts(tree, "section[aria-labelledby=flows] tbody th"))
    linked = {href.rpartition("-")[2] for href in links(tree, ".wide svg a[href^='#']")}
    assert numbers == linked
    assert numbers


def test_the_dutch_name_on_an_english_page_is_marked_as_dutch(pages: Site) -> None:
    tree = shown(pages, "doc/organisatie/mnre1034", "en")
    assert attribute(first(tree, "h1"), "lang") == "nl"
    assert attribute(first(tree, "html"), "lang") == "en"


# ---------------------------------------------------------------- concepts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_search_engines_are_told_of_a_concept_is_in_the_language_of_the_page(pages: Site, language: str) -> None:
    path = "doc/begrip/doelen/onderzoek"
    told = pages.places[path].page(path, language).structured
    assert told
    assert told["description"] == first(shown(pages, path, language), "p.definition").text()
    assert told["name"] == {"nl": "onderzoek", "en": "research"}[language]


def test_a_concept_is_used_where_records_have_it(pages: Site, statements: list[tuple[str, str, str]]) -> None:
    for slug in ("bsn", "naam", "strafrechtelijk"):
        expected = subjects(statements, DPV + "hasPersonalData", f"{CONCEPT}persoonsgegevens/{slug}")
        assert expected
        assert set(listed(shown(pages, f"doc/begrip/persoonsgegevens/{slug}"), "data")) == expected


def test_a_concept_lists_the_records_with_a_narrower_concept_only(pages: Site) -> None:
    asked = pages.reader.engine.select(
        "PREFIX dpcat: <https://w3id.org/dpcat#> PREFIX dpv: <https://w3id.org/dpv#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?record WHERE "
        "{ ?record a dpcat:ROPARecord ; dpv:hasPersonalData/skos:broader* "
        "<https://w3id.org/avggraph/concept/persoonsgegevens/gezondheid> }"
    )
    wide = {row["record"].rpartition("/")[2].lower() for row in asked.texts()}
    tree = shown(pages, "doc/begrip/persoonsgegevens/gezondheid")
    own = {number.lower() for number in listed(tree, "data")}
    block = "section[aria-labelledby=records-narrower]"
    narrower = {number.lower() for number in texts(tree, f"{block} tbody th")}
    assert narrower
    assert not own & narrower
    assert own | narrower == wide
    assert f"zelf noemen: {len(own)}; met engere begrippen mee: {len(wide)}" in texts(tree, f"{block} p")[0]


def test_the_command_about_a_breach_finds_its_thing_by_name(pages: Site) -> None:
    for section in (each for each in pages.sections if isinstance(each, Organisations | Systems)):
        for iri in section.things:
            [_, _, name, _, _] = shlex.split(section.impact(iri, 1, "nl").text)
            assert thing_named(name, pages.reader.engine, pages.reader.catalogue) == iri


def test_a_system_that_is_only_mentioned_is_told_from_one_that_is_used() -> None:
    store = ox.Store()
    store.load(
        f"""@prefix avg: <{AVG}> . @prefix dpv: <{DPV}> . @prefix dpcat: <https://w3id.org/dpcat#> .
        <urn:system> a dpv:Technology .
        <urn:uses> a dpcat:ROPARecord ; dpv:isImplementedUsingTechnology <urn:system> .
        <urn:names> a dpcat:ROPARecord .
        <urn:m1> a avg:Mention ; avg:mentions <urn:system> ; avg:mentionedIn <urn:uses> .
        <urn:m2> a avg:Mention ; avg:mentions <urn:system> ; avg:mentionedIn <urn:names> .""".encode(),
        ox.RdfFormat.TURTLE,
    )
    found = rows_about(OxigraphEngine(store), "system-records", "urn:system")
    assert {(row["record"], row["role"]) for row in found} == {("urn:uses", "system"), ("urn:names", "mentioned")}


@pytest.mark.parametrize(
    ("path", "licences"),
    [
        ("doc/begrip/persoonsgegevens/bsn", ["https://eupl.eu/1.2/en/"]),
        ("doc/begrip/persoonsgegevens", ["https://eupl.eu/1.2/en/"]),
        ("doc/regel/RetentionStated", ["https://eupl.eu/1.2/en/"]),
        ("doc/vraag/processors", ["https://eupl.eu/1.2/en/"]),
        ("doc/ontologie", ["https://eupl.eu/1.2/en/"]),
        ("doc/organisatie/oorg10215", []),
    ],
)
def test_what_is_avggraph_s_own_has_its_licence(pages: Site, path: str, licences: list[str]) -> None:
    tree = shown(pages, path)
    assert links(tree, ".reference a[rel=license]") == licences
    assert ("avggraph, versie" in texts(tree, ".citation")[0]) == bool(licences)


def test_what_the_words_deny_is_not_listed_as_used(pages: Site, statements: list[tuple[str, str, str]]) -> None:
    denied = {value[1:-1] for _, predicate, value in statements if predicate == f"<{AVG}denies>"}
    denied = {iri for iri in denied if iri.startswith(CONCEPT)}
    assert denied
    for iri in denied:
        tree = shown(pages, "doc/begrip/" + iri.removeprefix(CONCEPT))
        assert listed(tree, "denied")
        if iri.startswith(f"{CONCEPT}persoonsgegevens/"):
            assert set(listed(tree, "data")) == subjects(statements, DPV + "hasPersonalData", iri)


def test_every_concept_stands_in_the_tree_of_its_scheme(pages: Site, statements: list[tuple[str, str, str]]) -> None:
    concepts = {
        subject[1:-1].removeprefix(CONCEPT)
        for subject, predicate, value in statements
        if predicate.endswith("#type>") and value.endswith("core#Concept>") and subject.startswith(f"<{CONCEPT}")
    }
    for scheme in {concept.partition("/")[0] for concept in concepts}:
        found = set(links(shown(pages, f"doc/begrip/{scheme}"), ".tree a"))
        own = {concept for concept in concepts if concept.startswith(f"{scheme}/")}
        assert found == {f"{concept}.html" for concept in own}


def test_a_mapping_says_how_and_to_what(pages: Site) -> None:
    rows = shown(pages, "doc/begrip/persoonsgegevens/naam").css("section[aria-labelledby=mappings] tbody tr")
    cells = [texts(row, "th, td") for row in rows]
    assert ["komt overeen met", "pd:Name", ""] in cells


@pytest.mark.parametrize(
    "path", ["doc/begrip/persoonsgegevens/bsn", "doc/begrip/doelen", "doc/begrip/rollen/verwerker"]
)
def test_concepts_as_data_meet_the_dutch_profile_of_skos(pages: Site, path: str, shared: Path) -> None:
    resource = pages.resource(f"{path}.ttl")
    assert resource is not None
    data = Graph().parse(resource.content, format="turtle")
    # The profile judges concepts alone: what they are mapped to is another's, and is not described here.
    for relation in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch):
        data.remove((None, relation, None))
    shapes = Graph().parse(shared / "reference/nl-sbb/skos-ap-nl.ttl")
    _, _, report = validate(data, shacl_graph=shapes, do_owl_imports=False, allow_infos=False)
    assert report.startswith("Validation Report\nConforms: True"), report


def test_the_schemes_and_the_concepts_have_each_their_own_pages(pages: Site) -> None:
    mine = [set(each.paths()) for each in pages.sections if type(each) in (Concepts, Schemes)]
    assert not mine[0] & mine[1]


# ---------------------------------------------------------------- laws, lists, register


def test_a_law_quotes_the_words_that_cite_it(pages: Site, statements: list[tuple[str, str, str]]) -> None:
    law = "<https://avggraph.example/id/wet/paspoortwet>"
    references = {subject for subject, predicate, value in statements if predicate == f"<{AVG}law>" and value == law}
    words = {
        value.removesuffix("@nl")[1:-1]
        for subject, predicate, value in statements
        if subject in references and predicate.endswith("#value>")
    }
    tree = shown(pages, "doc/wet/paspoortwet")
    assert set(texts(tree, "td q")) == words
    assert words


@pytest.mark.parametrize("path", ["organisaties/", "systemen/", "wetten/", "landen/"])
def test_a_list_has_each_thing_once_by_name(pages: Site, path: str) -> None:
    section = pages.places[path]
    tree = shown(pages, f"{path}index")
    paths = [each for each in section.paths() if each.startswith("doc/") and each.count("/") == 2]
    assert sorted(links(tree, "tbody th a")) == sorted(f"../{each}.html" for each in paths)
    names = [name.casefold() for name in texts(tree, "tbody th")]
    assert names[0] == min(names, key=lambda name: name.encode("ascii", "ignore"))


def test_the_register_s_data_name_its_records(pages: Site, statements: list[tuple[str, str, str]]) -> None:
    resource = pages.resource("doc/rijksoverheid/register.ttl")
    assert resource is not None
    graph = Graph().parse(resource.content, format="turtle")
    records = {str(value) for value in graph.objects(predicate=None) if "/verwerking/" in str(value)}
    stated = {value[1:-1] for _, predicate, value in statements if predicate == "<http://www.w3.org/ns/dcat#dataset>"}
    assert records == stated
