"""The resident memory of a process and all below it, sampled while it runs (Linux, `/proc`).

Pages that processes share are counted for each of them: the sum is at most too high.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)
_HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """The memory of a tree of processes, in MiB, so many seconds after the first sample."""

    seconds: float
    memory: float


def watched(pid: int, ended: Callable[[], bool], every: float) -> Iterator[Sample]:
    """Sample until the process has ended."""
    begun = time.perf_counter()
    while not ended():
        yield Sample(round(time.perf_counter() - begun, 2), round(tree_memory(pid), 1))
        time.sleep(every)


def tree_memory(pid: int) -> float:
    """Give the memory of a process and its descendants, in MiB."""
    return sum(_figure(each, _RESIDENT) for each in (pid, *_descendants(pid)))


def highest(pid: int | str = "self") -> float:
    """Give the most memory that one process has had, in MiB; `ru_maxrss` counts what started it too."""
    return _figure(pid, _HIGHEST)


def _figure(pid: int | str, pattern: re.Pattern[str]) -> float:
    try:
        found = pattern.search(Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:  # it ended in between
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text(encoding="utf-8").split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _descendants(child)
