"""Graph: resolved descriptions to quads, and quads to files."""

from avggraph.graph.formats import FORMATS, Format, line_by_graph, line_by_subject, parse_lines
from avggraph.graph.naming import Naming
from avggraph.graph.record import record_quads
from avggraph.graph.spool import SortedSpool
from avggraph.graph.static import (
    catalogue_quads,
    concept_quads,
    country_quads,
    law_quads,
    organisation_quads,
    system_quads,
)

__all__ = [
    "FORMATS",
    "Format",
    "Naming",
    "SortedSpool",
    "catalogue_quads",
    "concept_quads",
    "country_quads",
    "law_quads",
    "line_by_graph",
    "line_by_subject",
    "organisation_quads",
    "parse_lines",
    "record_quads",
    "system_quads",
]
