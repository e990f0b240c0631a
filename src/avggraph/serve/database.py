"""The database: Oxigraph's own server as a process beside ours, which only reads, and is replaced when it fails.

Oxigraph 0.5 looks at its time limit only between some steps, and goes on with a question whose asker hung up: a count
over three unconnected patterns was seen to run for minutes with a limit of two seconds. So a process in which a
question ran out of time is retired: a new one takes the next questions, and the old one ends when its last answer has.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from avggraph.errors import EndpointError, StoreError
from avggraph.query.engines import UNIONS
from avggraph.remote import Address
from avggraph.serve import guard
from avggraph.serve.upstream import Dataset, Upstream

_LOG = logging.getLogger("avggraph.serve")
_START = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0
_HOST = "127.0.0.1"

# Sent with a query, and no option of the program: that would hold for queries too that name their graphs with FROM.
_UNION = UNIONS["oxigraph"].parameters(())


class Lease(Protocol):
    """The use of a database for one question."""

    @property
    def upstream(self) -> Upstream:
        """Where to ask."""
        ...

    @property
    def union(self) -> Dataset:
        """What to send along so that the default graph is the union of all graphs."""
        ...

    def overrun(self) -> None:
        """Say that the question ran out of time, and may be running still."""
        ...


@dataclass(eq=False, slots=True)
class _Process:
    """One running Oxigraph, and how many answers come from it."""

    process: asyncio.subprocess.Process
    upstream: Upstream
    users: int = 0
    retired: bool = False
    told: bool = False
    union: Dataset = _UNION

    def tell_of_end(self) -> None:
        """Say once that it ended by itself; whoever asked it last may notice that before it was waited for."""
        if self.process.returncode is not None and not (self.retired or self.told):
            self.told = True
            _LOG.error("De database stopte (code %s); hij wordt opnieuw gestart.", self.process.returncode)

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()

    def overrun(self) -> None:
        if not self.retired:
            self.retired = True
            _LOG.warning("Een vraag liep uit de tijd; een nieuwe database neemt het over.")


class Database:
    """A build's store, answered by Oxigraph. `starts` counts the processes there were."""

    def __init__(self, store: Path, timeout: float, memory: int = 0, program: str | None = None) -> None:
        self._store = store
        self._timeout = timeout
        self._memory = memory
        self._program = program or oxigraph_program()
        self._current: _Process | None = None
        self._old: set[_Process] = set()
        self._changed = asyncio.Event()
        self.starts = 0

    @property
    def is_up(self) -> bool:
        """Whether questions can be asked."""
        current = self._current
        return current is not None and current.process.returncode is None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the database, as long as the context is open; `StoreError` where it does not start."""
        self._current = await self._start()
        keeper = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper
            await self._end_all()

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Lease]:
        """Use the database for one question; `EndpointError` while there is none."""
        current = self._current
        if current is None or current.process.returncode is not None:
            raise EndpointError("De database wordt opnieuw gestart.", advice="Probeer het zo opnieuw.")
        current.users += 1
        try:
            yield current
        finally:
            current.users -= 1
            self._changed.set()

    async def _keep(self) -> None:
        """Replace the process that ended or was retired, and end retired ones that nobody uses."""
        pause = _FIRST_PAUSE
        while True:
            current = self._current
            if current is not None:
                current.tell_of_end()
            if current is None or current.process.returncode is not None or current.retired:
                try:
                    fresh = await self._start()
                except (StoreError, OSError) as error:
                    _LOG.error("De database start niet: %s", error)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
                    continue
                pause = _FIRST_PAUSE
                if current is not None:
                    self._old.add(current)
                self._current = fresh
            for old in [each for each in self._old if each.users == 0 or each.process.returncode is not None]:
                old.end()
                await old.process.wait()
                self._old.discard(old)
            await self._next_change()

    async def _next_change(self) -> None:
        assert self._current is not None
        ended = asyncio.create_task(self._current.process.wait())
        changed = asyncio.create_task(self._changed.wait())
        try:
            await asyncio.wait((ended, changed), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._changed.clear()
            for task in (ended, changed):
                task.cancel()

    async def _start(self) -> _Process:
        with socket.socket() as found:
            found.bind((_HOST, 0))
            port = int(found.getsockname()[1])
        command = (self._program, "serve-read-only", "--location", str(self._store), "--bind", f"{_HOST}:{port}")
        options = ("--timeout-s", str(math.ceil(self._timeout)))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", guard.__file__, str(self._memory), *command, *options),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            # Ctrl-C in a terminal goes to all of a session: this one ends when its answers have.
            start_new_session=True,
        )
        started = _Process(process, Upstream(Address.parse(f"http://{_HOST}:{port}/query")))
        try:
            async with asyncio.timeout(_START):
                while not await _answers(port):
                    self._require_alive(process)
                    await asyncio.sleep(0.02)
            self._require_alive(process)
        except BaseException as error:
            started.end()
            await process.wait()
            if not isinstance(error, TimeoutError):
                raise
            raise StoreError(
                f"Oxigraph antwoordt niet binnen {_START:g} seconden.", advice="Kijk of de machine vol is."
            ) from error
        self.starts += 1
        return started

    def _require_alive(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is not None:
            raise StoreError(
                f"Oxigraph kan de database in {self._store} niet openen (code {process.returncode}).",
                advice="Bouw de graaf opnieuw.",
            )

    async def _end_all(self) -> None:
        processes = [*self._old, *([self._current] if self._current else [])]
        self._current, self._old = None, set()
        for each in processes:
            each.end()
        await asyncio.gather(*(each.process.wait() for each in processes))


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(_HOST, port)
    except OSError:
        return False
    writer.close()
    return True


def oxigraph_program() -> str:
    """Find Oxigraph's server, which comes with ours from PyPI; `StoreError` where it is gone."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise StoreError("Het programma oxigraph is er niet.", advice="Installeer het: pip install oxigraph.")
    return program
