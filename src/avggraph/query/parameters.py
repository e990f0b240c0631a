"""Binding: a saved query and the values a user gives become one query to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from avggraph.query.catalogue import UNDEF, Catalogue, Parameter, SavedQuery, replace_rows
from avggraph.query.engines import Engine
from avggraph.query.names import value_named
from avggraph.query.prefixes import declared
from avggraph.query.values import ValueType, as_iri, written, written_iri


def bind(query: SavedQuery, values: Mapping[str, Sequence[str]], catalogue: Catalogue, engine: Engine) -> str:
    """Give the query's text with its parameters set; several values of one parameter mean "or".

    A parameter without values keeps its default. A value for an IRI may be the IRI, a CURIE with a prefix of the query
    or the graph model, or a name or abbreviation, which is looked up through `engine`; so is a string whose
    parameter lists its choices. Raises `QueryError` for a parameter the query does not have and a value it
    cannot take.
    """
    for name in values:
        query.parameter(name)
    rows = {
        parameter.name: _row(parameter, query, values.get(parameter.name, ()), catalogue, engine)
        for parameter in query.parameters
    }
    return replace_rows(query.text, rows)


def _row(parameter: Parameter, query: SavedQuery, values: Sequence[str], catalogue: Catalogue, engine: Engine) -> str:
    given = tuple(values) or ((parameter.default,) if parameter.default else ())
    terms = {_term(parameter, query, value, catalogue, engine) for value in given}
    return " ".join(sorted(terms)) or UNDEF


def _term(parameter: Parameter, query: SavedQuery, value: str, catalogue: Catalogue, engine: Engine) -> str:
    if parameter.type is ValueType.IRI:
        iri = as_iri(value, declared(query.text)) or value_named(value, parameter, catalogue, engine)
        return written_iri(iri)
    if parameter.type is ValueType.STRING and parameter.choices:
        return written(ValueType.STRING, value_named(value, parameter, catalogue, engine))
    return written(parameter.type, value)
