"""The command that compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import Layout, MaxSize
from avggraph.cli.exits import Exit, report
from avggraph.cli.options import size_in_bytes
from avggraph.errors import SourceError, UsageError

if TYPE_CHECKING:
    from avggraph.extract import Contract

TURTLE = "turtle"


def compare(
    first: Annotated[Path, typer.Argument(help="De oude build, of een bestand of map met beschrijvingen.")],
    second: Annotated[Path, typer.Argument(help="De nieuwe build, of een bestand of map om mee te vergelijken.")],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}; van twee builds ook {TURTLE}."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het verslag.")] = None,
    layout: Layout = None,
    max_size: MaxSize = 20,
) -> None:
    """Vergelijk twee builds van een register, of beschrijvingen met hetzelfde nummer, veld voor veld.

    Van twee builds: welke verwerkingen kwamen, gingen en veranderden.
    """
    from avggraph.store import is_build

    builds = [is_build(side) for side in (first, second)]
    if all(builds):
        _compare_builds(first, second, format, out)
    elif any(builds):
        other = second if builds[0] else first
        if not other.exists():
            raise UsageError(f"{other} bestaat niet.", advice="Geef twee mappen die `avggraph build` schreef.")
        raise UsageError(
            f"{other} is geen build, en de andere kant wel.",
            advice=f"Bouw haar eerst: avggraph build {other} -o MAP.",
        )
    else:
        raise typer.Exit(_compare_descriptions(first, second, format, out, layout, max_size))


def _compare_builds(older: Path, newer: Path, format: str | None, out: Path | None) -> None:
    from avggraph.compare import changes_between, changes_table, summary, versions_note, write_markdown, write_turtle
    from avggraph.store import open_output

    changes = changes_between(open_output(older), open_output(newer))
    suffix = out.suffix.lower() if out and not format else ""
    if format == TURTLE or suffix == ".ttl":
        write_answer(write_turtle(changes), None, out)
    elif format == "markdown" or suffix == ".md":
        write_answer(write_markdown(changes), None, out)
    else:
        write_answer(changes_table(changes), format, out)
    for line in (versions_note(changes), summary(changes)):
        sys.stderr.write(f"{line}\n" if line else "")


def _compare_descriptions(
    first: Path, second: Path, format: str | None, out: Path | None, layout: str | None, max_size: float
) -> Exit:
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
    write_answer(comparison(*sides), format, out)
    return code
