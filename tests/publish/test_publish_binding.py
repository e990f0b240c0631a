"""The page binds values as Python does: the same terms, and the same refusals, whatever a user types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avggraph.errors import QueryError
from avggraph.query import ValueType, bind, form_of, parse_query
from avggraph.query.prefixes import PREFIXES
from avggraph.query.table import Literal
from avggraph.query.values import written
from publish.node import Node, ScriptError, node
from query.engines import catalogue, engine
from query.test_parameters import INJECTIONS, echo

HOSTILE = (
    *INJECTIONS,
    "<https://x.example/a> } #",
    "https://x.example/a> } #",
    "https://x.example/{a}",
    "<a b>",
    "urn:x\ufeff",
    "constructor:x",
    "__proto__:x",
    "dpv:Purpose",
    " \x85dpv:Purpose\x1c",
    "dpv:\u2003x",
    "+0012",
    "-0",
    "١٢",
    "1e3",
    "JA",
    "ja ",
    "2024-02-29",
    "2023-02-29",
    "0000-01-01",
    "2024-7-2",
    "a\ud800b",
    "\U0001f600\uffff",
)
SIGNS = "\\uU0aF\"'\n\r\t\x00\x7f <>{}|^`:.#$&/-+dpvja1\u00a0\ufeff\u2028\U0001f600"
values = st.text(max_size=12) | st.text(SIGNS, max_size=14) | st.sampled_from(HOSTILE)


@pytest.fixture(scope="module")
def script() -> Iterator[Node]:
    before = """
      globalThis.avggraph = {};
      avggraph.writtenWith = (type, value, model) => avggraph.written(type, value, new Map(Object.entries(model)));
      avggraph.bindWith = (query, values, choices, model) =>
        avggraph.bind(query, values, (parameter) => choices[parameter.choices] ?? [], model);
    """
    with node(["binding"], before) as running:
        yield running


def in_python(kind: ValueType, value: str) -> str | None:
    try:
        return written(kind, value)
    except QueryError:
        return None


def in_script(script: Node, kind: ValueType, value: str) -> str | None:
    try:
        return str(script.call("writtenWith", kind.value, value, dict(PREFIXES)))
    except ScriptError:
        return None


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("kind", ValueType)
def test_a_hostile_value_is_written_or_refused_alike(script: Node, kind: ValueType, value: str) -> None:
    assert in_script(script, kind, value) == in_python(kind, value)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(ValueType), value=values)
def test_any_value_is_written_or_refused_alike(script: Node, kind: ValueType, value: str) -> None:
    assert in_script(script, kind, value) == in_python(kind, value)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.lists(st.text(SIGNS, max_size=8) | st.sampled_from(INJECTIONS), max_size=4))
def test_several_values_make_the_same_query(script: Node, given: list[str]) -> None:
    query = parse_query(echo("string"), "echo.rq")
    bound = script.call("bindWith", query.text, {"waarde": given}, {}, dict(PREFIXES))
    assert bound == bind(query, {"waarde": given}, catalogue(), engine("oxigraph"))


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_value_bound_on_the_page_comes_back_as_it_went_in(script: Node, value: str) -> None:
    bound = script.call("bindWith", echo("string"), {"waarde": [value]}, {}, dict(PREFIXES))
    assert engine("oxigraph").select(bound).rows == ((Literal(value),),)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_saved_question_without_values_is_bound_alike(script: Node, name: str) -> None:
    query = catalogue()[name]
    bound = script.call("bindWith", query.text, {}, {}, dict(PREFIXES))
    assert bound == bind(query, {}, catalogue(), engine("oxigraph"))
    assert form_of(bound)


def test_parameters_are_read_from_the_header(script: Node) -> None:
    assert script.call("parameters", catalogue()["shared-recipients"].text) == [
        {"name": "organisation", "type": "iri", "label": "Organisatie", "standard": "", "choices": "organisations"},
        {
            "name": "minimum",
            "type": "integer",
            "label": "Ten minste zoveel verantwoordelijken",
            "standard": "2",
            "choices": "",
        },
    ]


def test_a_name_of_the_list_is_looked_up_and_another_refused(script: Node) -> None:
    text = catalogue()["shared-recipients"].text
    choices = {"organisations": [["urn:ssc", "SSC-ICT"], ["urn:rdw", "RDW"], ["urn:other", "RDW"]]}
    bound = script.call("bindWith", text, {"organisation": ["ssc ict"]}, choices, dict(PREFIXES))
    assert "VALUES ?organisation { <urn:ssc> } # param: organisation" in bound
    for name in ("RDW", "iets anders", "> } #"):
        with pytest.raises(ScriptError, match="not_chosen"):
            script.call("bindWith", text, {"organisation": [name]}, choices, dict(PREFIXES))


def test_the_query_s_own_prefixes_are_known(script: Node) -> None:
    text = echo("iri").replace("\n\n", "\n\nPREFIX ex: <https://ex.example/>\n", 1)
    assert "{ <https://ex.example/a> }" in script.call("bindWith", text, {"waarde": ["ex:a"]}, {}, dict(PREFIXES))
