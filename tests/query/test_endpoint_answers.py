"""What an endpoint engine makes of answers: equal terms, the union or an error, literals that are what they were."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import EndpointError, QueryError, Where
from avggraph.query import UNIONS, Iri, Literal, Table, Term, render
from avggraph.query.engines.literal_proof import distortions
from avggraph.query.engines.results import UnreadableResultsError, parse_boolean, parse_table
from avggraph.query.engines.union import Parameters, find_union

XSD = "http://www.w3.org/2001/XMLSchema#"
HERE = Where("http://localhost/sparql")

TERMS = st.none() | st.one_of(
    st.just(Iri("urn:a")),
    st.text(st.characters(codec="utf-8"), max_size=8).map(Literal),
    st.text(st.characters(codec="utf-8"), max_size=8).map(lambda text: Literal.of_language(text, "nl")),
    st.sampled_from(["07", "-1"]).map(lambda text: Literal(text, XSD + "integer")),
)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=3))
def test_what_is_written_as_json_is_read_back(rows: list[tuple[Term, Term]]) -> None:
    table = Table(("a", "b"), tuple(rows))
    assert parse_table(render(table, "json").encode()) == table


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ({"type": "typed-literal", "value": "07", "datatype": XSD + "integer"}, Literal("07", XSD + "integer")),
        ({"type": "literal", "value": "a", "datatype": XSD + "string"}, Literal("a")),
        ({"type": "literal", "value": "a", "xml:lang": "NL-be"}, Literal.of_language("a", "nl-be")),
        ({"type": "literal", "value": "a", "xml:lang": ""}, Literal("a")),
        ({"type": "literal", "value": "1", "datatype": XSD + "boolean"}, Literal("true", XSD + "boolean")),
        ({"type": "literal", "value": "P18M", "datatype": XSD + "duration"}, Literal("P18M", XSD + "duration")),
    ],
)
def test_terms_are_those_of_the_other_engines(term: dict[str, str], expected: Literal) -> None:
    data = {"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": term}]}}
    assert parse_table(json.dumps(data).encode()).rows == ((expected, None),)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"head":{"vars":["a","a"]},"results":{"bindings":[]}}',
        b'{"head":{"vars":[1]},"results":{"bindings":[]}}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[[]]}}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x","datatype":1}}]}}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"iets","value":"x"}}]}}',
        b'{"boolean":"true"}',
    ],
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    for parse in (parse_table, parse_boolean):
        with pytest.raises(UnreadableResultsError):
            parse(data)


def test_a_triple_in_an_answer_is_refused() -> None:
    with pytest.raises(QueryError, match="uitspraak over een uitspraak"):
        parse_table(b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"triple","value":{}}}]}}')


class Server:
    """A server of three graphs that makes the union in one way, or holds nothing."""

    def __init__(self, knows: Callable[[Parameters], bool], *, named: bool = True, default: bool = False) -> None:
        self._knows = knows
        self._named = named
        self._default = default
        self.asked: list[str] = []

    def select(self, query: str, parameters: Parameters) -> Table:
        assert parameters == ()
        self.asked.append(query)
        if "DISTINCT ?g" in query:
            return Table(("g",), tuple((Iri(f"urn:g{number}"),) for number in (3, 1, 2)))
        rows = tuple((Iri(f"urn:g{n % 3 + 1}"), Iri(f"urn:s{n}"), Iri("urn:t")) for n in range(6))
        return Table(("g", "s", "type"), rows if self._named else ())

    def ask(self, query: str, parameters: Parameters) -> bool:
        self.asked.append(query)
        if query == "ASK { ?s ?p ?o }":
            return self._default
        assert query == (
            "ASK { <urn:s0> a <urn:t> . <urn:s1> a <urn:t> . <urn:s2> a <urn:t> . "
            "GRAPH <urn:g1> { <urn:s0> a <urn:t> } }"
        )
        if ("default-graph-uri", "urn:x-arq:UnionGraph") in parameters:
            raise QueryError("onbekende graaf")
        return self._knows(parameters)


def union_of(server: Server, name: str = "auto") -> Parameters:
    return find_union(server.select, server.ask, HERE, name)


def test_a_server_with_the_union_is_sent_nothing() -> None:
    assert union_of(Server(lambda _: True)) == ()


def test_ways_are_tried_until_one_works() -> None:
    assert union_of(Server(lambda sent: ("union-default-graph", "true") in sent)) == (("union-default-graph", "true"),)
    assert union_of(Server(lambda sent: len(sent) > 1)) == (
        *(("default-graph-uri", f"urn:g{number}") for number in (1, 2, 3)),
        *(("named-graph-uri", f"urn:g{number}") for number in (1, 2, 3)),
    )


def test_no_way_is_an_error_that_names_those_that_were_tried() -> None:
    with pytest.raises(EndpointError, match=r"http://localhost/sparql: .*union-default-graph; .*alle grafen bij naam"):
        union_of(Server(lambda _: False))
    with pytest.raises(EndpointError, match="niet met: de parameter union-default-graph"):
        union_of(Server(lambda _: False), "oxigraph")


def test_as_it_is_asks_nothing() -> None:
    server = Server(lambda _: False)
    assert union_of(server, "as-is") == ()
    assert server.asked == []


def test_without_named_graphs_the_default_graph_is_all_there_is() -> None:
    assert union_of(Server(lambda _: False, named=False, default=True)) == ()
    with pytest.raises(EndpointError, match="geen enkele uitspraak"):
        union_of(Server(lambda _: False, named=False))


def test_the_ways_are_those_the_help_names() -> None:
    assert tuple(UNIONS) == ("server", "oxigraph", "jena", "list", "as-is")


def echo(changed: dict[str, str]) -> Callable[[str], Table]:
    """Give constants back, but for those that change; the stored ones always."""

    def select(query: str) -> Table:
        if "isoDuration" in query:
            return Table(
                ("value", "text"), ((Literal(changed.get("stored", "P1Y6M"), XSD + "duration"), Literal("P18M")),)
            )
        text, datatype = query.split('("')[1].split('"^^<')
        datatype = datatype.split(">")[0]
        return Table(("value",), ((Literal(changed.get(text, text), datatype),),))

    return select


def test_other_spellings_of_a_value_are_that_value() -> None:
    assert distortions(echo({"P1Y6M": "P18M", "0.95": "0.950", "true": "1", "stored": "P0Y18M0D"})) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"P1Y6M": "18"}, "verandert xsd:duration: 'P1Y6M' komt terug als '18'. Lees bewaartermijnen"),
        ({"stored": "18"}, "verandert xsd:duration: 'P18M' komt terug als '18'"),
        ({"stored": "P18D"}, "'P18M' komt terug als 'P18D'"),
        ({"2024-02-29": "2024-02-28"}, "verandert xsd:date"),
        ({"17": "17.5"}, "verandert xsd:integer"),
        ({"0.95": "nul"}, "verandert xsd:decimal"),
        ({"true": "false"}, "verandert xsd:boolean"),
    ],
)
def test_a_changed_value_is_told(changed: dict[str, str], said: str) -> None:
    (found,) = distortions(echo(changed))
    assert said in str(found)


def test_a_type_that_a_server_chokes_on_is_told() -> None:
    def select(query: str) -> Table:
        raise QueryError("No column P5DD")

    def only_duration(query: str) -> Table:
        return select(query) if "duration>" in query else echo({})(query)

    (found,) = distortions(only_duration)
    assert "komt niet terug" in str(found)
