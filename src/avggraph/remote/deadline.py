"""Deadlines: one moment by which all of a conversation must be over, however it is spread."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


class Deadline:
    """A moment some seconds from now on a clock that only goes forward."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._end - self._clock()

    def left(self) -> float:
        """Give the seconds left, more than zero; `TimeoutError` when it has passed.

        >>> Deadline(60).left() > 59
        True
        """
        if (seconds := self.remaining) <= 0:
            raise TimeoutError
        return seconds
