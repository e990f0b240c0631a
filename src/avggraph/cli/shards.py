"""The command that makes a graph in shards, by as many machines as there are: `shards`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import BaseIri, Columns, Jobs, Layout, MaxSize, Quiet, Register, RegisterDate, WithNames
from avggraph.cli.endings import clearing_up
from avggraph.cli.exits import Exit
from avggraph.cli.options import date_of, meaning_of_columns, size_in_bytes

if TYPE_CHECKING:
    from avggraph.executors import Executor
    from avggraph.shards import Manifest
    from avggraph.shards.work import ShardResult


@clearing_up("De scherven zijn niet af: er is geen manifest.json.")
def shards(
    sources: Annotated[list[str], typer.Argument(help="Bestanden en mappen, ook op een opslag (s3://…, abfs://…).")],
    out: Annotated[str, typer.Option("--out", "-o", help="De map of opslag waarin de scherven komen.")],
    scheduler: Annotated[
        str | None, typer.Option(help="Het adres van een Dask-scheduler, zoals tcp://host:8786.")
    ] = None,
    jobs: Jobs = None,
    chunk: Annotated[int, typer.Option(min=1, help="Bestanden per scherf.")] = 256,
    base_iri: BaseIri = None,
    register: Register = "rijksoverheid",
    on: RegisterDate = None,
    layout: Layout = None,
    max_size: MaxSize = 20,
    columns: Columns = None,
    wordings: Annotated[
        Path | None, typer.Option(help="Eigen betekenis van woorden (.sssom.tsv), waar alle workers erbij kunnen.")
    ] = None,
    with_names: WithNames = False,
    quiet: Quiet = False,
) -> None:
    """Maak de graaf in scherven van N-Quads, voor een eigen database; met --scheduler door veel machines."""
    from avggraph.graph.naming import DEFAULT_BASE, Naming
    from avggraph.pipeline import BuildOptions
    from avggraph.read import Limits
    from avggraph.shards import Sharding, build_shards

    options = BuildOptions(
        naming=Naming(base_iri or DEFAULT_BASE, register),
        limits=Limits(max_bytes=size_in_bytes(max_size)),
        layout=layout,
        columns=meaning_of_columns(columns),
        wordings=wordings,
        on=date_of(on),
        with_names=with_names,
    )
    progress = _Progress(quiet=quiet)
    sharding = Sharding(options, chunk=chunk, start=_workers(scheduler, jobs or os.cpu_count() or 1))
    manifest = build_shards(sources, out, sharding, progress.watch)
    if not quiet:
        typer.echo(_summary(manifest, out))
    if manifest.unreadable:
        raise typer.Exit(Exit.UNREADABLE)


def _workers(scheduler: str | None, jobs: int) -> Callable[[], Executor] | None:
    from avggraph.executors import Processes
    from avggraph.shards.dask import DaskExecutor

    if scheduler is not None:
        return lambda: DaskExecutor(scheduler)
    return (lambda: Processes(jobs)) if jobs > 1 else None


class _Progress:
    """Tells on stderr, where that is a terminal, how many shards there are."""

    def __init__(self, *, quiet: bool) -> None:
        self._tells = not quiet and sys.stderr.isatty()
        self._shards = 0

    def watch(self, result: ShardResult) -> None:
        self._shards += 1
        if self._tells:
            sys.stderr.write(f"\rScherven: {self._shards} ({result.shard.name})")


def _summary(manifest: Manifest, out: str) -> str:
    size = sum(shard.size for shard in manifest.shards)
    return "\n".join(
        (
            f"Beschrijvingen:  {manifest.records}",
            f"Overgeslagen:    {manifest.skipped}, waarvan niet te lezen: {manifest.unreadable}",
            f"Graaf:           {manifest.quads} quads in {len(manifest.shards)} scherven, {size / 1e6:.1f} MB",
            f"Geschreven naar: {out}",
        )
    )
