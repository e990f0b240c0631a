"""The graph of cases/chain.trig in both engines, and its one text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from avggraph.query import Engine, OxigraphEngine, RdflibEngine, read_dataset

CASES = Path(__file__).with_name("cases")
CHAIN = CASES / "chain.trig"
BASE = "https://avggraph.example/"
TEXTS = {f"{BASE}doc1": "Burgers met een vraag\ngezondheidszaken\nBZ SSC-ICT (verwerker)\nLogius, subverwerker\n"}


@cache
def chain(name: str) -> Engine:
    """Give the engine of this name, loaded with the case."""
    if name == "oxigraph":
        return OxigraphEngine(chain_store())
    return RdflibEngine(read_dataset(CHAIN, "trig"))


def chain_store() -> ox.Store:
    """Give a new store with the case, to add to."""
    store = ox.Store()
    store.load(path=CHAIN, format=ox.RdfFormat.TRIG)
    return store
