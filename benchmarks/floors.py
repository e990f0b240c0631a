"""Floors: the least that the same bytes cost, whoever writes them."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from .blocks import read_blocks
from .clock import Clock
from .data import Amounts, Data


def read_bytes(data: Data, clock: Clock) -> Amounts:
    """Read every text once."""
    size = 0
    with clock:
        for path in sorted(data.texts.iterdir()):
            size += len(path.read_bytes())
    return Amounts(size)


def memcpy(data: Data, clock: Clock) -> Amounts:
    """Copy the N-Quads from memory to memory."""
    content = data.quads.read_bytes()
    with clock:
        copied = bytearray(content)
    return Amounts(len(content), len(copied))


def write_bytes(data: Data, clock: Clock) -> Amounts:
    """Write the N-Quads from memory to a file, as a build does: without waiting for the disk."""
    content = data.quads.read_bytes()
    with TemporaryDirectory(dir=data.folder) as folder, (Path(folder) / "copy").open("wb") as stream:
        with clock:
            stream.write(content)
            stream.flush()
        return Amounts(len(content), os.fstat(stream.fileno()).st_size)


def strings(data: Data, clock: Clock) -> Amounts:
    """Write quads that are sorted already, each as a formatted string."""
    return _strings(data, clock, sort=False)


def sorted_strings(data: Data, clock: Clock) -> Amounts:
    """Sort the quads, and write each as a formatted string."""
    return _strings(data, clock, sort=True)


def _strings(data: Data, clock: Clock, *, sort: bool) -> Amounts:
    quads = 0
    with TemporaryDirectory(dir=data.folder) as folder, (Path(folder) / "floor.nq").open("wb") as stream:
        for block in read_blocks(data.blocks):
            quads += len(block)
            given = set(block) if sort else block
            with clock:
                ordered = sorted(given) if sort else given
                stream.write("".join([f"{s} {p} {o} {g} .\n" for s, p, o, g in ordered]).encode())
        return Amounts(written=stream.tell(), quads=quads)
