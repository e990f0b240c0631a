"""Work spread over processes; what is not begun when the caller stops, is not begun, and what is, is broken off."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar

from avggraph.errors import WorkerError

_Order = TypeVar("_Order")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# Seconds between two looks at whether a process is to stop, and those it gets for that.
_LOOK = 0.2
_GRACE = 5.0


def spread(
    make: Callable[[_Order], Callable[[_Item], _Result]],
    order: _Order,
    items: Iterable[_Item],
    *,
    jobs: int,
    chunk: int,
    alone: Sequence[_Item] = (),
    in_order: bool = True,
) -> Generator[_Result, None, None]:
    """Give what a worker makes of each item, in the order of the items or, without `in_order`, as it is made.

    Each process makes a worker of its own with `make(order)`; both must be importable and picklable. `alone` are items
    that take long: each is begun by itself, before `items` is asked which there are. With one job, or no more items
    than a `chunk` and none alone, this process does the work. When the caller stops, all processes have ended, and what
    they were at was broken off as by Ctrl-C. Raises WorkerError where a process was killed.

    >>> list(spread(lambda base: lambda number: base + number, 10, [1, 2], jobs=1, chunk=16, alone=[3]))
    [13, 11, 12]
    """
    if jobs > 1 and not alone:
        items = list(items)
        jobs = jobs if len(items) > chunk else 1
    if jobs <= 1:
        work = make(order)
        yield from map(work, chain(alone, items))
        return
    context = multiprocessing.get_context("spawn")
    # Shared without a lock, which a process that is killed would keep for ever.
    stopped = context.RawValue(ctypes.c_bool, False)
    others = frozenset(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, context, _begin, (make, order, stopped))
    try:
        begun = [pool.submit(_work, [item]) for item in alone]
        begun += [pool.submit(_work, each) for each in _chunks(items, chunk)]
        for future in begun if in_order else as_completed(begun):
            yield from future.result()
        pool.shutdown()
    except BrokenProcessPool as error:
        raise WorkerError(
            "Een van de processen die het werk doen is gestopt.",
            advice="Probeer het met --jobs 1; dat vraagt minder geheugen.",
        ) from error
    finally:
        stopped.value = True
        pool.shutdown(wait=False, cancel_futures=True)
        _end(frozenset(multiprocessing.active_children()) - others)


def _chunks(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    listed = list(items)
    return (listed[start : start + size] for start in range(0, len(listed), size))


def _end(processes: Collection[BaseProcess]) -> None:
    """Wait until processes that were told to stop have ended; end what does not."""
    until = time.monotonic() + _GRACE
    for process in processes:
        process.join(max(0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


@dataclass(frozen=True, slots=True)
class _Worker:
    """What a process works with, and whether it is to stop."""

    work: Callable[[Any], Any]
    stopped: ctypes.c_bool


_worker: list[_Worker] = []
"""The worker of this process; `ProcessPoolExecutor` hands nothing from its initializer to its tasks."""


def _begin(make: Callable[[Any], Callable[[Any], Any]], order: object, stopped: ctypes.c_bool) -> None:
    """Make this process a worker: a Ctrl-C is for the one that started it, whose end it does not outlive."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    watch = _Watch(stopped)
    signal.signal(signal.SIGTERM, watch.leave)
    Thread(target=watch, daemon=True).start()
    _worker[:] = [_Worker(make(order), stopped)]
    watch.begun = True


class _Watch:
    """Has the process break off what it is at when it is to stop, or when the one that started it is gone."""

    def __init__(self, stopped: ctypes.c_bool) -> None:
        self.begun = False
        self._stopped = stopped
        self._over = False

    def __call__(self) -> None:
        parent = multiprocessing.parent_process()
        while not self._stopped.value and parent and parent.is_alive():
            parent.join(_LOOK)
        self._over = True
        until = time.monotonic() + _GRACE
        while time.monotonic() < until:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(_LOOK)
        os._exit(1)

    def leave(self, number: int, _frame: object) -> None:
        """Break off, once; a signal that comes from elsewhere is for the process that started this one."""
        if self._over and self.begun:
            self.begun = False
            # Libraries grumble of what is broken off in the middle.
            sys.unraisablehook = lambda _: None
            raise SystemExit(128 + number)


def _work(items: Sequence[Any]) -> list[Any]:
    [worker] = _worker
    return [worker.work(item) for item in items if not worker.stopped.value]
