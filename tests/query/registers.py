"""Whole registers in both engines: the project's examples, and the real descriptions beside the project."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.pipeline import BuildOptions, build
from avggraph.query import Engine, Literal, Table, Term
from query.engines import loaded

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

# Words of a real description that are longer than a name stay with it: their hash tells whether they are the same.
_LONGEST_NAME = 60


_folders: list[TemporaryDirectory[str]] = []


def clean() -> None:
    """Remove what was built; conftest does, at the end of a session."""
    while _folders:
        _folders.pop().cleanup()


@cache
def graph_file(sources: Path) -> Path:
    """Build the register of these sources, once in a process, and give its N-Quads."""
    _folders.append(TemporaryDirectory(prefix="avggraph-"))
    out = Path(_folders[-1].name) / "out"
    build([sources], out, BuildOptions(formats=("nquads",)))
    return out / "graph.nq"


@cache
def register(sources: Path, on: str) -> Engine:
    """Give an engine ("oxigraph" or "rdflib") loaded with the register of these sources."""
    return loaded(on, graph_file(sources))


def without_long_words(table: Table) -> Table:
    """Give a table with a hash in the place of each text that is longer than a name."""
    return Table(table.columns, tuple(tuple(map(_short, row)) for row in table.rows))


def _short(term: Term) -> Term:
    if not isinstance(term, Literal) or len(term.value) <= _LONGEST_NAME:
        return term
    return Literal(f"sha256:{hashlib.sha256(term.value.encode()).hexdigest()[:16]}", term.datatype, term.language)
