"""The process that answers questions is there as long as the server is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from avggraph.serve.database import Database
from avggraph.store import open_output


def test_a_database_that_a_full_machine_does_not_start_is_tried_again(
    built_examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = asyncio.create_subprocess_exec
    refused: list[tuple[Any, ...]] = []

    async def refuses_once(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        if len(refused) == 0:
            refused.append(command)
            raise OSError(24, "Too many open files")
        return await start(*command, **options)

    async def main() -> None:
        database = Database(open_output(built_examples).store, timeout=30)
        async with database.running():
            monkeypatch.setattr(asyncio, "create_subprocess_exec", refuses_once)
            async with database.lease() as lease:
                lease.overrun()
            async with asyncio.timeout(60):
                while database.starts < 2:
                    await asyncio.sleep(0.05)
            assert refused and database.is_up

    asyncio.run(main())
