"""A clock that is paused and resumed: the seconds of one station while others feed it."""

from __future__ import annotations

import time
from resource import RUSAGE_CHILDREN, getrusage
from types import TracebackType


class Clock:
    """Adds up time while it runs: on the wall, and of the processor (children that ended included).

    >>> clock = Clock()
    >>> with clock:
    ...     _ = sum(range(1000))
    >>> clock.seconds > 0
    True
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.processor = 0.0
        self._begun = (0.0, 0.0)

    def resume(self) -> None:
        """Go on counting."""
        self._begun = time.perf_counter(), _processor()

    def pause(self) -> None:
        """Stop counting until `resume`."""
        self.seconds += time.perf_counter() - self._begun[0]
        self.processor += _processor() - self._begun[1]

    def __enter__(self) -> None:
        self.resume()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pause()


def _processor() -> float:
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
