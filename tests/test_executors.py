"""Work on any executor: in order, no more than a window ahead, and a worker that dies is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from avggraph.executors import Processes, in_order
from breaking_executor import Breaking

Numbers = tuple[int, ...]


class Threads(ThreadPoolExecutor):
    """Threads that count what they were given and not yet rid of."""

    def stop(self) -> None:
        self.shutdown(cancel_futures=True)


def halves(numbers: Numbers) -> Sequence[Numbers]:
    middle = len(numbers) // 2
    return (numbers[:middle], numbers[middle:]) if middle else (numbers,)


def lost(numbers: Numbers) -> list[str]:
    return [f"lost {number}" for number in numbers]


def doubled(numbers: Numbers) -> list[str]:
    return [f"{2 * number}" for number in numbers]


def slowly(numbers: Numbers) -> list[str]:
    time.sleep(0.01 * (3 - numbers[0] % 3))
    return doubled(numbers)


def killed_at_seven(numbers: Numbers) -> list[str]:
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(numbers)


def slept(numbers: Numbers) -> list[str]:
    time.sleep(600)
    return doubled(numbers)


def failing(_numbers: Numbers) -> list[str]:
    raise ZeroDivisionError


def all_of(results: Sequence[list[str]]) -> list[str]:
    return [each for result in results for each in result]


def test_results_come_in_the_order_of_the_items() -> None:
    items: list[Numbers] = [(n,) for n in range(20)]
    found = list(in_order(slowly, items, lambda: Threads(4), window=8, halves=halves, lost=lost))
    assert found == [doubled(item) for item in items]


def test_no_more_is_begun_than_the_window() -> None:
    begun: list[int] = []

    def work(numbers: Numbers) -> list[str]:
        begun.append(numbers[0])
        return doubled(numbers)

    items: Iterator[Numbers] = ((n,) for n in range(100))
    with_window = in_order(work, items, lambda: Threads(1), window=5, halves=halves, lost=lost)
    for taken, _ in enumerate(with_window, 1):
        assert len(begun) <= taken + 4


@pytest.mark.parametrize("numbers", [{3}, {0}, {19}, {3, 4, 12}, set(range(20))])
@pytest.mark.parametrize("window", [1, 3, 50])
def test_what_breaks_a_worker_is_found_and_nothing_else_is_lost(numbers: set[int], window: int) -> None:
    items = [tuple(range(start, start + 5)) for start in range(0, 20, 5)]
    found = in_order(
        doubled,
        items,
        lambda: Breaking(lambda item: not numbers.isdisjoint(item)),
        window=window,
        halves=halves,
        lost=lost,
    )
    assert all_of(list(found)) == [f"lost {n}" if n in numbers else f"{2 * n}" for n in range(20)]


def test_a_process_that_is_killed_is_replaced() -> None:
    items = [tuple(range(start, start + 4)) for start in range(0, 12, 4)]
    found = in_order(killed_at_seven, items, lambda: Processes(2), window=6, halves=halves, lost=lost)
    assert all_of(list(found)) == [f"lost {n}" if n == 7 else f"{2 * n}" for n in range(12)]


def test_who_stops_taking_results_leaves_no_process() -> None:
    before = set(multiprocessing.active_children())
    items: list[Numbers] = [(1,), (2,), (3,)]
    results = in_order(slept, items, lambda: Processes(2), window=3, halves=halves, lost=lost)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        signal.signal(signal.SIGALRM, interrupt)
        signal.alarm(3)
        next(results)
    # The executor's own thread reaps them too: one that is gone looks alive until that thread has noted it.
    end = time.monotonic() + 10
    while not set(multiprocessing.active_children()) <= before and time.monotonic() < end:
        time.sleep(0.01)
    assert set(multiprocessing.active_children()) <= before


def test_an_exception_of_the_work_is_raised() -> None:
    items: list[Numbers] = [(1,)]
    with pytest.raises(ZeroDivisionError):
        list(in_order(failing, items, lambda: Threads(1), window=1, halves=halves, lost=lost))
