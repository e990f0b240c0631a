"""Engines that answer SPARQL 1.1: a build's own store, rdflib, and any server that speaks the SPARQL 1.1 protocol.

All read the union of all named graphs as the default graph, and give equal tables for equal data with canonical
literals.
"""

from avggraph.query.engines.answer import answer, select_each
from avggraph.query.engines.oxigraph import OxigraphEngine
from avggraph.query.engines.protocol import Engine
from avggraph.query.engines.rdflib_dataset import RdflibEngine, literals_as_written, read_dataset
from avggraph.query.engines.union import UNIONS

__all__ = [
    "UNIONS",
    "Engine",
    "OxigraphEngine",
    "RdflibEngine",
    "answer",
    "literals_as_written",
    "read_dataset",
    "select_each",
]
