"""A folder that a run has to itself until it is done: for what is not yet whole, and what its processes share."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

# Beside the folder, and locked for as long as its run goes on: the system lets go of it however a process ends.
_OWNER = ".owner"


@contextmanager
def own_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a new folder in `parent` whose name begins with `prefix`; what is left of it in the end is removed.

    Those of runs that were killed are removed first, and those of runs that go on are left to them. Raises `OSError`
    where `parent` cannot be written in.
    """
    _remove_left_over(parent, prefix)
    number, name = mkstemp(prefix=prefix, suffix=_OWNER, dir=parent)
    os.close(number)
    owner = Path(name)
    folder = owner.with_suffix("")
    try:
        with owner.open("r+b") as stream:
            with suppress(OSError):
                _lock(stream)
            folder.mkdir(mode=0o700)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        owner.unlink(missing_ok=True)


def _remove_left_over(parent: Path, prefix: str) -> None:
    for folder in {path.with_suffix("") if path.suffix == _OWNER else path for path in _named(parent, prefix)}:
        owner = folder.with_name(f"{folder.name}{_OWNER}")
        if not _is_owned(owner):
            shutil.rmtree(folder, ignore_errors=True)


def _named(parent: Path, prefix: str) -> Iterator[Path]:
    return parent.glob(f"{escape(prefix)}*")


def _is_owned(owner: Path) -> bool:
    """Tell whether a run that goes on has a file locked, which not every file system can tell; else remove the file."""
    try:
        with owner.open("r+b") as stream:
            _lock(stream)
        owner.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _lock(owner: BinaryIO) -> None:
    """Lock a file, or raise OSError; Windows needs no lock, as it removes no file that is open."""
    if sys.platform != "win32":
        fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
