"""Graph: resolved descriptions to quads, and quads to files."""

from avggraph.graph.formats import FORMATS, ORDERS, Format, Order
from avggraph.graph.naming import Naming
from avggraph.graph.nodes import read_nodes
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
    "ORDERS",
    "Format",
    "Naming",
    "Order",
    "SortedSpool",
    "catalogue_quads",
    "concept_quads",
    "country_quads",
    "law_quads",
    "organisation_quads",
    "read_nodes",
    "record_quads",
    "system_quads",
]
