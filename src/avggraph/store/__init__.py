"""Store: the folder a build writes, with its Oxigraph database."""

from avggraph.store.output import Output, graph_lines, is_build, open_output, record_shards
from avggraph.store.staging import staged

__all__ = ["Output", "graph_lines", "is_build", "open_output", "record_shards", "staged"]
