"""Exit codes, and errors as words on a terminal: the one place where an error becomes either."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

from avggraph.errors import AvggraphError, EndpointError, SourceError

if TYPE_CHECKING:
    from avggraph.validate import Severity


class Exit(IntEnum):
    """What a command's exit code says.

    `FINDINGS`: findings at or above `--fail-on`. `USAGE`: the call, a query or a folder is wrong, nothing was done.
    `UNREADABLE`: some input could not be read; the rest was. `ENDPOINT`: a server did not answer as it should.
    `HUNG_UP`, `INTERRUPTED`, `TERMINATED`: broken off by SIGHUP, Ctrl-C, SIGTERM; 128 and the signal's number, as
    shells have it.
    """

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    ENDPOINT = 4
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


BROKEN_OFF = frozenset({Exit.HUNG_UP, Exit.INTERRUPTED, Exit.TERMINATED})
"""The codes of a command that was broken off."""


def report(error: AvggraphError) -> Exit:
    """Say an error on stderr and give the exit code that goes with it."""
    place = f"{error.where}: " if error.where else ""
    sys.stderr.write(f"Fout: {place}{error.what}\n")
    if error.advice:
        sys.stderr.write(f"  {error.advice}\n")
    match error:
        case SourceError():
            return Exit.UNREADABLE
        case EndpointError():
            return Exit.ENDPOINT
        case _:
            return Exit.USAGE


def fail_on_findings(threshold: Severity | None, severities: Iterable[Severity]) -> None:
    """Stop with the exit code for findings where one is at or above the threshold; never where there is none."""
    if threshold is not None and any(severity >= threshold for severity in severities):
        raise typer.Exit(Exit.FINDINGS)
