"""Filling the Oxigraph database of a build: from its N-Quads, or from the database of the build before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from avggraph.errors import WorkerError
from avggraph.executors import Processes

# Bytes of N-Quads loaded at a time: memory is some six times this.
_PIECE = 48_000_000
# RocksDB never changes a table once it is written.
_TABLE = ".sst"
# Bytes of N-Quads that are worth a process of their own to load.
_MUCH = 64_000_000


def fill(path: Path, graph: Path) -> None:
    """Make a database in `path` of all statements in an N-Quads file."""
    store = ox.Store(str(path))
    with graph.open("rb") as stream:
        while lines := stream.readlines(_PIECE):
            store.bulk_load(input=b"".join(lines), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


@contextmanager
def filled(path: Path, graph: Path, jobs: int) -> Iterator[None]:
    """Fill a database, and be done after the block: a large one is filled beside it by another process, if `jobs` is
    more than one.

    Raises `WorkerError` where that process died.
    """
    if jobs == 1 or graph.stat().st_size <= _MUCH:
        yield
        fill(path, graph)
        return
    filler = Processes(1)
    try:
        filling = filler.submit(fill, path, graph)
        yield
        filling.result()
    except BrokenExecutor as error:
        raise WorkerError(
            "Het proces dat de database vult is gestopt.", advice="Probeer het met --jobs 1, of met meer geheugen."
        ) from error
    finally:
        filler.stop()


def fill_from(earlier: Path, path: Path, gone: Iterable[bytes], come: Iterable[bytes]) -> None:
    """Make a database in `path` of an earlier one, less the statements that are gone and with those that come.

    Both are N-Quads. What comes is added last: the database keeps a literal's value, and one that is gone may have had
    the value of one that stays, in which case it is among those that come. The earlier one is left as it is; the tables
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


def link(file: Path, path: Path) -> None:
    """Let a path be another name of a file that never changes, or a copy of it where that cannot be."""
    try:
        os.link(file, path)
    except FileExistsError:
        return
    except OSError:
        shutil.copyfile(file, path)
