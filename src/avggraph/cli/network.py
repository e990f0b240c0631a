"""The commands about the network of organisations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import Folder, Graph

if TYPE_CHECKING:
    from avggraph.query import Catalogue, Engine

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
    folder: Folder,
    show: Annotated[str, typer.Option(help=f"Wat er wordt getoond: {', '.join(VIEWS)}.")] = "shared-recipients",
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
    export: Annotated[
        Path | None,
        typer.Option("--export", "-o", help="Schrijf het netwerk: .graphml, .gexf, .cyjs, .json of .csv."),
    ] = None,
    top: Annotated[int, typer.Option(help="Zoveel regels; 0 is alle.")] = 20,
) -> None:
    """Toon het netwerk van organisaties: wat zij delen, wie centraal staat, wie wegvalt, welke ministeries."""
    from avggraph.cli.network_views import network_view
    from avggraph.network import EXPORTS, network_of, with_systems
    from avggraph.network import export as exported

    engine, catalogue = _engine(folder)
    if export:
        names = [each.name for each in EXPORTS.values() if each.suffix == export.suffix]
        found = with_systems(network_of(engine, catalogue))
        export.write_bytes(exported(found, names[0] if names else export.suffix))
        return
    write_answer(network_view(engine, catalogue, show, top), format, None)


def paths(
    graph: Graph,
    origin: Annotated[str, typer.Option("--from", help="De betrokkenen: hun woorden, of een begrip als burger.")],
    target: Annotated[str, typer.Option("--to", help="Een organisatie of systeem: naam, afkorting of IRI.")],
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het antwoord.")] = None,
) -> None:
    """Toon langs welke stromen van één verwerking gegevens van betrokkenen bij een organisatie of systeem komen."""
    from avggraph.cli.network_views import paths_table
    from avggraph.network import flow_kind_names, thing_named
    from avggraph.network import paths as paths_between
    from avggraph.store import open_output

    engine, catalogue = _engine(graph)
    found = paths_between(engine, catalogue, origin, thing_named(target, engine, catalogue))
    kinds = flow_kind_names(engine, catalogue)
    write_answer(paths_table(found, open_output(graph).texts(), kinds), format, out)


def _engine(folder: Path) -> tuple[Engine, Catalogue]:
    from avggraph.query import OxigraphEngine, load_catalogue
    from avggraph.store import open_output

    return OxigraphEngine(open_output(folder).open_store()), load_catalogue()
