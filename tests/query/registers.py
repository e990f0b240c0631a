"""Whole registers in both engines: the project's examples, and the real descriptions beside the project."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from avggraph.pipeline import build
from avggraph.query import Engine, Literal, Table, Term
from made_once import MadeOnce
from query.engines import loaded

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

# Words of a real description that are longer than a name stay with it: their hash tells whether they are the same.
_LONGEST_NAME = 60


shared_by_workers: list[MadeOnce] = []
"""Where the builds are that all tests share; conftest tells."""


@cache
def register(sources: Path, on: str) -> Engine:
    """Give an engine ("oxigraph" or "rdflib") loaded with the register of these sources, which is built once."""
    [made_once] = shared_by_workers
    return loaded(on, made_once.folder(sources.name, lambda folder: build([sources], folder)) / "graph.nq")


def without_long_words(table: Table) -> Table:
    """Give a table with a hash in the place of each text that is longer than a name."""
    return Table(table.columns, tuple(tuple(map(_short, row)) for row in table.rows))


def _short(term: Term) -> Term:
    if not isinstance(term, Literal) or len(term.value) <= _LONGEST_NAME:
        return term
    return Literal(f"sha256:{hashlib.sha256(term.value.encode()).hexdigest()[:16]}", term.datatype, term.language)
