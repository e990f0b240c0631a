"""Folders that many tests read, made once by whichever worker needs one first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock


@dataclass(frozen=True)
class MadeOnce:
    """The folders that all workers of one run share; who writes into one spoils it for the others."""

    root: Path

    @classmethod
    def of_run(cls, factory: pytest.TempPathFactory) -> MadeOnce:
        own = factory.getbasetemp()
        # Each worker of pytest-xdist has a folder of its own in that of the run.
        root = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-once"
        root.mkdir(exist_ok=True)
        return cls(root)

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """Give the folder with this name; `make` writes it where it is not there yet, and others wait for it."""
        folder = self.root / name
        with FileLock(self.root / f"{name}.lock"):
            if not folder.exists():
                unfinished = self.root / f"{name}.unfinished"
                shutil.rmtree(unfinished, ignore_errors=True)
                make(unfinished)
                unfinished.rename(folder)
        return folder
