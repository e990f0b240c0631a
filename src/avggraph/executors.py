"""Work on any executor, its results in order: no more is begun than can be taken, and a lost worker is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Executor(Protocol):
    """What work is handed to: `concurrent.futures.Executor`, and what is shaped like it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Begin a call somewhere."""

    def stop(self) -> None:
        """End all work, also what has begun, and wait until it has ended."""


def in_order(
    work: Callable[[_Item], _Result],
    items: Iterable[_Item],
    start: Callable[[], Executor] | None,
    *,
    window: int,
    halves: Callable[[_Item], Sequence[_Item]],
    lost: Callable[[_Item], _Result],
) -> Generator[_Result, None, None]:
    """Give what `work` makes of items, in their order; `work` and the items must be picklable.

    At most `window` items are handed out and not yet taken. Where a worker dies, an executor is started anew, and what
    may have been its end is tried again by itself, in `halves` that give several results: an item that cannot be
    halved and ends a worker a second time gives what `lost` makes of it. An exception of the work itself is raised.
    Without `start` this process does the work. Who does not take all results is to close this, which ends the workers.
    """
    if start is None:
        yield from map(work, items)
        return
    team = _Team(work, start)
    waiting: deque[tuple[_Item, Future[_Result]]] = deque()
    coming = iter(items)
    try:
        while True:
            while len(waiting) < window and (item := next(coming, None)) is not None:
                waiting.append((item, team.begin(item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenExecutor:
                suspects, waiting = [(item, future), *waiting], deque()
                for each, its in suspects:
                    if its.done() and not its.cancelled() and its.exception() is None:
                        yield its.result()
                    else:
                        yield from _alone(each, team, halves, lost)
            else:
                yield result
    finally:
        team.stop()


def _alone(
    item: _Item,
    team: _Team[_Item, _Result],
    halves: Callable[[_Item], Sequence[_Item]],
    lost: Callable[[_Item], _Result],
) -> Iterator[_Result]:
    try:
        result = team.begin(item).result()
    except BrokenExecutor:
        parts = halves(item)
        if len(parts) == 1:
            yield lost(item)
        else:
            for part in parts:
                yield from _alone(part, team, halves, lost)
    else:
        yield result


class _Team(Generic[_Item, _Result]):
    """An executor that is started when it is needed, and anew when it broke."""

    def __init__(self, work: Callable[[_Item], _Result], start: Callable[[], Executor]) -> None:
        self._work = work
        self._start = start
        self._executor: Executor | None = None

    def begin(self, item: _Item) -> Future[_Result]:
        if self._executor is not None:
            try:
                return self._executor.submit(self._work, item)
            except BrokenExecutor:
                self.stop()
        self._executor = self._start()
        return self._executor.submit(self._work, item)

    def stop(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.stop()


class Processes(ProcessPoolExecutor):
    """Processes of this machine. A Ctrl-C is for the one that started them, whose end they do not outlive."""

    def __init__(self, jobs: int) -> None:
        self._others = set(multiprocessing.active_children())
        super().__init__(jobs, multiprocessing.get_context("spawn"), _begin)

    def stop(self) -> None:
        """End all work, also what has begun, and wait until it has ended."""
        self.shutdown(wait=False, cancel_futures=True)
        workers = set(multiprocessing.active_children()) - self._others
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
