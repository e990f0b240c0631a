"""Naming: the organisation or system that a user means."""

from __future__ import annotations

from avggraph.graph.terms import DPV, ORG
from avggraph.query import Catalogue, Choice, Engine, bind, find_query
from avggraph.query.names import NAMES, chosen
from avggraph.query.values import as_iri

_CLASSES = tuple(each[1:-1] for each in (ORG.Organization, ORG.OrganizationalUnit, DPV.Technology))


def names_of_things(engine: Engine, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Give all names of the organisations, units and systems of the graph."""
    rows = engine.select(bind(find_query(catalogue, NAMES), {"class": _CLASSES}, catalogue, engine)).texts()
    return tuple(Choice(row["thing"], row["name"]) for row in rows)


def thing_named(name: str, engine: Engine, catalogue: Catalogue) -> str:
    """Give the IRI of an organisation, unit or system by name, abbreviation, CURIE or IRI.

    Raises `QueryError` for a name that nothing has, with names near it, and for one that more than one thing has.
    """
    return as_iri(name) or chosen(name, "organisatie of systeem", names_of_things(engine, catalogue))
