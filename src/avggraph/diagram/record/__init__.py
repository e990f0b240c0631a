"""One record as a diagram: found, read from the graph, and composed into nodes, boundaries and flows."""

from __future__ import annotations

from collections.abc import Mapping

from avggraph.diagram.model import Diagram, View
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.find import all_records, record_of
from avggraph.diagram.record.read import facts_of
from avggraph.diagram.record.source import NO_TEXTS, Source
from avggraph.query import Engine

__all__ = ["Source", "all_records", "compose", "diagram_of", "facts_of", "record_of"]


def diagram_of(
    engine: Engine,
    reference: str,
    *,
    language: str = "nl",
    view: View = View.BLOCKS,
    texts: Mapping[str, str] = NO_TEXTS,
    date: str = "",
) -> Diagram:
    """Draw up the diagram of the record with this register number ("M4089", "m4089" or "4089") or IRI.

    The graph is the engine's default graph: of a build, all its named graphs. `texts` are those of the source documents
    by their IRI: without them the flows cite places and no words. `date` is the day whose state the register shows.
    Raises UsageError where no record has that number (with the numbers that look like it), or more than one has, and
    for a language without words.
    """
    source = Source(engine, language, texts)
    return compose(facts_of(source, record_of(source, reference), language), language, view, date=date)
