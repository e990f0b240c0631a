"""The commands about the network of organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import AnyFolder, AnyGraph, Endpoint, EngineName, TableFormat, Timeout, Union
from avggraph.cli.engine import engine_of, texts_of
from avggraph.errors import UsageError

# The names of the views, said here so that `--help` need not import them; a test holds them equal.
VIEWS = (
    "shared-recipients",
    "shared-processors",
    "shared-systems",
    "shared-data",
    "controller-pairs",
    "degree",
    "betweenness",
    "pagerank",
    "cut-points",
    "communities",
    "ministries",
    "matrix",
    "concentration",
)


def network(
    folder: AnyFolder = None,
    endpoint: Endpoint = None,
    show: Annotated[
        str | None, typer.Option(help=f"Wat er wordt getoond: {', '.join(VIEWS)}; anders {VIEWS[0]}.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
    export: Annotated[
        Path | None,
        typer.Option("--export", "-o", help="Schrijf het netwerk: .graphml, .gexf, .cyjs, .json of .csv."),
    ] = None,
    top: Annotated[int, typer.Option(min=0, help="Zoveel regels; 0 is alle.")] = 20,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Toon het netwerk van organisaties: wat zij delen, wie centraal staat, wie wegvalt, welke ministeries."""
    from avggraph.cli.network_views import network_view
    from avggraph.network import EXPORTS, network_of, with_systems
    from avggraph.network import export as exported
    from avggraph.query import load_catalogue

    if show and export:
        raise UsageError(
            "--export schrijft het hele netwerk, --show toont één beeld.",
            advice="Kies één van beide; een beeld gaat met --format csv naar een bestand achter >.",
        )
    catalogue = load_catalogue()
    with engine_of(folder, endpoint, engine, timeout, union) as chosen:
        if export is None:
            write_answer(network_view(chosen, catalogue, show or VIEWS[0], top), format, None)
            return
        names = [each.name for each in EXPORTS.values() if each.suffix == export.suffix]
        found = with_systems(network_of(chosen, catalogue))
    export.write_bytes(exported(found, names[0] if names else export.suffix))


def paths(
    origin: Annotated[str, typer.Option("--from", help="De betrokkenen: hun woorden, of een begrip als burger.")],
    target: Annotated[str, typer.Option("--to", help="Een organisatie of systeem: naam, afkorting of IRI.")],
    graph: AnyGraph = None,
    endpoint: Endpoint = None,
    format: TableFormat = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het antwoord.")] = None,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Toon langs welke stromen van één verwerking gegevens van betrokkenen bij een organisatie of systeem komen."""
    from avggraph.cli.network_views import paths_table
    from avggraph.network import flow_kind_names, thing_named
    from avggraph.network import paths as paths_between
    from avggraph.query import load_catalogue

    catalogue = load_catalogue()
    with engine_of(graph, endpoint, engine, timeout, union) as chosen:
        found = paths_between(chosen, catalogue, origin, thing_named(target, chosen, catalogue))
        kinds = flow_kind_names(chosen, catalogue)
    write_answer(paths_table(found, texts_of(graph), kinds), format, out)
