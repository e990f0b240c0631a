"""The small graph of this folder in both engines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib

from avggraph.query import Catalogue, Engine, OxigraphEngine, RdflibEngine, literals_as_written, load_catalogue

GRAPH = Path(__file__).with_name("graph.trig")
ENGINES = ("oxigraph", "rdflib")


@cache
def engine(name: str) -> Engine:
    """Give the engine of this name, loaded with graph.trig."""
    if name == "oxigraph":
        store = ox.Store()
        store.load(path=GRAPH, format=ox.RdfFormat.TRIG)
        return OxigraphEngine(store)
    dataset = rdflib.Dataset(default_union=True)
    with literals_as_written():
        dataset.parse(GRAPH, format="trig")
    return RdflibEngine(dataset)


@cache
def catalogue() -> Catalogue:
    """Give the catalogue that travels with the package."""
    return load_catalogue()
