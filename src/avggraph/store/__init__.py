"""Store: the folder a build writes, with its Oxigraph database."""

from avggraph.store.output import Output, graph_quads, is_build, node_quads, open_output, record_units
from avggraph.store.staging import staged

__all__ = ["Output", "graph_quads", "is_build", "node_quads", "open_output", "record_units", "staged"]
