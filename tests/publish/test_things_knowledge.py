"""Pages of what travels with the package: saved questions, rules and the ontology."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic

from avggraph import resources
from avggraph.addresses import LANGUAGES
from avggraph.publish import Site
from avggraph.publish.rdf import render_ntriples
from avggraph.publish.sections import queries
from avggraph.publish.things import shape_source
from avggraph.publish.things.terms import ontology_terms
from avggraph.publish.words import words
from avggraph.query import Table
from avggraph.query.form import Form, form_of
from avggraph.store import open_output
from avggraph.validate.finding import short_name
from avggraph.validate.shapes.shape_set import shape_files, shipped_shapes
from publish.thing_pages import attribute, first, links, shown, texts


@pytest.fixture(scope="module")
def pages(built_examples: Path) -> Site:
    return Site(open_output(built_examples))


def nameless(graph: Graph, shape: str) -> Graph:
    """A graph whose numbered nodes have no name again."""
    found = Graph()
    nodes: dict[URIRef, BNode] = {}

    def node(term: object) -> object:
        if isinstance(term, URIRef) and str(term).startswith(f"{shape}-"):
            return nodes.setdefault(term, BNode())
        return term

    for subject, predicate, value in graph:
        found.add((node(subject), predicate, node(value)))  # type: ignore[arg-type]
    return found


def closure(graph: Graph, start: URIRef) -> Graph:
    """A node's statements and those of the nodes without a name below it."""
    found, waiting = Graph(), [start]
    while waiting:
        node = waiting.pop()
        for triple in graph.triples((node, None, None)):
            if triple not in found:
                found.add(triple)
                if isinstance(triple[2], BNode):
                    waiting.append(triple[2])  # type: ignore[arg-type]
    return found


# ---------------------------------------------------------------- rules


@pytest.fixture(scope="module")
def originals() -> Graph:
    graph = Graph()
    for path in shape_files().values():
        graph.parse(path)
    return graph


def test_each_rule_s_source_and_its_data_say_what_its_file_says(originals: Graph) -> None:
    written = shape_source.written()
    assert set(written) == {short_name(iri) for iri in shipped_shapes().shapes}
    for iri in shipped_shapes().shapes:
        expected = closure(originals, URIRef(iri))
        source = Graph().parse(data=written[short_name(iri)], format="turtle")
        assert isomorphic(source, expected), iri
        triples = (quad[:3] for quad in shape_source.quads_of(iri))
        data = Graph().parse(data=render_ntriples(triples).decode(), format="nt")
        assert isomorphic(nameless(data, iri), expected), iri


def test_a_rule_counts_the_records_in_the_report_of_the_build(pages: Site, built_examples: Path) -> None:
    findings = json.loads((built_examples / "findings.json").read_bytes())
    check = "SpecialCategoryGround"
    expected = {each["key"].upper() for each in findings if each["check"] == check}
    tree = shown(pages, f"doc/regel/{check}")
    assert {text.upper() for text in texts(tree, ".records .reference")} == expected
    assert expected
    assert first(tree, ".definition").text(strip=True).startswith("Deze woorden noemen bijzondere persoonsgegevens")


# ---------------------------------------------------------------- saved questions


@pytest.mark.parametrize("name", ["processors", "recipients", "flows", "retention-unbounded"])
def test_an_answer_stands_on_the_page_and_whole_beside_it(pages: Site, name: str) -> None:
    resource = pages.resource(f"doc/vraag/{name}.csv")
    assert resource is not None
    header, *rows = csv.reader(io.StringIO(resource.content.decode()))
    tree = shown(pages, f"doc/vraag/{name}")
    assert 0 < len(texts(tree, ".answer thead th")) <= len(header)
    assert len(tree.css(".answer tbody tr")) == min(len(rows), 200)
    asked = pages.reader.ask(name)
    assert len(asked) == len(rows)
    plain = pages.resource(f"doc/vraag/{name}.json")
    assert plain is not None
    assert len(json.loads(plain.content)["answer"]["results"]["bindings"]) == len(rows)


def test_the_first_rows_of_an_answer_are_those_of_the_whole(pages: Site) -> None:
    for name, query in pages.reader.catalogue.items():
        if form_of(query.text) is Form.SELECT:
            assert pages.reader.first(name, 3).rows == pages.reader.ask(name).rows[:3], name


@pytest.mark.parametrize("most", [7, None])
def test_an_answer_that_is_cut_says_so_everywhere(
    pages: Site, monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    path, whole = "doc/vraag/flows", len(pages.reader.ask("flows"))
    assert whole > 7
    # With as many rows as there are, nothing is cut.
    monkeypatch.setattr(queries, "MOST_BESIDE", most or whole)
    site = Site(pages.reader.output)
    [_, _, *beside] = (each.path for each in site.files(path))
    name = f"{path}.eerste-7.csv" if most else f"{path}.csv"
    assert [each for each in beside if each.endswith(".csv")] == [name]
    file, plain = site.resource(name), site.resource(f"{path}.json")
    assert file and plain
    rows = len(list(csv.reader(io.StringIO(file.content.decode())))) - 1
    answer = json.loads(plain.content)
    assert rows == len(answer["answer"]["results"]["bindings"]) == (most or whole)
    assert answer.get("cut") == ({"rows": 7} if most else None)
    for language in LANGUAGES:
        say, tree = words(language), shown(site, path, language)
        assert (say("queries.cut", total=7) in texts(tree, "p.cut")) is bool(most)
        told = say("queries.more_than", total=7) if most else str(whole)
        assert first(tree, "#answer .count").text() == f"({told})"
        assert name.rpartition("/")[2] in [each.rpartition("/")[2] for each in links(tree, "ul.inline a")]


def test_an_answer_without_rows_says_so(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.reader, "first", lambda *_: Table(("record",), ()))
    file, plain = pages.resource("doc/vraag/units.csv"), pages.resource("doc/vraag/units.json")
    assert file and file.content.strip() == b"record"
    assert plain and json.loads(plain.content)["answer"]["results"]["bindings"] == []
    assert words("nl")("queries.no_rows") in texts(shown(pages, "doc/vraag/units"), "section p")


def test_an_answer_s_columns_are_said_in_words_and_no_name_stands_there_twice(pages: Site) -> None:
    assert texts(shown(pages, "doc/vraag/shared-recipients"), ".answer thead th") == [
        "Organisatie", "Rol", "Aantal verantwoordelijken", "Verwerkingsverantwoordelijken", "Verwerkingen",
    ]  # fmt: skip
    assert texts(shown(pages, "doc/vraag/shared-recipients", "en"), ".answer thead th")[2] == "Number of controllers"
    # Where nothing was asked for, no link shows the name.
    assert texts(shown(pages, "doc/vraag/laws"), ".answer thead th")[0] == "Naam"


def test_what_is_avggraph_s_own_is_called_by_its_name_in_an_answer(pages: Site) -> None:
    names = {"nl": ["nee", "niet te lezen", "niet vermeld", "ja"], "en": ["no", "not parsable", "not stated", "yes"]}
    for language, expected in names.items():
        assert texts(shown(pages, "doc/vraag/answers", language), ".answer tbody tr") == expected
    kinds = shown(pages, "doc/vraag/flow-kinds")
    assert texts(kinds, ".answer thead th") == ["Soort"]
    assert "verwerking in opdracht" in texts(kinds, ".answer tbody th")
    rules = shown(pages, "doc/vraag/shapes", "en")
    assert "copy of an identity document" in texts(rules, ".answer tbody th")


def test_every_column_of_every_question_has_a_head_in_words_and_no_two_the_same(pages: Site) -> None:
    for name, query in pages.reader.catalogue.items():
        found = ox.Store().query(query.text)
        assert isinstance(found, ox.QuerySolutions)
        things = dict.fromkeys(variable.value.removesuffix("Name") for variable in found.variables)
        for language in LANGUAGES:
            heads = [words(language)(f"columns.{thing}") for thing in things]
            assert len(heads) == len(set(heads)), (name, heads)


def test_a_question_s_form_has_a_labelled_field_for_each_parameter(pages: Site) -> None:
    for name, query in pages.reader.catalogue.items():
        [form] = shown(pages, f"doc/vraag/{name}").css("form[data-query]")
        assert attribute(form, "data-query") == name
        assert "hidden" in form.attributes
        labels = {attribute(node, "for"): node.text(strip=True) for node in form.css("label")}
        fields = {attribute(node, "name"): node for node in form.css("input")}
        assert list(fields) == [parameter.name for parameter in query.parameters]
        for parameter in query.parameters:
            field = fields[parameter.name]
            assert labels[attribute(field, "id")] == parameter.label
            assert attribute(field, "data-type") == parameter.type.value


def test_every_question_stands_in_the_catalogue(pages: Site) -> None:
    found = set(links(shown(pages, "vragen/index", "en"), ".questions a"))
    assert found == {f"../doc/vraag/{name}.html" for name in pages.reader.catalogue}


# ---------------------------------------------------------------- ontology


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_term_has_its_place_with_its_own_words(pages: Site, language: str) -> None:
    places = {attribute(node, "id"): node.text() for node in shown(pages, "doc/ontologie", language).css(".term")}
    for iri, term in ontology_terms().items():
        address = pages.reader.addresses.of(iri)
        assert address is not None
        assert term.labels[language] in places[address.fragment]
        assert term.comments.get(language, "") in places[address.fragment]


def test_the_ontology_beside_its_page_is_the_ontology(pages: Site) -> None:
    resource = pages.resource("doc/ontologie.ttl")
    assert resource is not None
    found = Graph().parse(resource.content, format="turtle")
    document = URIRef(f"{pages.reader.output.base}doc/ontologie")
    # The file also says of itself what it is about.
    assert (document, None, None) in found
    found.remove((document, None, None))
    assert isomorphic(found, Graph().parse(resources.ontology("avggraph.ttl")))
