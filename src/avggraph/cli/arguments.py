"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES

Graph = Annotated[Path, typer.Option("--graph", "-g", help="De map die `avggraph build` schreef.")]
Folder = Annotated[Path, typer.Argument(help="De map die `avggraph build` schreef.")]
AnyFolder = Annotated[
    Path | None, typer.Argument(help="De map die `avggraph build` schreef; anders --endpoint.", show_default=False)
]
AnyGraph = Annotated[
    Path | None, typer.Option("--graph", "-g", help="De map die `avggraph build` schreef; anders --endpoint.")
]
Endpoint = Annotated[str | None, typer.Option(help="Vraag het een SPARQL 1.1-endpoint op dit adres.")]
EngineName = Annotated[
    str | None, typer.Option("--engine", help="Waarmee een map wordt gelezen: oxigraph (gewoon) of rdflib.")
]
Timeout = Annotated[float, typer.Option(help="Seconden die het endpoint per vraag krijgt.")]
Union = Annotated[
    str, typer.Option(help="Hoe het endpoint zijn grafen verenigt: auto, server, oxigraph, jena, list of as-is.")
]
Sources = Annotated[list[Path], typer.Argument(help="Bestanden of mappen met beschrijvingen.")]
Layout = Annotated[
    str | None,
    typer.Option(help="Lees alles in deze indeling (S, S-columns, A, B, B2, C, D, export-…); anders herkend."),
]
MaxSize = Annotated[float, typer.Option(help="Grootste bestand, in MB.")]
BaseIri = Annotated[str | None, typer.Option(help="Basis van alle IRI's, met / aan het eind.")]
Register = Annotated[str, typer.Option(help="Naam van het register in de IRI's.")]
RegisterDate = Annotated[str | None, typer.Option(help="Datum van het register (JJJJ-MM-DD), voor ministeries.")]
Columns = Annotated[Path | None, typer.Option(help="Eigen betekenis van de kolommen van rekenbladen (.toml of .csv).")]
WithNames = Annotated[bool, typer.Option(help="Laat namen van mensen staan.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Aantal processen; zonder deze optie zoveel als er kernen zijn.")]
FailOn = Annotated[str, typer.Option(help="Exitcode 1 bij bevindingen vanaf: info, warning, violation of never.")]
About = Annotated[
    Path | None, typer.Option(help="Wie publiceert en onder welke licentie (.toml); zie docs/publish.md.")
]
Earlier = Annotated[
    list[Path] | None, typer.Option(help="Een eerdere graaf van het register, voor de geschiedenis; de oudste eerst.")
]
Oins = Annotated[
    Path | None, typer.Option(help="OIN's van organisaties (.csv met organisation en oin): voor de vorm van VNG.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Zeg alleen wat misgaat.")]
Lang = Annotated[str, typer.Option(help="Taal: nl of en.")]
TableFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}; anders naar de naam van het bestand."),
]
