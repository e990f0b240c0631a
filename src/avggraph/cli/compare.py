"""The command that compares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import Layout, MaxSize
from avggraph.cli.exits import Exit, report
from avggraph.cli.options import size_in_bytes
from avggraph.errors import SourceError

if TYPE_CHECKING:
    from avggraph.extract import Contract


def compare(
    first: Annotated[Path, typer.Argument(help="Een bestand of map met beschrijvingen.")],
    second: Annotated[Path, typer.Argument(help="Een bestand of map om mee te vergelijken.")],
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
    layout: Layout = None,
    max_size: MaxSize = 20,
) -> None:
    """Vergelijk beschrijvingen met hetzelfde nummer, veld voor veld."""
    from avggraph.cli.tables import comparison
    from avggraph.extract import read_descriptions, to_contract
    from avggraph.read import Limits, discover

    code = Exit.FINE
    limits = Limits(size_in_bytes(max_size))
    sides: tuple[list[Contract], list[Contract]] = ([], [])
    for path, side in zip((first, second), sides, strict=True):
        for read in (read for file in discover([path]) for read in read_descriptions(file, limits, layout)):
            if isinstance(read, SourceError):
                code = report(read)
            else:
                side.append(to_contract(read.description, read.source))
    write_answer(comparison(*sides), format, None)
    raise typer.Exit(code)
