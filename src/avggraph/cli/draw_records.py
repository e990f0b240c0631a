"""Drawing all records: progress, what could not be drawn, and how many there are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from avggraph.cli.exits import Exit
from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.diagram.batch import Order


def draw_records(order: Order, jobs: int, *, quiet: bool) -> Exit:
    """Draw all records with progress on a terminal; a record that cannot be drawn is said on stderr."""
    from avggraph.diagram.batch import count_records, draw_all

    counts = {"drawn": 0, "failed": 0, "skipped": 0}
    last = ""
    with _Counter(count_records(order.graph), quiet=quiet) as counter:
        for each in draw_all(order, jobs=jobs):
            counter.advance()
            counts["failed" if each.error else "skipped" if each.skipped else "drawn"] += 1
            last = each.skipped or last
            if each.error:
                sys.stderr.write(f"Niet getekend: {each.reference}: {each.error}\n")
    if counts["skipped"] and not counts["drawn"]:
        raise UsageError("Geen enkele verwerking heeft wat is gekozen.", advice=last)
    if not quiet:
        formats = ", ".join(order.formats)
        typer.echo(f"Getekend: {_records(counts['drawn'])} ({formats}) in {order.out}")
        if counts["skipped"]:
            typer.echo(f"Overgeslagen: {_records(counts['skipped'])} zonder wat is gekozen")
    return Exit.UNREADABLE if counts["failed"] else Exit.FINE


def _records(count: int) -> str:
    return f"{count} verwerking" if count == 1 else f"{count} verwerkingen"


class _Counter:
    """Tells on stderr how many of so many are done, where that is a terminal."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> _Counter:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._progress = Progress(
                TextColumn("Tekenen"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._progress.add_task("", total=self._total)
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._quiet:
            self._progress.stop()

    def advance(self) -> None:
        if not self._quiet:
            self._progress.advance(self._task)
