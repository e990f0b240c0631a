"""The process that answers questions is there as long as the server is."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from avggraph.errors import StoreError
from avggraph.serve import database, guard
from avggraph.serve.database import Database
from avggraph.store import open_output


def test_a_database_that_a_full_machine_does_not_start_is_tried_again(
    built_examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = asyncio.create_subprocess_exec
    refused: list[tuple[Any, ...]] = []
    started: list[asyncio.subprocess.Process] = []

    async def refuses_the_second(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        if started and not refused:
            refused.append(command)
            raise OSError(24, "Too many open files")
        started.append(await start(*command, **options))
        return started[-1]

    async def main() -> None:
        monkeypatch.setattr(asyncio, "create_subprocess_exec", refuses_the_second)
        database = Database(open_output(built_examples).store, timeout=30)
        async with database.running():
            async with database.lease() as lease:
                lease.overrun()
            async with asyncio.timeout(60):
                while database.starts < 2:
                    await asyncio.sleep(0.05)
            assert refused and database.is_up
        # The server may be ended while the old process is waited for: it is gone too.
        assert len(started) == database.starts == 2
        assert all(each.returncode is not None for each in started)

    asyncio.run(main())


def test_a_database_that_does_not_answer_in_time_has_ended_when_that_is_told(
    built_examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = asyncio.create_subprocess_exec
    started: list[asyncio.subprocess.Process] = []

    async def noted(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        started.append(await start(*command, **options))
        return started[-1]

    async def never(_port: int) -> bool:
        return False

    async def main() -> None:
        with pytest.raises(StoreError, match="antwoordt niet"):
            async with Database(open_output(built_examples).store, timeout=30).running():
                pass
        assert [each.returncode for each in started] != [None]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    monkeypatch.setattr(database, "_answers", never)
    monkeypatch.setattr(database, "_START", 0.1)
    asyncio.run(main())
    assert len(started) == 1


def test_a_guard_that_is_told_to_end_while_it_starts_leaves_no_program_behind() -> None:
    for pause in range(0, 100, 4):
        guarding = subprocess.Popen(
            [sys.executable, "-I", guard.__file__, "0", "sleep", "60"], stdin=subprocess.PIPE, start_new_session=True
        )
        with guarding:
            time.sleep(pause / 1000)
            guarding.terminate()
        # Before it watches, by the signal; then with the code of what it killed.
        assert guarding.returncode in {-signal.SIGTERM, -signal.SIGKILL & 0xFF}
        with pytest.raises(ProcessLookupError):
            os.killpg(guarding.pid, signal.SIGKILL)
