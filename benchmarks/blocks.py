"""The sorted quads of each record in a file, so that what writes or validates them is fed without resolving again."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from avggraph.graph.terms import Quad


def write_blocks(blocks: Iterable[list[Quad]], file: Path) -> None:
    """Write blocks as compressed N-Quads, each ended by an empty line."""
    unfinished = file.with_suffix(".part")
    with gzip.open(unfinished, "wt", compresslevel=1, encoding="utf-8", newline="\n") as stream:
        for block in blocks:
            stream.writelines(f"{s} {p} {o} {g} .\n" for s, p, o, g in block)
            stream.write("\n")
    unfinished.rename(file)


def read_blocks(file: Path) -> Iterator[list[Quad]]:
    """Give the blocks of a file one by one."""
    block: list[Quad] = []
    with gzip.open(file, "rt", encoding="utf-8", newline="\n") as stream:
        for line in stream:
            if line == "\n":
                yield block
                block = []
            else:
                subject, predicate, rest = line[:-3].split(" ", 2)
                value, _, graph = rest.rpartition(" ")
                block.append((subject, predicate, value, graph))
