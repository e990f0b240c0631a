"""Turns: so many questions at once, some others waiting, and for more an answer that says so at once."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from avggraph.serve.problem import Problem, RefusedError


class Turns:
    """Lets `at_once` in, and keeps at most `waiting` others for at most `patience` seconds."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._room = at_once + waiting
        self._patience = patience
        self._here = 0

    @property
    def here(self) -> int:
        """How many have a turn or wait for one."""
        return self._here

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and have it; `RefusedError` (503) where it would take too long."""
        if self._here >= self._room:
            raise self._busy()
        self._here += 1
        try:
            try:
                async with asyncio.timeout(self._patience):
                    await self._places.acquire()
            except TimeoutError as error:
                raise self._busy() from error
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._here -= 1

    def _busy(self) -> RefusedError:
        seconds = max(1, math.ceil(self._patience))
        return RefusedError(Problem(503, "busy", {"seconds": seconds}, retry_after=seconds))
