"""The commands: what each takes and what it writes. The stations do the work, and are imported when they are needed."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import (
    BaseIri,
    Columns,
    FailOn,
    Jobs,
    Layout,
    MaxSize,
    Quiet,
    Register,
    RegisterDate,
    Sources,
    WithNames,
)
from avggraph.cli.ask import queries, query, unmapped
from avggraph.cli.compare import compare
from avggraph.cli.diagram import diagram
from avggraph.cli.endings import clearing_up, what_is_left
from avggraph.cli.exits import BROKEN_OFF, Exit, fail_on_findings, report
from avggraph.cli.export import export
from avggraph.cli.impact import impact
from avggraph.cli.load import load
from avggraph.cli.network import network, paths
from avggraph.cli.options import (
    date_of,
    meaning_of_columns,
    size_in_bytes,
    threshold_of,
)
from avggraph.cli.publish import publish
from avggraph.cli.serve import serve
from avggraph.cli.shards import shards
from avggraph.cli.share import share
from avggraph.cli.validate import validate
from avggraph.collector import collect_seldom
from avggraph.errors import AvggraphError, SourceError, UsageError, reason_of
from avggraph.version import __version__

app = typer.Typer(
    name="avggraph",
    help="Het AVG-register als één kennisgraaf: bouwen, controleren, bevragen en tekenen.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exitcodes: 0 goed, 1 bevindingen vanaf --fail-on, 2 verkeerd gebruik, 3 invoer niet te lezen, "
    "4 een server antwoordt niet, 130, 129 of 143 afgebroken door Ctrl-C, SIGHUP of SIGTERM.",
)


def main() -> None:
    """Run the command line."""
    _spare_the_collector()
    try:
        app()
    except AvggraphError as error:
        sys.exit(report(error))
    except OSError as error:
        what = (
            f"{error.filename} is niet te lezen of te schrijven" if error.filename else "Schrijven of lezen gaat niet"
        )
        sys.exit(
            report(UsageError(f"{what}: {reason_of(error)}.", advice="Kijk de naam na, en of daar plaats en recht is."))
        )
    except SystemExit as stop:
        # A terminal that hung up takes no words.
        with suppress(OSError):
            if stop.code in BROKEN_OFF:
                sys.stderr.write(f"Afgebroken. {what_is_left()}\n")
        raise


def _spare_the_collector() -> None:
    """Have the collector look less often, and not at the end: nearly all of what is loaded stays as long as we do."""
    collect_seldom()
    atexit.register(gc.freeze)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"avggraph {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Toon de versie en stop.")
    ] = False,
) -> None:
    """Take the options of the program itself."""


@app.command()
@clearing_up()
def build(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", help="De map waarin de graaf komt.")],
    base_iri: BaseIri = None,
    register: Register = "rijksoverheid",
    on: RegisterDate = None,
    layout: Layout = None,
    max_size: MaxSize = 20,
    max_unpacked: Annotated[float, typer.Option(help="Wat één archief hooguit uitpakt, in MB.")] = 500,
    max_depth: Annotated[int, typer.Option(help="Hoe diep archieven in elkaar mogen staan.")] = 3,
    max_pages: Annotated[int, typer.Option(help="Bladzijden van één PDF.")] = 1_000,
    max_seconds: Annotated[float, typer.Option(help="Tijd om één PDF of webpagina te lezen.")] = 60,
    columns: Columns = None,
    wordings: Annotated[
        Path | None, typer.Option(help="Eigen betekenis van woorden (.sssom.tsv); zie `avggraph unmapped`.")
    ] = None,
    formats: Annotated[
        str, typer.Option(help="Wat er naast de database wordt geschreven.")
    ] = "nquads,turtle,trig,jsonld",
    with_names: WithNames = False,
    jobs: Jobs = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Neem niets over uit de vorige build in de map.")] = False,
    fail_on: FailOn = "violation",
    quiet: Quiet = False,
) -> None:
    """Maak van beschrijvingen één gecontroleerde graaf."""
    from avggraph.cli.progress import Progress
    from avggraph.cli.summary import build_summary
    from avggraph.graph.naming import DEFAULT_BASE, Naming
    from avggraph.pipeline import BuildOptions, build
    from avggraph.read import Limits

    threshold = threshold_of(fail_on)
    options = BuildOptions(
        naming=Naming(base_iri or DEFAULT_BASE, register),
        limits=Limits(
            max_bytes=size_in_bytes(max_size),
            max_unpacked_bytes=size_in_bytes(max_unpacked),
            max_depth=max_depth,
            max_pages=max_pages,
            max_seconds=max_seconds,
        ),
        layout=layout,
        columns=meaning_of_columns(columns),
        wordings=wordings,
        on=date_of(on),
        with_names=with_names,
        formats=tuple(name.strip() for name in formats.split(",")),
        jobs=jobs or os.cpu_count() or 1,
        fresh=fresh,
    )
    with Progress(quiet=quiet) as progress:
        result = build(sources, out, options, progress.watch)
    if not quiet:
        typer.echo(build_summary(result))
    if any(document.unreadable for document in result.documents):
        raise typer.Exit(Exit.UNREADABLE)
    fail_on_findings(threshold, result.findings)


@app.command()
def extract(
    files: Sources,
    format: Annotated[str, typer.Option(help="Het formaat: json.")] = "json",
    layout: Layout = None,
    max_size: MaxSize = 20,
) -> None:
    """Toon wat er op een beschrijving staat, in haar eigen woorden (JSON)."""
    import orjson

    from avggraph.extract import read_descriptions, to_contract
    from avggraph.read import Limits, discover

    if format != "json":
        raise UsageError(f"Formaat {format!r} bestaat niet.", advice="Kies json.")
    descriptions, code = [], Exit.FINE
    limits = Limits(size_in_bytes(max_size))
    for read in (read for file in discover(files) for read in read_descriptions(file, limits, layout)):
        if isinstance(read, SourceError):
            code = report(read)
        else:
            descriptions.append(to_contract(read.description, read.source))
    sys.stdout.buffer.write(orjson.dumps(descriptions, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.flush()
    raise typer.Exit(code)


@app.command()
def columns(
    file: Annotated[Path, typer.Argument(help="Een rekenblad: .csv of .xlsx.")],
    mapping: Annotated[Path | None, typer.Option(help="Eigen betekenis van kolommen (.toml of .csv).")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(TABLES)}.")] = "table",
) -> None:
    """Toon hoe de kolommen van een rekenblad worden begrepen, en welke niet."""
    from avggraph.cli.tables import columns_table
    from avggraph.read import Limits, SourceFile
    from avggraph.read.files import file_bytes
    from avggraph.read.structured import understood_columns

    if not file.is_file():
        raise UsageError(f"{file} is geen bestand.", advice="Geef een rekenblad: .csv of .xlsx.")
    data = file_bytes(SourceFile(file.name, file), Limits())
    write_answer(columns_table(understood_columns(data, file.name, meaning_of_columns(mapping))), format, None)


for command in (
    compare, validate, query, queries, unmapped, network, paths, impact, load, diagram, export, publish, serve, share,
    shards,
):  # fmt: skip
    app.command()(command)
