"""The small graph of this folder in both engines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from avggraph.query import Catalogue, Engine, OxigraphEngine, RdflibEngine, load_catalogue, read_dataset

GRAPH = Path(__file__).with_name("graph.trig")
ENGINES = ("oxigraph", "rdflib")


@cache
def engine(name: str) -> Engine:
    """Give the engine of this name, loaded with graph.trig."""
    return loaded(name, GRAPH)


def loaded(name: str, path: Path) -> Engine:
    """Give a new engine of this name with the graph of a file: TriG or N-Quads."""
    if name == "rdflib":
        return RdflibEngine(read_dataset(path, {".trig": "trig", ".nq": "nquads"}[path.suffix]))
    store = ox.Store()
    store.load(path=path)
    return OxigraphEngine(store)


@cache
def catalogue() -> Catalogue:
    """Give the catalogue that travels with the package."""
    return load_catalogue()
