"""The parts of a live site that are written in one stream: each when the first of its files is asked for.

A process of its own writes a part, so that pages are answered meanwhile, and a server that is stopped does not wait.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import anyio.to_process

from avggraph.publish import Setting
from avggraph.publish.parts import PARTS, Part
from avggraph.serve.pages import FolderPages
from avggraph.serve.problem import Problem, RefusedError
from avggraph.store import Output, open_output

_LOG = logging.getLogger("avggraph.serve")
# Seconds after which a part that could not be written is tried again.
_RETRY = 60


class WrittenParts:
    """The parts of a build's site, in a temporary folder that `close` removes; `retry` is in seconds."""

    def __init__(self, output: Output, setting: Setting, retry: float = _RETRY) -> None:
        self._output = output
        self._setting = setting
        self._retry = retry
        self._folder: TemporaryDirectory[str] | None = None
        self._locks = {part.name: asyncio.Lock() for part in PARTS}
        self._made: dict[str, Path] = {}
        self._failed: dict[str, float] = {}

    def made(self, part: Part) -> FolderPages | None:
        """Give the files of a part; None while they are not there."""
        root = self.root(part)
        return FolderPages(root) if root else None

    def root(self, part: Part) -> Path | None:
        """Give the folder that a part was written into as if it were the site's; None while it is not there."""
        return self._made.get(part.name)

    async def make(self, part: Part) -> None:
        """Write a part that is not there, once for all who ask. Raises `RefusedError` where that fails, or just did."""
        async with self._locks[part.name]:
            if part.name in self._made:
                return
            if (wait := self._until(part)) > 0:
                raise RefusedError(_problem(wait))
            self._made[part.name] = await self._write(part)

    async def _write(self, part: Part) -> Path:
        places = " ".join(part.places)
        _LOG.info("De bestanden van %s worden gemaakt.", places)
        root: Path | None = None
        try:
            root = self._new_root()
            await anyio.to_process.run_sync(
                _write, part.name, self._output.folder, self._setting, root, cancellable=True
            )
        except (Exception, KeyboardInterrupt) as error:
            # A Ctrl-C in a terminal is for the process that writes, too.
            self._failed[part.name] = time.monotonic()
            _LOG.error("De bestanden van %s zijn niet te maken: %s", places, error or type(error).__name__)
            if root:
                shutil.rmtree(root, ignore_errors=True)
            raise RefusedError(_problem(self._retry)) from error
        _LOG.info("De bestanden van %s zijn er.", places)
        return root

    def close(self) -> None:
        """Remove what was written."""
        if self._folder:
            self._folder.cleanup()

    def _until(self, part: Part) -> float:
        """Give the seconds until a part that failed is tried again."""
        return self._failed[part.name] + self._retry - time.monotonic() if part.name in self._failed else 0

    def _new_root(self) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="avggraph-", ignore_cleanup_errors=True)
        return Path(mkdtemp(dir=self._folder.name))


def _problem(wait: float) -> Problem:
    seconds = max(1, round(wait))
    return Problem(503, "part", {"seconds": seconds}, retry_after=seconds)


def _write(name: str, graph: Path, setting: Setting, root: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    [part] = [each for each in PARTS if each.name == name]
    output = open_output(graph)
    if part.made_of(output, setting):
        part.write(output, setting, root)
