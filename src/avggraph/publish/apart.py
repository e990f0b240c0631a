"""The folder in a site's folder that a run keeps to itself: for what is not yet whole, and what its processes share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

_PREFIX = ".apart."
# Locked by the run that owns the folder, for as long as it runs: the system lets go of it however a process ends.
_OWNER = "owner"


@contextmanager
def apart(out: Path) -> Iterator[Path]:
    """Give such a folder, removed in the end; those of runs that were killed are removed first."""
    for folder in sorted(out.glob(f"{_PREFIX}*")):
        if not _is_owned(folder):
            shutil.rmtree(folder, ignore_errors=True)
    folder = Path(mkdtemp(prefix=_PREFIX, dir=out))
    try:
        with (folder / _OWNER).open("wb") as owner:
            with suppress(OSError):
                _lock(owner)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_owned(folder: Path) -> bool:
    """Tell whether a running process has a folder for its own, which not every file system can tell."""
    try:
        with (folder / _OWNER).open("r+b") as owner:
            _lock(owner)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _lock(owner: BinaryIO) -> None:
    """Lock a file, or raise OSError; Windows needs no lock, as it removes no file that is open."""
    if sys.platform != "win32":
        fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
