"""The command line in the process of the tests: starting the program takes longer than most of what it is asked.

So does reading the saved questions, which are read once here.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from avggraph import query
from avggraph.cli import main

_load_catalogue = cache(query.load_catalogue)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def avggraph(*arguments: str | Path, cwd: Path | None = None) -> Said:
    """Run a command as the program does; what the program would die of, is raised.

    That a process says the same, tests/cli/test_cli.py shows.
    """
    out, error = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        # As `python -m avggraph` has them: messages name the program after these.
        patch.setattr(sys, "argv", ["__main__.py", *map(str, arguments)])
        patch.setattr(sys.modules["__main__"], "__package__", "avggraph", raising=False)
        patch.setattr(query, "load_catalogue", _load_catalogue)
        stack.enter_context(chdir(cwd or Path.cwd()))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(error))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Said(code, _text(out), _text(error))


def _text(written: TextIOWrapper) -> str:
    """Give the text, with the ends of lines that `subprocess` gives it."""
    written.seek(0)
    return written.read().replace("\r\n", "\n")
