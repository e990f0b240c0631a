"""An executor that breaks, as one does of which a process was killed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any


class Breaking:
    """Does the work at once, and breaks at items of which `breaks` holds; what comes after is refused."""

    def __init__(self, breaks: Callable[[Any], bool]) -> None:
        self._breaks = breaks
        self._broken = False

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self._broken:
            raise BrokenExecutor
        if self._breaks(args[0]):
            self._broken = True
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(fn(*args))
        return future

    def stop(self) -> None:
        pass
