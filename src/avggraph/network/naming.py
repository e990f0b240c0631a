"""Naming: the organisation or system that a user means."""

from __future__ import annotations

from avggraph.network.register import ROLES
from avggraph.query import Catalogue, Engine, find_query
from avggraph.query.names import value_named
from avggraph.query.values import as_iri


def thing_named(name: str, engine: Engine, catalogue: Catalogue) -> str:
    """Give the IRI of an organisation or system by name, abbreviation, CURIE or IRI.

    Raises `QueryError` for a name that nothing has, with names near it, and for one that more than one thing has.
    """
    parameter = find_query(catalogue, ROLES).parameter("party")
    return as_iri(name) or value_named(name, parameter, catalogue, engine)
