"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES

Graph = Annotated[Path, typer.Option("--graph", "-g", help="De map die `avggraph build` schreef.")]
Folder = Annotated[Path, typer.Argument(help="De map die `avggraph build` schreef.")]
Sources = Annotated[list[Path], typer.Argument(help="Bestanden of mappen met beschrijvingen.")]
Layout = Annotated[
    str | None,
    typer.Option(help="Lees alles in deze indeling (S, S-columns, A, B, B2, C, D, export-…); anders herkend."),
]
MaxSize = Annotated[float, typer.Option(help="Grootste bestand, in MB.")]
FailOn = Annotated[str, typer.Option(help="Exitcode 1 bij bevindingen vanaf: info, warning, violation of never.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Zeg alleen wat misgaat.")]
Lang = Annotated[str, typer.Option(help="Taal: nl of en.")]
TableFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}; anders naar de naam van het bestand."),
]
