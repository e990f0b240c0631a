"""Filling the Oxigraph database of a build: from its N-Quads, or from the database of the build before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

# Bytes of N-Quads loaded at a time: memory is some four times this, and a larger piece is no faster.
_PIECE = 32_000_000
# RocksDB never changes a table once it is written.
_TABLE = ".sst"


def fill(path: Path, graph: Path, is_stopped: Callable[[], bool] = lambda: False) -> ox.Store:
    """Make a database in `path` of all statements in an N-Quads file; one that is stopped holds a part of them."""
    store = ox.Store(str(path))
    with graph.open("rb") as stream:
        while not is_stopped() and (lines := stream.readlines(_PIECE)):
            store.bulk_load(input=b"".join(lines), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    return store


def changed(path: Path, earlier: Path, gone: Iterable[bytes], come: Iterable[bytes]) -> ox.Store:
    """Make a database in `path` of another one, less the statements that are gone and with those that come.

    Both are N-Quads. What comes is added last: the database keeps a literal's value, and one that is gone may have had
    the value of one that stays, in which case it is among those that come. The other one is left as it is; the tables
    that did not change are shared with it.
    """
    path.mkdir()
    for file in sorted(earlier.iterdir()):
        if file.suffix == _TABLE:
            link(file, path / file.name)
        elif file.name != "LOCK":
            shutil.copyfile(file, path / file.name)
    store = ox.Store(str(path))
    for lines in gone:
        for quad in ox.parse(lines, ox.RdfFormat.N_QUADS):
            store.remove(quad)
    for lines in come:
        store.extend(ox.parse(lines, ox.RdfFormat.N_QUADS))
    store.flush()
    return store


def link(file: Path, path: Path) -> None:
    """Let a path be another name of a file that never changes, or a copy of it where that cannot be."""
    try:
        os.link(file, path)
    except OSError:
        shutil.copyfile(file, path)
