"""Ends that others ask for: a command that writes into a folder clears up what it was at, as it does at Ctrl-C."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# SIGTERM: `kill`, `docker stop`, systemd. SIGHUP: the terminal is gone; Windows has none.
_NAMES = ("SIGTERM", "SIGHUP")


_KEPT = "Wat er was, is gebleven."
# Of the process, as its signals are: what is left when it is broken off.
_left = [_KEPT]


def what_is_left() -> str:
    """Say what the command that was broken off leaves behind."""
    return _left[-1]


@contextmanager
def clearing_up(left: str = _KEPT) -> Iterator[None]:
    """Have SIGTERM and SIGHUP end the block by `SystemExit`, with 128 and the signal's number for its code.

    A second signal ends the process at once. A signal that is ignored (`nohup`) stays so. `left` says what is left
    behind when the block is broken off.
    """
    _left.append(left)
    wanted = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in wanted}
    taken = [number for number, handler in before.items() if handler is signal.SIG_DFL]

    def leave(number: int, _frame: object) -> None:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)
        _hush()
        raise SystemExit(128 + number)

    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    except KeyboardInterrupt:
        _hush()
        raise
    finally:
        for number in taken:
            signal.signal(number, before[number])


def _hush() -> None:
    """Say nothing of what libraries grumble of when they are broken off in the middle."""
    sys.unraisablehook = lambda _: None
