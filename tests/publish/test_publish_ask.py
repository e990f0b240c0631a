"""What the query page is made of: its suggestions, where its links lead, and where it asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.errors import UsageError
from avggraph.publish import Setting, Site
from avggraph.publish.endpoint import Endpoint
from avggraph.publish.suggestions import render_suggestions
from avggraph.store import Output, open_output
from publish.node import Node, node

LINE, NAME = 34, 160  # layout.js


@pytest.fixture(scope="module")
def output(built_examples: Path) -> Output:
    return open_output(built_examples)


@pytest.fixture(scope="module")
def live(output: Output) -> Site:
    return Site(output, Setting(endpoint="sparql"))


@pytest.fixture(scope="module")
def known(live: Site) -> dict[str, Any]:
    """What `vragen/termen.js` hands over, where the site has a page of all that has an address."""
    return argument(render_suggestions(live.reader, everything))


@pytest.fixture(scope="module")
def script() -> Iterator[Node]:
    before = """
      globalThis.document = {documentElement: {lang: "nl"}};
      globalThis.avggraph = {root: "site:/"};
      avggraph.lengthOfRead = (length) =>
        avggraph.readTriples(`<urn:a> <urn:b> "${"x".repeat(length)}"@nl .`).results.bindings[0].object.value.length;
      avggraph.laidOut = (count, links, width) => avggraph.layout(count, links, width);
    """
    with node(["words", "names", "ntriples", "layout"], before) as running:
        yield running


def everything(path: str) -> bool:
    return True


def argument(file: bytes) -> dict[str, Any]:
    function, _, rest = file.decode().partition("(")
    assert function in ("avggraph.terms", "avggraph.catalogue")
    found: dict[str, Any] = json.loads(rest.removesuffix(");\n"))
    return found


def content(live: Site, file: str) -> str:
    found = live.resource(file)
    assert found
    return found.content.decode()


# ---------------------------------------------------------------- suggestions


def test_classes_and_properties_are_counted_in_the_build(known: dict[str, Any], output: Output) -> None:
    classes = {iri: (dutch, english, count) for iri, dutch, english, count in known["classes"]}
    records = 19
    assert classes["https://w3id.org/dpcat#ROPARecord"][2] == records
    assert classes["https://w3id.org/avggraph/def#ProcessorRecord"] == (
        "verwerking in het register van een verwerker",
        "record of a processor",
        0,
    )
    properties = {iri: count for iri, _, _, count in known["properties"]}
    title = ox.NamedNode("http://purl.org/dc/terms/identifier")
    assert properties[title.value] == sum(1 for _ in output.open_store().quads_for_pattern(None, title, None, None))


def test_suggestions_are_sorted_and_the_same_again(live: Site, known: dict[str, Any]) -> None:
    for kind in ("classes", "properties"):
        assert known[kind] == sorted(known[kind])
    assert render_suggestions(Site(live.reader.output, live.reader.setting).reader, everything) == render_suggestions(
        live.reader, everything
    )


def test_choices_are_those_of_the_saved_questions(live: Site, known: dict[str, Any]) -> None:
    used = {each.choices for query in live.reader.catalogue.values() for each in query.parameters} - {""}
    assert set(known["choices"]) == used
    assert ["https://w3id.org/avggraph/def#NotStated", "niet vermeld"] in known["choices"]["answers"]
    names = {value: names for value, *names in known["choices"]["named-things"]}
    assert {"dienst uitvoering onderwijs", "duo"} <= {
        name.lower() for name in names["https://identifier.overheid.nl/tooi/id/oorg/oorg10148"]
    }


def test_nothing_is_linked_that_the_site_has_no_page_of(live: Site) -> None:
    names = argument(render_suggestions(live.reader, lambda path: path == "doc/ontologie"))["names"]
    assert {path for _, _, path in names.values() if path} == {
        f"doc/ontologie#{iri.partition('#')[2]}" for iri in names if "avggraph/def#" in iri
    }


def test_names_are_in_both_languages(known: dict[str, Any]) -> None:
    assert known["names"]["https://w3id.org/avggraph/def#No"] == ["nee", "no", "doc/ontologie#No"]
    # What has no English name is given none: the page then says that the Dutch one is Dutch.
    education = known["names"]["https://identifier.overheid.nl/tooi/id/oorg/oorg10148"]
    assert education == ["Dienst Uitvoering Onderwijs", "", "doc/organisatie/oorg10148"]
    assert known["words"]["nl"].keys() == known["words"]["en"].keys()


def test_the_catalogue_is_handed_over_whole(live: Site) -> None:
    questions = argument(content(live, "vragen/catalogus.js").encode())
    assert {name: each["text"] for name, each in questions.items()} == {
        name: query.text for name, query in live.reader.catalogue.items()
    }
    assert questions["processors"]["title"] == {"nl": "Verwerkers", "en": "Processors"}


def test_every_page_of_the_build_is_found_where_the_site_has_it(
    script: Node, live: Site, known: dict[str, Any], output: Output
) -> None:
    script.call("terms", known)
    start = f"{output.base}id/{output.naming.register}/"
    nodes = {quad.subject.value for quad in output.open_store() if isinstance(quad.subject, ox.NamedNode)}
    parts = sorted(node for node in nodes if node.startswith(start))
    assert len(parts) > 500
    for part in parts:
        address = live.reader.addresses.of(part)
        expected = ""
        if address and "/verwerking/" in address.path:
            expected = f"site:/{address.path}.html" + (f"#{address.fragment}" if address.fragment else "")
        assert script.call("pageOf", part) == expected, part


@pytest.mark.parametrize(
    ("iri", "page"),
    [
        ("https://elders.example/x", "https://elders.example/x"),
        ("javascript:alert(1)", ""),
        ("https://avggraph.example/id/rijksoverheid/doel/geen-verwerking-1", ""),
        ("__proto__", ""),
        ("https://w3id.org/avggraph/def#Flow", "site:/doc/ontologie.html#Flow"),
    ],
)
def test_only_pages_are_linked(script: Node, known: dict[str, Any], iri: str, page: str) -> None:
    script.call("terms", known)
    assert script.call("pageOf", iri) == page


# ---------------------------------------------------------------- answers

texts = st.text(st.characters(codec="utf-8"), max_size=20) | st.text(
    "\\\"\n\r\t\x00\x7fuU0041'<>.^@é\U0001f600", max_size=12
)
terms = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text: ox.Literal(text, language="nl"), texts),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("urn:type")), texts),
    st.just(ox.NamedNode("https://x.example/é?a=b#c")),
    st.just(ox.BlankNode("b1")),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=terms)
def test_triples_are_read_as_they_were_written(script: Node, value: ox.Literal | ox.NamedNode | ox.BlankNode) -> None:
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), value)
    written = ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES)
    assert written
    [row] = script.call("readTriples", written.decode())["results"]["bindings"]
    assert row["subject"] == {"type": "uri", "value": "urn:s"}
    if isinstance(value, ox.Literal):
        expected = {"type": "literal", "value": value.value}
        if value.language:
            expected["xml:lang"] = value.language
        elif value.datatype.value == "urn:type":
            expected["datatype"] = "urn:type"
    else:
        expected = {"type": "uri" if isinstance(value, ox.NamedNode) else "bnode", "value": value.value}
    assert row["object"] == expected


def test_a_term_that_is_a_triple_is_read(script: Node) -> None:
    inner = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c)>> <urn:d>", language="nl"))
    outer = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), inner)
    told = ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode("urn:y"), outer)
    written = ox.serialize([told], format=ox.RdfFormat.N_TRIPLES)
    assert written
    [row] = script.call("readTriples", written.decode())["results"]["bindings"]
    assert row["object"]["type"] == "triple"
    found = row["object"]["value"]["object"]["value"]
    assert [found[part]["value"] for part in ("subject", "predicate", "object")] == ["urn:a", "urn:b", "c)>> <urn:d>"]


def test_a_literal_of_megabytes_is_read(script: Node) -> None:
    assert script.call("lengthOfRead", 12_000_000) == 12_000_000


networks = st.integers(1, 40).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).map(list), min_size=1, max_size=60),
        st.sampled_from([240, 340, 900]),
    )
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(network=networks)
def test_no_point_of_a_network_lies_on_another_or_outside(
    script: Node, network: tuple[int, list[list[int]], int]
) -> None:
    count, links, width = network
    laid = script.call("laidOut", count, links, width)
    assert script.call("laidOut", count, links, width) == laid
    points = [(point["x"], point["y"]) for point in laid["points"]]
    assert all(0 <= x <= width and 0 <= y <= laid["height"] for x, y in points)
    for n, (x, y) in enumerate(points):
        near = NAME if not laid["columns"] else 1
        assert all(abs(x - u) >= near or abs(y - v) >= LINE - 0.01 for u, v in points[n + 1 :])


# ---------------------------------------------------------------- where it asks


def test_pages_know_their_endpoint_from_where_they_stand(output: Output) -> None:
    live = Site(output, Setting(endpoint="sparql"))
    assert '<body class="ask" data-endpoint="../sparql">' in content(live, "vragen/stellen.html")
    assert '<body class="ask" data-endpoint="../../sparql">' in content(live, "en/vragen/stellen.html")
    assert '<form id="own-question" class="question-own" action="../sparql" method="get">' in content(
        live, "vragen/stellen.html"
    )


def test_an_endpoint_elsewhere_is_allowed_and_no_more(output: Output) -> None:
    page = content(Site(output, Setting(endpoint="https://data.voorbeeld.nl/sparql")), "vragen/stellen.html")
    assert "connect-src &#39;self&#39; https://data.voorbeeld.nl;" in page
    assert "form-action &#39;self&#39; https://data.voorbeeld.nl" in page
    assert "script-src &#39;self&#39;;" in page
    assert "connect-src &#39;self&#39;;" in content(Site(output), "vragen/stellen.html")


def test_without_an_endpoint_no_form_goes_anywhere(output: Output) -> None:
    page = content(Site(output), "vragen/stellen.html")
    assert "data-endpoint" not in page
    assert "action=" not in page
    assert "avggraph serve OUT" in page


@pytest.mark.parametrize(
    "address",
    [
        "https://x.nl/sparql; script-src *",
        "https://x.nl/a?b",
        "//x.nl/sparql",
        "javascript:x",
        "../x",
        "a b",
        "https://u@x.nl/",
    ],
)
def test_what_is_no_address_of_an_endpoint_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="kan geen adres van een SPARQL-endpoint zijn"):
        Endpoint(address)


def test_what_is_published_differs_by_endpoint(output: Output) -> None:
    assert Site(output).fingerprint != Site(output, Setting(endpoint="sparql")).fingerprint
