"""Files that are written in pieces: one that stands in its place when it is whole, and a folder of several."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from avggraph.interop.format import Piece


class WholeFile:
    """One file, written under another name until it is whole; what ends before leaves the file that was there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self.count = 1

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = self._part.open("wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)

    def add(self, piece: Piece) -> None:
        """Write what comes next; the piece's path is not asked."""
        self._file.write(piece.data)


class Folder:
    """Files in a folder, by the paths of their pieces; what else stands in the folder stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun: set[str] = set()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave what was written: each file is whole when its format has ended."""

    @property
    def count(self) -> int:
        """How many files were written."""
        return len(self._begun)

    def add(self, piece: Piece) -> None:
        """Begin a file with its first piece, or write on in it."""
        path = self._folder / piece.path
        if piece.path in self._begun:
            mode = "ab"
        else:
            self._begun.add(piece.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = "wb"
        with path.open(mode) as file:
            file.write(piece.data)
