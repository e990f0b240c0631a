"""Work spread over processes, its results in order; what is not begun when the caller stops, is not begun."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeVar

from avggraph.errors import WorkerError

_Order = TypeVar("_Order")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(
    make: Callable[[_Order], Callable[[_Item], _Result]],
    order: _Order,
    items: Sequence[_Item],
    *,
    jobs: int,
    chunk: int,
) -> Iterator[_Result]:
    """Give what a worker makes of each item, in the order of the items.

    Each process makes a worker of its own with `make(order)`; both must be importable and picklable. With one job, or
    no more items than a `chunk`, this process does the work. Raises WorkerError where a process was killed.

    >>> list(spread(lambda base: lambda number: base + number, 10, [1, 2], jobs=1, chunk=16))
    [11, 12]
    """
    if jobs <= 1 or len(items) <= chunk:
        work = make(order)
        yield from (work(item) for item in items)
        return
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    context = multiprocessing.get_context("spawn")
    # Shared without a lock, which a process that is killed would keep for ever.
    stopped = context.RawValue(ctypes.c_bool, False)
    pool = ProcessPoolExecutor(min(jobs, len(chunks)), context, _begin, (make, order, stopped))
    try:
        for results in pool.map(_work, chunks):
            yield from results
        pool.shutdown()
    except BrokenProcessPool as error:
        raise WorkerError(
            "Een van de processen die het werk doen is gestopt.",
            advice="Probeer het met --jobs 1; dat vraagt minder geheugen.",
        ) from error
    finally:
        stopped.value = True
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Worker:
    """What a process works with, and whether it is to stop."""

    work: Callable[[Any], Any]
    stopped: ctypes.c_bool


_worker: list[_Worker] = []
"""The worker of this process; `ProcessPoolExecutor` hands nothing from its initializer to its tasks."""


def _begin(make: Callable[[Any], Callable[[Any], Any]], order: object, stopped: ctypes.c_bool) -> None:
    """Make this process a worker: a Ctrl-C is for the one that started it, whose end it does not outlive."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [_Worker(make(order), stopped)]


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(items: Sequence[Any]) -> list[Any]:
    [worker] = _worker
    return [worker.work(item) for item in items if not worker.stopped.value]
