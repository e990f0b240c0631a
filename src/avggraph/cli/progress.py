"""Progress on stderr, where that is a terminal; a quiet build says there what it could not read."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

    from avggraph.pipeline import Document

_STATIONS = {
    "store": "Database vullen",
    "reports": "Bevindingen opschrijven",
}


class Progress:
    """Watches a build."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._status: Status | None = None
        self._read = 0

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.status import Status

            self._status = Status("Lezen", console=Console(stderr=True))
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def watch(self, station: str, document: Document | None) -> None:
        """Take what the build tells."""
        if document is not None:
            self._read += 1
            self._tell(document)
        if self._status:
            name = _STATIONS.get(station, station.replace("write", "Schrijven van"))
            self._status.update(f"Lezen: {self._read}" if document else name)

    def _tell(self, document: Document) -> None:
        if self._quiet and document.unreadable:
            sys.stderr.write(f"Niet gelezen: {document.name}: {document.skipped}\n")
