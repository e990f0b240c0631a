"""Engines answer alike, and refuse alike."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from avggraph.errors import QueryError
from avggraph.query import Form, Iri, Literal, RdflibEngine, Table, answer, form_of, literals_as_written
from query.engines import ENGINES, engine

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT"),
        ("PREFIX a: <urn:a>\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
        ("CLEAR ALL", "CLEAR"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { sErViCe SILENT ?x { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { ?s ?p '#' . SERVICE<http://127.0.0.1:9/>{ } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053\\U00000045RVICE <http://127.0.0.1:9/> { } }", "SERVICE"),
        ("# alleen commentaar", "geen SPARQL-vraag"),
        ("SELECT ?x WHERE { ?x ", "niet te beantwoorden"),
        ("SELECT ?x WHERE { ?x nergens:bekend ?o }", "niet te beantwoorden"),
    ],
)
def test_refused(query: str, message: str, on: str) -> None:
    with pytest.raises(QueryError, match=message):
        answer(engine(on), query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ('# SERVICE INSERT\nSELECT * { ?service ?insert \'SERVICE\' , """DELETE "x" """ }', Form.SELECT),
        ("PREFIX service: <urn:SERVICE#> ASK { service:LOAD service: ?x }", Form.ASK),
        ("BASE <urn:x#SELECT> construct where { ?s ?p 'a\\'SERVICE' }", Form.CONSTRUCT),
        ("DESCRIBE <urn:service>", Form.DESCRIBE),
    ],
)
def test_words_that_are_no_keywords(query: str, form: Form) -> None:
    assert form_of(query) is form


@pytest.mark.parametrize("on", ENGINES)
def test_ask_gives_one_cell(on: str) -> None:
    assert answer(engine(on), "ASK { GRAPH ?g { ?s ?p ?o } }") == Table(
        ("answer",), ((Literal("true", XSD + "boolean"),),)
    )


@pytest.mark.parametrize("on", ENGINES)
def test_construct_gives_sorted_turtle(on: str) -> None:
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    CONSTRUCT { ?s skos:altLabel ?o } WHERE { ?s skos:altLabel ?o FILTER(STRSTARTS(?o, "S")) }"""
    ssc = "<https://identifier.overheid.nl/tooi/id/oorg/oorg10215> <http://www.w3.org/2004/02/skos/core#altLabel>"
    assert answer(engine(on), query) == f'{ssc} "SSC ICT"@nl .\n{ssc} "Shared Service Center ICT"@nl .\n'


@pytest.mark.parametrize("on", ENGINES)
def test_terms(on: str) -> None:
    row = answer(
        engine(on),
        'SELECT (<urn:a> AS ?a) (1 AS ?b) ("x"@nl AS ?c) ("x" AS ?d) (true AS ?e) (1.50 AS ?f) ?g { }',
    )
    assert isinstance(row, Table)
    assert row.rows == (
        (
            Iri("urn:a"),
            Literal("1", XSD + "integer"),
            Literal.of_language("x", "nl"),
            Literal("x"),
            Literal("true", XSD + "boolean"),
            row.rows[0][5],
            None,
        ),
    )


@pytest.mark.parametrize("on", ENGINES)
def test_blank_node_is_refused(on: str) -> None:
    with pytest.raises(QueryError, match="blanke knoop"):
        answer(engine(on), "SELECT (BNODE() AS ?x) { }")


@pytest.mark.parametrize("on", ENGINES)
def test_other_form_is_refused(on: str) -> None:
    with pytest.raises(QueryError, match="SELECT-vraag, maar ASK"):
        engine(on).select("ASK { }")


def test_from_reads_only_the_graph_it_names() -> None:
    query = """PREFIX avg: <https://w3id.org/avggraph/def#>
    SELECT (COUNT(*) AS ?n) FROM <https://avggraph.example/graph/begrippen> { ?flow a avg:Flow }"""
    table = engine("oxigraph").select(query)
    assert table.texts() == ({"n": "0"},)
    with pytest.raises(QueryError, match="FROM"):
        engine("rdflib").select(query)


def test_rdflib_needs_the_union() -> None:
    with pytest.raises(QueryError, match="vereniging"):
        RdflibEngine(rdflib.Dataset(default_union=False))


def test_literals_stay_as_written_and_the_setting_is_put_back() -> None:
    before = rdflib.NORMALIZE_LITERALS
    dataset = rdflib.Dataset(default_union=True)
    with literals_as_written():
        dataset.parse(data='<urn:a> <urn:b> "P12M"^^<http://www.w3.org/2001/XMLSchema#duration> .', format="turtle")
    assert before == rdflib.NORMALIZE_LITERALS
    assert RdflibEngine(dataset).select("SELECT ?o { ?s ?p ?o }").texts() == ({"o": "P12M"},)


def test_oxigraph_does_not_merge_equal_statements_of_two_graphs() -> None:
    # The reason why the saved queries say DISTINCT; if this fails, they may do without.
    store = ox.Store()
    store.load(
        input=b"<urn:s> <urn:p> <urn:o> <urn:g1> .\n<urn:s> <urn:p> <urn:o> <urn:g2> .", format=ox.RdfFormat.N_QUADS
    )
    solutions = store.query("SELECT * { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    assert len(list(solutions)) == 2
