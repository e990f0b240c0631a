from __future__ import annotations

import io
from itertools import groupby

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.graph.context import published_context
from avggraph.graph.formats import FORMATS, ORDERS, Format
from avggraph.graph.nodes import nodes_by_graph, nodes_by_subject, read_nodes
from avggraph.graph.terms import DPV, RDF, XSD, Quad, iri, literal

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="#"), max_size=4)
# Within a namespace that has a prefix, beside one, and with one that is the beginning of another's name.
SPACES = st.sampled_from(
    ["https://w3id.org/dpv#", "https://w3id.org/avggraph/concept/", "https://a.example/", "urn:x:", str(RDF.base)]
)
IRIS = st.builds(lambda space, name: iri(space + name), SPACES, TEXT)
DATATYPES = st.sampled_from([f"{XSD.base}{name}" for name in ("boolean", "decimal", "integer", "double", "duration")])
LITERALS = st.one_of(
    st.builds(literal, TEXT),
    st.builds(lambda text: literal(text, lang="nl"), TEXT),
    st.builds(
        lambda text, kind: literal(text, datatype=kind), st.one_of(TEXT, st.just("1.0"), st.just("5")), DATATYPES
    ),
)
QUADS = st.lists(st.tuples(IRIS, st.one_of(IRIS, st.just(RDF.type)), st.one_of(IRIS, LITERALS), IRIS), max_size=5).map(
    lambda quads: [quad for quad in quads if quad[1] != RDF.type or quad[2][0] == "<"]
)
BY_NAME = {each.name: each for each in FORMATS}


def written(format: Format, *parts: list[Quad]) -> bytes:
    """Write quads that come in parts, as they do from documents."""
    stream = io.BytesIO()
    lines = sorted({line for part in parts for line in ORDERS[format.order](sorted({*part}))})
    format.write(read_nodes(lines), stream)
    return stream.getvalue()


def parsed(quads: list[Quad], key: tuple[int, ...]) -> list[ox.Quad]:
    ordered = sorted({*quads}, key=lambda quad: [quad[place] for place in key])
    return [one for quad in ordered for one in ox.parse(f"{' '.join(quad)} .", ox.RdfFormat.N_QUADS)]


@given(QUADS, QUADS)
def test_nodes_come_back_in_the_order_of_their_quads(one: list[Quad], other: list[Quad]) -> None:
    both = sorted({*one, *other})
    by_subject = read_nodes(sorted({*nodes_by_subject(sorted({*one})), *nodes_by_subject(sorted({*other}))}))
    assert [f"{head} {said}" for head, all_said in by_subject for said in all_said] == [" ".join(quad) for quad in both]
    by_graph = read_nodes(sorted({*nodes_by_graph(sorted({*one})), *nodes_by_graph(sorted({*other}))}))
    wanted = sorted(f"{graph} {subject} {predicate} {value}" for subject, predicate, value, graph in both)
    assert [f"{head} {said}" for head, all_said in by_graph for said in all_said] == wanted


@given(QUADS, QUADS)
def test_turtle_and_trig_are_what_oxigraph_writes(one: list[Quad], other: list[Quad]) -> None:
    prefixes = dict(sorted(published_context().prefixes.items()))
    quads = [*one, *other]
    triples = (triple for triple, _ in groupby(quad.triple for quad in parsed(quads, (0, 1, 2, 3))))
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    trig = ox.serialize(parsed(quads, (3, 0, 1, 2)), format=ox.RdfFormat.TRIG, prefixes=prefixes)
    if quads:
        assert written(BY_NAME["turtle"], one, other) == turtle
        assert written(BY_NAME["trig"], one, other) == trig


@pytest.mark.parametrize("name", ["nquads", "trig", "jsonld"])
@given(QUADS, QUADS)
def test_each_format_says_what_the_quads_say(name: str, one: list[Quad], other: list[Quad]) -> None:
    kind = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}[name]
    assert {*ox.parse(written(BY_NAME[name], one, other), kind)} == {*parsed([*one, *other], (0,))}


def test_what_two_graphs_say_alike_is_written_once_in_turtle() -> None:
    quads = [("<urn:a>", RDF.type, DPV.Purpose, graph) for graph in ("<urn:g>", "<urn:h>")]
    assert written(BY_NAME["turtle"], quads).decode().endswith("\n<urn:a> a dpv:Purpose .\n")
