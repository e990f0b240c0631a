"""The catalogue as RDF: other tools read it, and run each query as it stands there."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, SDO, SH, BNode, Graph, Literal, URIRef

from avggraph.query import load_catalogue, render_executables
from avggraph.query.executables import AVG, QUERY
from query.engines import catalogue, engine

ENDPOINT = "https://voorbeeld.example/sparql"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data=render_executables(load_catalogue(), ENDPOINT), format="turtle")


def test_every_query_is_there_and_runs_from_the_graph(graph: Graph) -> None:
    assert set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable)) == {QUERY[name] for name in catalogue()}
    for name, query in catalogue().items():
        assert str(graph.value(QUERY[name], SH.select)) == query.text
        assert engine("oxigraph").select(str(graph.value(QUERY[name], SH.select))).columns


def test_a_query_says_what_it_asks_and_where(graph: Graph) -> None:
    node = QUERY["processors"]
    assert Literal("Processors", lang="en") in set(graph.objects(node, RDFS.label))
    assert Literal("Wie verwerkt wat, en voor welke verantwoordelijke?", lang="nl") in set(
        graph.objects(node, RDFS.comment)
    )
    assert graph.value(node, SDO.target) == URIRef(ENDPOINT)
    assert Literal("verwerkers", lang="nl") in set(graph.objects(node, SDO.keywords))


def test_parameters_say_what_they_take(graph: Graph) -> None:
    minimum, organisation = (URIRef(f"{QUERY['shared-recipients']}#{name}") for name in ("minimum", "organisation"))
    assert set(graph.objects(QUERY["shared-recipients"], SH.parameter)) >= {minimum, organisation}
    assert graph.value(minimum, SH.defaultValue) == Literal(2)
    assert graph.value(organisation, SH.nodeKind) == SH.IRI
    assert graph.value(organisation, AVG.choices) == QUERY["organisations"]


def test_there_are_no_blank_nodes_and_the_bytes_are_the_same(graph: Graph) -> None:
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    assert render_executables(load_catalogue()) == render_executables(dict(reversed(tuple(load_catalogue().items()))))
    assert not list(Graph().parse(data=render_executables(load_catalogue()), format="turtle").objects(None, SDO.target))
