"""Names: from what a user calls a thing to the value that stands in the graph, through the catalogue's own queries."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.errors import QueryError
from avggraph.query.catalogue import Catalogue, Parameter, find_query, replace_rows
from avggraph.query.engines import Engine
from avggraph.query.table import Term
from avggraph.query.values import ValueType, written_iri
from avggraph.text import fold

NAMES = "named-things"
"""The saved query that gives all names (preferred and other) of organisations, systems and concepts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a parameter can take, and its name for people (the value itself where it has none)."""

    value: str
    name: str


def choices(parameter: Parameter, catalogue: Catalogue, engine: Engine) -> tuple[Choice, ...]:
    """List what a parameter can be set to, in the order of the query that lists it; empty where none does."""
    if not parameter.choices:
        return ()
    table = engine.select(find_query(catalogue, parameter.choices).text)
    found = (Choice(_text(row[0]), _text(row[1] if len(row) > 1 else None) or _text(row[0])) for row in table.rows)
    return tuple(dict.fromkeys(found))


def value_named(name: str, parameter: Parameter, catalogue: Catalogue, engine: Engine) -> str:
    """Give the value that has this name: a preferred or other label, in any case, or the value itself.

    Where the parameter lists its choices, only they count. Raises `QueryError` for a name that nothing has, with
    names near it, and for a name that more than one thing has, with those things.
    """
    listed = choices(parameter, catalogue, engine)
    named = _named(parameter, catalogue, engine, {choice.value for choice in listed})
    return chosen(name, parameter.label, (*listed, *named))


def chosen(name: str, label: str, among: Iterable[Choice]) -> str:
    """Give the value of the one choice that has this name, in any case, or that is it; `label` says what it is.

    Raises `QueryError` for a name that no choice has, with names near it, and for a name of more than one.

    >>> chosen("ssc-ict", "Organisatie", [Choice("urn:ssc", "SSC-ICT")])
    'urn:ssc'
    """
    values: dict[str, set[str]] = defaultdict(set)
    known: dict[str, str] = {}
    for choice in among:
        for text in (choice.value, choice.name):
            values[_key(text)].add(choice.value)
            known.setdefault(_key(text), text)
    found = sorted(values.get(_key(name), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(f"{name!r} is de naam van meer dan één: {', '.join(found)}.", advice="Geef de IRI.")
    near = [known[key] for key in difflib.get_close_matches(_key(name), sorted(known), n=5, cutoff=0.6)]
    raise QueryError(
        f"Er is geen {label.lower()} met de naam {name!r}.",
        advice=f"Lijkt op: {'; '.join(near)}." if near else "Geef de volledige naam, de afkorting of de IRI.",
    )


def _named(parameter: Parameter, catalogue: Catalogue, engine: Engine, among: set[str]) -> tuple[Choice, ...]:
    query = find_query(catalogue, NAMES).text
    if parameter.choices:
        # Only an IRI has other names, and a parameter that lists all names has them already.
        if parameter.type is not ValueType.IRI or parameter.choices == NAMES or not among:
            return ()
        query = replace_rows(query, {"thing": " ".join(map(written_iri, sorted(among)))})
    return tuple(Choice(_text(row[0]), _text(row[1])) for row in engine.select(query).rows)


def _key(text: str) -> str:
    return fold(text).casefold()


def _text(term: Term) -> str:
    return "" if term is None else term.value
