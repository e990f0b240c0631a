"""The command that puts a build on the web."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.arguments import Quiet


def publish(
    graph: Annotated[Path, typer.Argument(help="De map die `avggraph build` schreef.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="De map waarin de site komt.")],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processen die bladzijden maken; anders zoveel als er kernen zijn.")
    ] = None,
    endpoint: Annotated[
        str, typer.Option(help="Het SPARQL-endpoint waar de bladzijden hun vragen stellen: een adres, of sparql.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Maak van een graaf een site: bladzijden, lijsten en gegevens als linked data."""
    from avggraph.publish import Order, publish

    made = total = 0
    for done in publish(Order(graph, out, jobs or os.cpu_count() or 1, endpoint)):
        total += 1
        made += done.made
    if not quiet:
        typer.echo(f"Gemaakt: {made} van {total} bladzijden, in {out}")
