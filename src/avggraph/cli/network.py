"""The commands about the network of organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import AnyFolder, Endpoint, EngineName, Timeout, Union
from avggraph.cli.engine import engine_of

# The names of the views, said here so that `--help` need not import them; a test holds them equal.
VIEWS = ("shared-recipients", "controller-pairs", "degree", "betweenness", "ministries")


def network(
    folder: AnyFolder = None,
    endpoint: Endpoint = None,
    show: Annotated[str, typer.Option(help=f"Wat er wordt getoond: {', '.join(VIEWS)}.")] = "shared-recipients",
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
    export: Annotated[
        Path | None, typer.Option("--export", "-o", help="Schrijf het netwerk: .graphml, .json of .csv.")
    ] = None,
    top: Annotated[int, typer.Option(help="Zoveel regels; 0 is alle.")] = 20,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Toon het netwerk van organisaties: gedeelde ontvangers, rangorde, ministeries."""
    from avggraph.cli.network_views import network_view
    from avggraph.network import EXPORTS, network_of
    from avggraph.network import export as exported
    from avggraph.query import load_catalogue

    with engine_of(folder, endpoint, engine, timeout, union) as chosen:
        found = network_of(chosen, load_catalogue())
    if export:
        names = [each.name for each in EXPORTS.values() if each.suffix == export.suffix]
        export.write_bytes(exported(found, names[0] if names else export.suffix))
        return
    write_answer(network_view(found, show, top), format, None)
