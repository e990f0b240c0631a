"""Graph store: a build's named graphs, brought to a server that speaks the SPARQL 1.1 Graph Store HTTP Protocol."""

from avggraph.graph_store.load import load_build
from avggraph.graph_store.plan import Plan
from avggraph.graph_store.protocol import GraphStore

__all__ = ["GraphStore", "Plan", "load_build"]
