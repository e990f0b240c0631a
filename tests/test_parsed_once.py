"""A query that rdflib parsed before is answered as one that it parses anew."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from parsed_once import _parsed

QUERY = "SELECT ?value { ?thing p:says ?value }"


def graph_of(prefix: str, turtle: str) -> Graph:
    graph = Graph().parse(data=turtle, format="turtle")
    graph.bind("p", prefix)
    return graph


def test_each_time_with_what_it_is_asked_about() -> None:
    graph = graph_of("urn:p:", "<urn:a> <urn:p:says> 1 . <urn:b> <urn:p:says> 2 .")
    before = _parsed.cache_info().hits
    for thing, value in (("urn:a", 1), ("urn:b", 2), ("urn:a", 1)):
        assert [tuple(row) for row in graph.query(QUERY, initBindings={"thing": URIRef(thing)})] == [(Literal(value),)]  # type: ignore[arg-type]
    assert _parsed.cache_info().hits == before + 2


@pytest.mark.parametrize(("prefix", "value"), [("urn:p:", 1), ("urn:q:", 2)])
def test_with_the_prefixes_of_the_graph(prefix: str, value: int) -> None:
    graph = graph_of(prefix, "<urn:a> <urn:p:says> 1 ; <urn:q:says> 2 .")
    assert [tuple(row) for row in graph.query(QUERY)] == [(Literal(value),)]  # type: ignore[arg-type]
