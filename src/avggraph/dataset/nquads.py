"""The lines of an N-Quads file: what the tables and the figures are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def nquads_lines(path: Path) -> Iterator[str]:
    """Give the lines of an N-Quads file, without their ends."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        for line in stream:
            yield line.rstrip("\n")
