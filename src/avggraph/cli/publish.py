"""The command that puts a build on the web."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.arguments import About, Earlier, Oins, Quiet
from avggraph.cli.endings import clearing_up
from avggraph.cli.options import setting_of


@clearing_up()
def publish(
    graph: Annotated[Path, typer.Argument(help="De map die `avggraph build` schreef.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="De map waarin de site komt.")],
    base_uri: Annotated[
        str,
        typer.Option(help="Het adres waaronder de site komt te staan, met / aan het eind; anders dat van de graaf."),
    ] = "",
    about: About = None,
    earlier: Earlier = None,
    oins: Oins = None,
    endpoint: Annotated[
        str, typer.Option(help="Het SPARQL-endpoint waar de bladzijden hun vragen stellen.", show_default="geen")
    ] = "",
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processen die bladzijden maken; anders zoveel als er kernen zijn.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Maak van een graaf een site: bladzijden, lijsten en gegevens als linked data."""
    from avggraph.publication import missing_facts
    from avggraph.publish import Order, publish
    from avggraph.publish.parts import shapes_are_written
    from avggraph.store import open_output

    setting = setting_of(about, earlier, oins, endpoint)
    publication = setting.publication
    made = total = 0
    order = Order(graph, out, base_uri or publication.base, setting, jobs or os.cpu_count() or 1)
    with closing(publish(order)) as pages:
        for done in pages:
            total += 1
            made += done.made
    if not quiet:
        typer.echo(f"Gemaakt: {made} van {total} bladzijden, in {out}")
        if not shapes_are_written(open_output(graph), map(open_output, setting.earlier)):
            typer.echo(
                "Niet geschreven: de vormen van anderen (api/, data/interop/), want de graaf bevat namen van mensen"
            )
        if missing := missing_facts(publication):
            names = ", ".join(f"{fact.name.nl} ({fact.key})" for fact in missing)
            typer.echo(f"Voor een catalogus volgens DCAT-AP-NL ontbreekt (geef --about): {names}")
