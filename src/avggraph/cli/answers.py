"""Answers: where a table or a text goes, and in which format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avggraph.query import Table

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
TABLES = ("table", "csv", "tsv", "json", "jsonl", "markdown")


def write_answer(found: Table | str, format: str, out: Path | None) -> None:
    """Write an answer: to a file, or to stdout, where a table is laid out to the terminal's width."""
    from avggraph.query import render, rich_table

    if isinstance(found, str):
        text = found
    elif format == "table" and out is None and sys.stdout.isatty():
        from rich.console import Console

        Console().print(rich_table(found))
        text = ""
    else:
        text = render(found, format)
    if out is not None:
        out.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)
    if not isinstance(found, str) and not found.rows:
        sys.stderr.write("Geen rijen.\n")
