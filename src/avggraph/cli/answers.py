"""Answers: where a table or a text goes, and in which format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.query import Table

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
TABLES = ("table", "csv", "tsv", "json", "jsonl", "markdown", "xlsx", "parquet")
_SCREEN = "table"


def write_answer(found: Table | str, format: str | None, out: Path | None) -> None:
    """Write an answer: to a file, or to stdout, where a table is laid out to the terminal's width.

    Without a format the ending of the file's name tells it; a name without ending gets a table for the eye, and one
    with an ending of no format is refused. What holds bytes goes to a file or a pipe, and is refused where a terminal
    would show it.
    """
    if isinstance(found, str):
        _write_text(found, format, out)
        return
    _write_table(found, format, out)
    if not found.rows:
        sys.stderr.write("Geen rijen.\n")


def _write_table(found: Table, format: str | None, out: Path | None) -> None:
    from avggraph.query import FORMATS, BinaryFormat, format_named, format_of_file, rich_table

    by_name = format_of_file(out) if out else None
    if out is not None and out.suffix and not (format or by_name):
        raise UsageError(
            f"{out.name} eindigt op {out.suffix}, en dat is geen formaat.",
            advice=f"Kies uit: {', '.join(each.suffix for each in FORMATS.values())}, of geef --format.",
        )
    chosen = format_named(format) if format else by_name or format_named(_SCREEN)
    if out is not None:
        out.write_bytes(chosen.encode(found))
    elif isinstance(chosen, BinaryFormat):
        if sys.stdout.isatty():
            raise UsageError(
                f"Het formaat {chosen.name} is niet op een scherm te tonen.",
                advice=f"Schrijf het in een bestand, met -o antwoord{chosen.suffix}.",
            )
        sys.stdout.buffer.write(chosen.encode(found))
        sys.stdout.flush()
    elif chosen.name == _SCREEN and sys.stdout.isatty():
        from rich.console import Console

        Console().print(rich_table(found))
    else:
        sys.stdout.write(chosen.write(found))


def _write_text(text: str, format: str | None, out: Path | None) -> None:
    from avggraph.query import FORMATS, BinaryFormat, format_of_file

    asked = FORMATS.get(format) if format else format_of_file(out) if out else None
    if isinstance(asked, BinaryFormat):
        raise UsageError(
            f"Het antwoord is tekst en geen tabel: {asked.name} gaat niet.",
            advice="Laat --format weg, en geef een bestand een andere naam; RDF is Turtle (.ttl).",
        )
    if out is not None:
        out.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)
