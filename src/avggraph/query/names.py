"""Names: from what a user calls a thing to the value that stands in the graph, through the catalogue's own queries."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from avggraph.errors import QueryError
from avggraph.query.catalogue import Catalogue, Parameter, find_query, replace_rows
from avggraph.query.engines import Engine
from avggraph.query.table import Term
from avggraph.query.values import ValueType, written_iri
from avggraph.text import fold

_BETWEEN_WORDS = re.compile(r"[-/\s]+")
# So many choices are named, where a name is none of them.
_FEW = 8

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
    return chosen(name, parameter.label, (*listed, *named), parameter.choices)


def chosen(name: str, label: str, among: Iterable[Choice], listed_by: str = "") -> str:
    """Give the value of the one choice that has this name, in any case, or that is it.

    `label` says what it is, `listed_by` names the saved query that lists the choices. Hyphens and slashes are as
    spaces. Raises `QueryError` for a name that no choice has, with names near it, and for a name of more than one.

    >>> chosen("ssc-ict", "Organisatie", [Choice("urn:ssc", "SSC-ICT")])
    'urn:ssc'
    """
    among = tuple(among)
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
        f"Geen keuze voor {label.lower()} heet {name!r}.",
        advice=_advice(near, [each.name for each in among], listed_by),
    )


def _advice(near: Sequence[str], names: Sequence[str], listed_by: str) -> str:
    distinct = dict.fromkeys(names)
    if len(distinct) <= _FEW and distinct:
        return f"Kies uit: {'; '.join(distinct)}."
    hint = f"Lijkt op: {'; '.join(near)}." if near else "Geef de volledige naam, de afkorting of de IRI."
    return f"{hint} Alle keuzes: avggraph query {listed_by}." if listed_by else hint


def _named(parameter: Parameter, catalogue: Catalogue, engine: Engine, among: set[str]) -> tuple[Choice, ...]:
    query = find_query(catalogue, NAMES).text
    if parameter.choices:
        # Only an IRI has other names, and a parameter that lists all names has them already.
        if parameter.type is not ValueType.IRI or parameter.choices == NAMES or not among:
            return ()
        query = replace_rows(query, {"thing": " ".join(map(written_iri, sorted(among)))})
    return tuple(Choice(_text(row[0]), _text(row[1])) for row in engine.select(query).rows)


def _key(text: str) -> str:
    """Give what two spellings of a name have in common: "SSC ICT" is "SSC-ICT"."""
    return _BETWEEN_WORDS.sub(" ", fold(text).casefold())


def _text(term: Term) -> str:
    return "" if term is None else term.value
