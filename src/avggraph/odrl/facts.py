"""The state of the world, read from Turtle: as the FORCE test suite writes one, or in our own words.

| the file says | the world has |
|---|---|
| `<w> a avgp:World ; <operand> <value>` | a value of a left operand; that of `odrl:dateTime` is now |
| `temp:currentTime dct:issued <moment>` (FORCE) | now |
| `<x> odrl:partOf <y>` | x is part of y |
| `<x> a <y>`, `skos:broader`, `skos:broaderTransitive`, `rdfs:subClassOf` | y is a kind of which x is |
| `<x> odrl:includedIn <y>` | action x is included in action y |
| `<r> report:rule <rule> ; report:performanceState <state>` (FORCE) | whether what the rule asks was done |
| `<x> <operand> <value>`, otherwise | a feature of x, for refinements |
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from avggraph.errors import PolicyError, Where
from avggraph.odrl.model import ODRL, Term
from avggraph.odrl.triples import RDF_TYPE, Triples, Value, term
from avggraph.odrl.values import moment
from avggraph.odrl.world import REPORT, Performance, World
from avggraph.query.table import Iri, Literal

PROFILE = "https://w3id.org/avggraph/odrl-profile#"

# The first is ours, the second that of the FORCE test suite.
_WORLDS = (PROFILE + "World", "http://example.org/Sotw")
_FORCE_INCLUDES = "http://example.org/includes"
_FORCE_NOW = ("http://example.com/request/currentTime", "http://purl.org/dc/terms/issued")
_DATE_TIME = ODRL + "dateTime"
_PART_OF = ODRL + "partOf"
_INCLUDED_IN = ODRL + "includedIn"
_KINDS = (
    RDF_TYPE,
    "http://www.w3.org/2004/02/skos/core#broader",
    "http://www.w3.org/2004/02/skos/core#broaderTransitive",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
)

_T = TypeVar("_T")


def read_world(data: bytes | str, where: str) -> World:
    """Read a state of the world; `where` is what the file is called.

    >>> world = read_world('''@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    ... @prefix avgp: <https://w3id.org/avggraph/odrl-profile#> .
    ... <https://a.example/w> a avgp:World ; odrl:dateTime "2024-02-12T11:20:10Z" ; odrl:spatial "NL" .
    ... <https://a.example/alice> odrl:partOf <https://a.example/team> .''', "w.ttl")
    >>> world.now.isoformat(), [value.value for value in world.values[ODRL + "spatial"]]
    ('2024-02-12T11:20:10+00:00', ['NL'])
    """
    triples = Triples(data, where)
    now: set[datetime] = set()
    values: dict[str, tuple[Term, ...]] = {}
    features: dict[tuple[str, str], tuple[Term, ...]] = {}
    above: dict[str, dict[str, set[str]]] = {_PART_OF: {}, _INCLUDED_IN: {}, RDF_TYPE: {}}
    performed: dict[str, set[Performance]] = {}
    for node in triples:
        if isinstance(node, ox.BlankNode):
            raise PolicyError(
                "Een knoop zonder naam zegt niets over wat in een beleid staat.",
                where=Where(where),
                advice="Geef hem een IRI.",
            )
        types = {value.value for value in triples.values(node, RDF_TYPE)}
        for rule in triples.values(node, REPORT + "rule"):
            states = triples.values(node, REPORT + "performanceState")
            performed.setdefault(rule.value, set()).update(_performance(state, where) for state in states)
        if any(kind.startswith(REPORT) for kind in types):
            continue
        for predicate in triples.predicates(node):
            terms = _terms(triples, node, predicate)
            if (node.value, predicate) == _FORCE_NOW or (predicate == _DATE_TIME and types.intersection(_WORLDS)):
                now.update(_moment(each, where) for each in terms)
            elif predicate in (_PART_OF, _INCLUDED_IN) or predicate in _KINDS:
                kind = RDF_TYPE if predicate in _KINDS else predicate
                above[kind].setdefault(node.value, set()).update(each.value for each in terms if isinstance(each, Iri))
            elif not types.intersection(_WORLDS):
                features[node.value, predicate] = terms
            elif predicate != _FORCE_INCLUDES:
                values[predicate] = tuple(sorted({*values.get(predicate, ()), *terms}, key=repr))
    return World(
        _one(now, "Er is meer dan één nu.", where),
        MappingProxyType(values),
        MappingProxyType(features),
        _frozen(above[_PART_OF]),
        _frozen(above[RDF_TYPE]),
        _frozen(above[_INCLUDED_IN]),
        MappingProxyType(
            {
                rule: _one(states, f"Van <{rule}> is meer dan één uitvoering gegeven.", where) or Performance.UNKNOWN
                for rule, states in performed.items()
            }
        ),
    )


def _terms(triples: Triples, node: Value, predicate: str) -> tuple[Term, ...]:
    terms = [term(value) for value in triples.values(node, predicate)]
    return tuple(each for each in terms if each is not None)


def _performance(state: Value, where: str) -> Performance:
    try:
        return Performance(state.value)
    except ValueError as error:
        raise PolicyError(f"{state} is geen stand van een uitvoering.", where=Where(where)) from error


def _moment(value: Term, where: str) -> datetime:
    found = moment(value) if isinstance(value, Literal) else None
    if found is None:
        raise PolicyError(
            f"{value.value!r} is geen xsd:dateTime.",
            where=Where(where),
            advice="Schrijf bijvoorbeeld 2026-01-31T12:00:00Z.",
        )
    return found


def _one(found: set[_T], problem: str, where: str) -> _T | None:
    if len(found) > 1:
        raise PolicyError(problem, where=Where(where), advice="Kies er een.")
    return next(iter(found), None)


def _frozen(above: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({thing: frozenset(others) for thing, others in above.items()})
