"""Turtle files as the N-Quads lines that `validate` takes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox


def lines(path: Path, graph: str = "") -> list[str]:
    """Give the triples of a Turtle file as N-Quads lines, in `graph` where one is named."""
    name = f"<{graph}> " if graph else ""
    return [f"{quad.subject} {quad.predicate} {quad.object} {name}." for quad in ox.parse(path=str(path))]
