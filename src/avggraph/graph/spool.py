"""Sorting more lines than memory holds: sorted runs on disk, merged once.

What a build holds in memory is one run, whatever the number of documents.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

# In characters: a run takes about 60 MB, lines of some 200 characters a little more.
_RUN_SIZE = 40_000_000


class SortedSpool:
    """Collects lines (without their line end) and gives them back sorted by code point, each once."""

    def __init__(self, folder: Path, name: str = "run", run_size: int = _RUN_SIZE) -> None:
        self._folder = folder
        self._name = name
        self._run_size = run_size
        self._size = 0
        self._lines: set[str] = set()
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, in any order."""
        new = {*lines} - self._lines
        self._lines |= new
        self._size += sum(map(len, new))
        if self._size >= self._run_size:
            self._spill()

    def _spill(self) -> None:
        run = self._folder / f"{self._name}-{len(self._runs):05}"
        with run.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in sorted(self._lines))
        self._runs.append(run)
        self._lines = set()
        self._size = 0

    def merged(self) -> Iterator[str]:
        """Give all lines, sorted, each once."""
        with ExitStack() as stack:
            runs: list[Iterable[str]] = [
                (line.rstrip("\n") for line in stack.enter_context(run.open(encoding="utf-8", newline="\n")))
                for run in self._runs
            ]
            runs.append(sorted(self._lines))
            yield from (line for line, _ in groupby(heapq.merge(*runs)))
