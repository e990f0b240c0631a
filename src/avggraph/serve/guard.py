"""A process that ends the program it runs when its own parent is gone, however that ended.

Run as a script: `python guard.py MEMORY PROGRAM ARGUMENT…`, with a pipe as its input that the parent keeps open.
MEMORY is the most the program may allocate, in bytes, 0 for no limit. It imports nothing of avggraph.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

_ENDINGS = (signal.SIGTERM, signal.SIGINT)


def main() -> int:
    """Run the program; give its exit code."""
    memory, *command = sys.argv[1:]
    if int(memory):
        _limit(int(memory))
    # Who ends us before we can end the program is answered once we can.
    _hold(signal.SIG_BLOCK)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def end_with_parent() -> None:
        while os.read(0, 1):
            pass
        child.kill()

    # The database only reads: there is nothing to put away.
    for number in _ENDINGS:
        signal.signal(number, lambda _number, _frame: child.kill())
    _hold(signal.SIG_UNBLOCK)
    threading.Thread(target=end_with_parent, daemon=True).start()
    return child.wait()


def _hold(how: int) -> None:
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.pthread_sigmask(how, _ENDINGS)


def _limit(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        # What is allocated, and not the files that are mapped.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


if __name__ == "__main__":
    # Without the shutdown of Python, which waits for the thread that reads our input, and may break off on it.
    os._exit(main() & 0xFF)
