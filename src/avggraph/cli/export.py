"""The command that writes a graph in the shapes of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.arguments import Folder, Lang, Quiet
from avggraph.cli.endings import clearing_up
from avggraph.cli.options import language_of

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
EXPORTS = ("logius", "vng", "oslo", "art30-csv", "art30-xlsx", "dpia", "fides")


@clearing_up()
def export(
    graph: Folder,
    format: Annotated[str, typer.Option("--format", "-f", help=f"De vorm: {', '.join(EXPORTS)}.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Het bestand of, voor meer bestanden, de map.")],
    only: Annotated[
        list[str] | None, typer.Option(help="Alleen deze verwerking, bij haar nummer; vaker te geven.")
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(help="Een eerdere build van dit register, de oudste eerst: voor versies (logius)."),
    ] = None,
    oins: Annotated[
        Path | None, typer.Option(help="OIN's van organisaties (.csv met organisation en oin): voor vng.")
    ] = None,
    lang: Lang = "nl",
    quiet: Quiet = False,
) -> None:
    """Schrijf de verwerkingen zoals andere registers, gereedschappen en mensen ze lezen."""
    from avggraph.diagram.record import Source, record_of
    from avggraph.interop import export, format_named, read_oins
    from avggraph.query import OxigraphEngine
    from avggraph.store import open_output

    format_named(format)
    language = language_of(lang)
    output = open_output(graph)
    source = Source(OxigraphEngine(output.open_store()), language, output.documents)
    written = export(
        output,
        format,
        out,
        only=[record_of(source, reference) for reference in only or ()],
        language=language,
        oins=read_oins(oins) if oins else None,
        earlier=[open_output(folder) for folder in earlier or ()],
    )
    if not quiet:
        records = _counted(written.records, "verwerking", "verwerkingen")
        files = written.files[format]
        said = f"{records} in {_counted(files, 'bestand', 'bestanden')}" if files else "niets"
        typer.echo(f"Geschreven: {said}")
        if left := written.left[format]:
            typer.echo(f"Niet uitgedrukt: {_counted(left, 'gegeven', 'gegevens')}, zie {written.not_expressed}")


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
