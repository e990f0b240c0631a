"""The command that brings a build to a server: `load`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import Folder, Quiet
from avggraph.cli.endings import clearing_up
from avggraph.cli.options import seconds_of

if TYPE_CHECKING:
    from avggraph.graph_store import Plan
    from avggraph.graph_store.load import Watch


@clearing_up()
def load(
    folder: Folder,
    endpoint: Annotated[str, typer.Option(help="Het adres van de Graph Store, zoals http://localhost:7878/store.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Zeg wat er zou veranderen, en verander niets.")] = False,
    all_graphs: Annotated[bool, typer.Option("--all", help="Vervang ook grafen die al gelijk heten te zijn.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconden die de server per graaf krijgt.")] = 60,
    quiet: Quiet = False,
) -> None:
    """Breng de graaf naar een server; alleen grafen die veranderd zijn worden vervangen."""
    from avggraph.graph_store import GraphStore, load_build
    from avggraph.remote import Address, Client, credentials_for
    from avggraph.store import open_output

    output = open_output(folder)
    address = Address.parse(endpoint)
    with (
        Client(address, credentials_for(address, os.environ), timeout=seconds_of(timeout)) as client,
        _progress(quiet=quiet) as watch,
    ):
        plan = load_build(output, GraphStore(client), all_graphs=all_graphs, dry_run=dry_run, watch=watch)
    if not quiet:
        typer.echo(_summary(plan, dry_run=dry_run))


def _summary(plan: Plan, *, dry_run: bool) -> str:
    triples = sum(graph.triples for graph in plan.replaced)
    return "\n".join(
        (
            f"Vervangen:    {len(plan.replaced)} grafen, {triples} triples",
            f"Ongewijzigd:  {len(plan.unchanged)} grafen",
            f"Verwijderd:   {len(plan.removed)} grafen",
            *(("Er is niets veranderd (--dry-run).",) if dry_run else ()),
        )
    )


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Watch]:
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Lezen") as status:
        yield lambda done, all_graphs: status.update(f"Grafen: {done} van {all_graphs}")
