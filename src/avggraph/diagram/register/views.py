"""The views over several records, from the graph: what the command line and the Python interface ask for."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.diagram.model import Diagram
from avggraph.diagram.record.source import NO_TEXTS
from avggraph.diagram.register.around import MOST
from avggraph.diagram.register.ministry import compose_ministry
from avggraph.diagram.register.organisation import compose_organisation
from avggraph.diagram.register.overview import compose_register
from avggraph.diagram.register.read import read_register
from avggraph.network import thing_named
from avggraph.query import Catalogue, Engine


def organisation_diagram(
    engine: Engine,
    catalogue: Catalogue,
    name: str,
    *,
    language: str = "nl",
    texts: Mapping[str, str] = NO_TEXTS,
    date: str = "",
    level: int = 1,
    most: int = MOST,
) -> Diagram:
    """Draw up what goes into and out of an organisation, by name, abbreviation or IRI; see `compose_organisation`.

    `texts` are those of the source documents by their IRI: without them the flows cite places and no words. Raises
    QueryError for a name that nothing has, with names near it, and for one that more than one thing has.
    """
    iri = thing_named(name, engine, catalogue)
    facts = read_register(engine, catalogue, language=language, texts=texts)
    return compose_organisation(facts, iri, language=language, date=date, level=level, most=most)


def ministry_diagram(
    engine: Engine,
    catalogue: Catalogue,
    name: str,
    *,
    language: str = "nl",
    texts: Mapping[str, str] = NO_TEXTS,
    date: str = "",
    level: int = 1,
    most: int = MOST,
) -> Diagram:
    """Draw up what goes into, out of and round in a ministry; see `compose_ministry`. Errors as for an organisation."""
    iri = thing_named(name, engine, catalogue)
    facts = read_register(engine, catalogue, language=language, texts=texts)
    return compose_ministry(facts, iri, language=language, date=date, level=level, most=most)


def register_diagram(
    engine: Engine,
    catalogue: Catalogue,
    *,
    name: str = "",
    language: str = "nl",
    texts: Mapping[str, str] = NO_TEXTS,
    date: str = "",
    least: int = 1,
    most: int = MOST,
) -> Diagram:
    """Draw up the overview of a register; see `compose_register`."""
    facts = read_register(engine, catalogue, language=language, texts=texts)
    return compose_register(facts, name=name, language=language, date=date, least=least, most=most)
