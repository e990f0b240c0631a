"""What is read of a build as a whole: read once, and handed over to every process that makes pages of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from avggraph.files import write_whole

_Read = TypeVar("_Read")


class Kept:
    """What was read, by name; in a `folder` it is there for other processes too, which load what they ask for.

    The folder must be the run's own: what is in it is trusted, as pickles are.

    >>> kept = Kept()
    >>> kept("records", lambda: ("m9001",)), kept("records", lambda: ("m9002",))
    (('m9001',), ('m9001',))
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, Any] = {}

    def __call__(self, name: str, read: Callable[[], _Read]) -> _Read:
        """Give what has a name; it is read where no process did so before."""
        if name not in self._known:
            self._known[name] = read() if self._folder is None else _handed_over(self._folder / name, read)
        known: _Read = self._known[name]
        return known


def _handed_over(path: Path, read: Callable[[], _Read]) -> _Read:
    if path.exists():
        found: _Read = pickle.loads(path.read_bytes())
        return found
    found = read()
    write_whole(path, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return found
