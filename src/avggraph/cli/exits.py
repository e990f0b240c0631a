"""Exit codes, and errors as words on a terminal: the one place where an error becomes either."""

from __future__ import annotations

import sys
from enum import IntEnum

from avggraph.errors import AvggraphError, SourceError


class Exit(IntEnum):
    """What a command's exit code says.

    `FINDINGS`: findings at or above `--fail-on`. `USAGE`: the call, a query or a folder is wrong, nothing was done.
    `UNREADABLE`: some input could not be read; the rest was.
    """

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    INTERRUPTED = 130


def report(error: AvggraphError) -> Exit:
    """Say an error on stderr and give the exit code that goes with it."""
    place = f"{error.where}: " if error.where else ""
    sys.stderr.write(f"Fout: {place}{error.what}\n")
    if error.advice:
        sys.stderr.write(f"  {error.advice}\n")
    return Exit.UNREADABLE if isinstance(error, SourceError) else Exit.USAGE
