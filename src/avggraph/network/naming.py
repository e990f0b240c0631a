"""Naming: the organisation or system that a user means."""

from __future__ import annotations

from avggraph.graph.terms import DPV, ORG
from avggraph.query import Catalogue, Choice, Engine, bind, find_query
from avggraph.query.names import NAMES, chosen
from avggraph.query.values import as_iri
from avggraph.text import fold

RECOGNISED = "recognised-names"
_CLASSES = tuple(each[1:-1] for each in (ORG.Organization, ORG.OrganizationalUnit, DPV.Technology))


def names_of_things(engine: Engine, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Give all names of the organisations, units and systems of the graph."""
    return _names(NAMES, engine, catalogue)


def thing_named(name: str, engine: Engine, catalogue: Catalogue) -> str:
    """Give the IRI of an organisation, unit or system by name, abbreviation, CURIE or IRI.

    A name that is nobody's in the graph may be one by which the texts name it: "NVIS" of a system that the
    graph calls "Nieuw Visuminformatiesysteem". Raises `QueryError` for a name that nothing has, with names near it,
    and for one that more than one thing has.
    """
    iri = as_iri(name)
    if iri:
        return iri
    names = names_of_things(engine, catalogue)
    if fold(name).casefold() not in {fold(each.name).casefold() for each in names}:
        names = (*names, *_names(RECOGNISED, engine, catalogue))
    return chosen(name, "organisatie of systeem", names)


def _names(query: str, engine: Engine, catalogue: Catalogue) -> tuple[Choice, ...]:
    rows = engine.select(bind(find_query(catalogue, query), {"class": _CLASSES}, catalogue, engine)).texts()
    return tuple(Choice(row["thing"], row["name"]) for row in rows)
