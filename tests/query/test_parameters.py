"""Values become RDF terms and nothing else, whatever a user types."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import QueryError
from avggraph.query import Literal, ValueType, bind, parse_query
from avggraph.query.values import written, written_string
from query.engines import ENGINES, catalogue, engine
from query.test_catalogue import HEADER

INJECTIONS = (
    '" } { ?s ?p ?o } #',
    "' } UNION { ?s ?p ?o } #",
    "x\n} INSERT DATA { <urn:a> <urn:b> <urn:c> } #",
    '\\" } #',
    "\\u0022 } { ?s ?p ?o } #",
    '\\\\u0022 } #"',
    "\\",
    "UNDEF } # param: waarde",
    "\x00\x07\x7fabcd",
    "$1 \\g<0> ${x}",
)


def echo(kind: str) -> str:
    return (
        f"{HEADER}# param: waarde | {kind} | Waarde\n\n"
        "SELECT ?waarde WHERE {\n  VALUES ?waarde { UNDEF } # param: waarde\n}\n"
    )


def bound(kind: str, value: str, on: str = "oxigraph") -> list[str]:
    query = parse_query(echo(kind), "echo.rq")
    table = engine(on).select(bind(query, {"waarde": [value]}, catalogue(), engine(on)))
    return [row["waarde"] for row in table.texts()]


@pytest.mark.parametrize("on", ENGINES)
@pytest.mark.parametrize("value", INJECTIONS)
def test_string_comes_back_as_it_went_in(value: str, on: str) -> None:
    assert bound("string", value, on) == [value]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=12) | st.text("\\uU0aF\"'\n }", max_size=12))
def test_any_string_comes_back(value: str) -> None:
    for on in ENGINES:
        table = engine(on).select(f"SELECT ?x WHERE {{ VALUES ?x {{ {written_string(value)} }} }}")
        assert table.rows == ((Literal(value),),), on


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/a> } { ?s ?p ?o } #",
        "<https://example.org/a b>",
        '<https://example.org/"a">',
        "https://example.org/\\u003E",
        "<>",
        "dpv:a>",
        "<https://example.org/a\n>",
    ],
)
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(QueryError):
        bound("iri", value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", " -07 ", "-7"),
        ("boolean", "Ja", "true"),
        ("boolean", "false", "false"),
        ("date", "2024-02-29", "2024-02-29"),
        ("iri", "dpv:Purpose", "https://w3id.org/dpv#Purpose"),
        ("iri", "urn:isbn:1", "urn:isbn:1"),
    ],
)
@pytest.mark.parametrize("on", ENGINES)
def test_values_of_each_type(kind: str, value: str, expected: str, on: str) -> None:
    assert bound(kind, value, on) == [expected]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "2 } #"),
        ("integer", "٢"),
        ("integer", "1.5"),
        ("integer", ""),
        ("boolean", "misschien"),
        ("date", "2023-02-29"),
        ("date", "20240101"),
        ("string", "\ud800"),
    ],
)
def test_value_of_another_type_is_refused(kind: str, value: str) -> None:
    with pytest.raises(QueryError):
        written(ValueType(kind), value)


def test_unknown_parameter_is_refused() -> None:
    with pytest.raises(QueryError, match="geen parameter 'ander'"):
        bind(parse_query(echo("string"), "echo.rq"), {"ander": ["x"]}, catalogue(), engine("oxigraph"))


def test_without_values_only_the_lines_that_say_nothing_go() -> None:
    for query in catalogue().values():
        text = re.sub(r"VALUES \?\w+ \{ UNDEF \} (?=# param)", "", query.text)
        assert bind(query, {}, catalogue(), engine("oxigraph")) == text, query.name
        assert "{ UNDEF }" not in text, query.name


def test_order_and_repetition_of_values_do_not_matter() -> None:
    query = parse_query(echo("integer"), "echo.rq")
    one = bind(query, {"waarde": ["2", "1", "02"]}, catalogue(), engine("oxigraph"))
    assert "{ 1 2 }" in one
    assert one == bind(query, {"waarde": ["1", "2"]}, catalogue(), engine("oxigraph"))
