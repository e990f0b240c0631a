"""Sorted runs of blocks on disk: what a process makes of some documents, to be merged with what the others made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson

from avggraph.graph.blocks import Block

Kept = Callable[[str], bool]
"""Tells of an owner whether its blocks are wanted."""


def write_run(path: Path, order: str, blocks: Iterable[Block]) -> None:
    """Write sorted blocks: a row for each in an index, and its bytes in a file beside it."""
    with _index(path, order).open("wb") as index, _data(path, order).open("wb") as data:
        for block in blocks:
            index.write(
                orjson.dumps(
                    (*block[:4], len(block.lines), [len(text) for text in block.texts]),
                    option=orjson.OPT_APPEND_NEWLINE,
                )
            )
            data.write(block.lines)
            data.writelines(block.texts)


def read_run(path: Path, order: str, is_kept: Kept) -> Iterator[Block]:
    """Read the blocks of a run whose owner is kept; what is in memory is one block."""
    with _index(path, order).open("rb") as index, _data(path, order).open("rb") as data:
        for first, last, owner, quads, lines, texts in map(orjson.loads, index):
            if is_kept(owner):
                yield Block(first, last, owner, quads, data.read(lines), [data.read(length) for length in texts])
            else:
                data.seek(lines + sum(texts), 1)


def _index(path: Path, order: str) -> Path:
    return path.with_name(f"{path.name}.{order}.index")


def _data(path: Path, order: str) -> Path:
    return path.with_name(f"{path.name}.{order}.data")
