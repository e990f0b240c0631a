"""The data of one size, in a folder: where each thing is that a station needs (made by `benchmarks.prepare`)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Data:
    """The folder of one number of records; `jobs` are the processes that a station may use."""

    folder: Path
    records: int
    jobs: int = 1

    @property
    def texts(self) -> Path:
        """The invented descriptions, a file each."""
        return self.folder / "texts"

    @property
    def build(self) -> Path:
        """The folder that a build of them wrote."""
        return self.folder / "build"

    @property
    def quads(self) -> Path:
        """The build's N-Quads."""
        return self.build / "graph.nq"

    @property
    def blocks(self) -> Path:
        """The sorted quads of each record (`benchmarks.blocks`)."""
        return self.folder / "blocks.nq.gz"

    @property
    def json(self) -> Path:
        """What the descriptions say, as records for mapping engines (`benchmarks.prepare`)."""
        return self.folder / "records.json"

    @property
    def edges(self) -> Path:
        """The organisations and the flows between them, as JSON: `nodes`, a number, and `edges`, pairs of numbers."""
        return self.folder / "edges.json"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What went through a station: bytes read and written, quads made or read, and things (answers, pages).

    `note` is what the table should say of the figures.
    """

    read: int = 0
    written: int = 0
    quads: int = 0
    things: int = 0
    note: str = ""


def size_of(folder: Path) -> int:
    """Give the bytes of all files in a folder, and hold no more of them than their names: memory is measured here."""
    return sum(Path(parent, name).stat().st_size for parent, _, names in os.walk(folder) for name in names)
