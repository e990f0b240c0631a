"""The commands that ask: `query`, `queries` and `unmapped`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import AnyFolder, AnyGraph, Endpoint, EngineName, Lang, TableFormat, Timeout, Union
from avggraph.cli.engine import engine_of
from avggraph.cli.options import language_of, parameter_values
from avggraph.errors import UsageError

WORDINGS = "sssom"
CATALOGUES = ("text", "turtle")
# What the query `unmapped` binds to ?scheme.
_SCHEMES = ("persoonsgegevens", "betrokkenen", "doelen", "ontvangers")


def query(
    name: Annotated[str, typer.Argument(help="De naam van een bewaarde vraag, of een bestand met SPARQL (.rq).")],
    graph: AnyGraph = None,
    endpoint: Endpoint = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Een waarde: naam=waarde; vaker mag, en betekent of.")
    ] = None,
    format: TableFormat = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het antwoord.")] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Zet naast elke IRI een kolom met de naam.")] = False,
    lang: Lang = "nl",
    explain: Annotated[bool, typer.Option("--explain", help="Toon de vraag zoals zij wordt gesteld.")] = False,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Stel een vraag aan de graaf: een bewaarde vraag of eigen SPARQL."""
    from avggraph.query import Table, answer, bind, find_query, load_catalogue, read_query, with_labels

    catalogue = load_catalogue()
    own = Path(name)
    saved = read_query(own) if own.suffix == ".rq" else find_query(catalogue, name)
    language = language_of(lang)
    with engine_of(graph, endpoint, engine, timeout, union) as chosen:
        text = bind(saved, parameter_values(param or []), catalogue, chosen)
        if explain:
            typer.echo(text, nl=False)
            return
        found = answer(chosen, text)
        if labels and isinstance(found, Table):
            found = with_labels(found, chosen, language)
        write_answer(found, format, out)


def queries(
    name: Annotated[str | None, typer.Argument(help="Toon van deze vraag de parameters en de tekst.")] = None,
    tag: Annotated[str | None, typer.Option(help="Alleen vragen met dit trefwoord.")] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(CATALOGUES)}; turtle is voor andere tools.")
    ] = "text",
    target: Annotated[str, typer.Option(help="Bij turtle: het endpoint waarvoor de vragen zijn.")] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor de lijst.")] = None,
) -> None:
    """Toon de bewaarde vragen."""
    from avggraph.cli.tables import catalogue_text, query_details
    from avggraph.query import find_query, load_catalogue, render_executables, with_tag

    if format not in CATALOGUES:
        raise UsageError(f"Het formaat {format!r} bestaat niet.", advice=f"Kies uit: {', '.join(CATALOGUES)}.")
    catalogue = load_catalogue()
    chosen = {name: find_query(catalogue, name)} if name else with_tag(catalogue, tag) if tag else catalogue
    if format == "turtle":
        write_answer(render_executables(chosen, target), format, out)
    else:
        write_answer(query_details(chosen[name]) if name else catalogue_text(chosen), format, out)


def unmapped(
    folder: AnyFolder = None,
    endpoint: Endpoint = None,
    scheme: Annotated[str | None, typer.Option(help=f"Alleen woorden van: {', '.join(_SCHEMES)}.")] = None,
    minimum: Annotated[int, typer.Option(help="Alleen woorden die in ten minste zoveel verwerkingen staan.")] = 1,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help=f"Het formaat: {', '.join((*TABLES, WORDINGS))}.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor de lijst.")] = None,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Toon de woorden die aan geen begrip zijn gekoppeld, de meest voorkomende eerst.

    Met `-f sssom` is de lijst een bestand voor `avggraph build --wordings`: vul per regel het begrip in.
    """
    from avggraph.cli.tables import wordings_to_fill_in
    from avggraph.query import bind, find_query, load_catalogue

    if scheme and scheme not in _SCHEMES:
        raise UsageError(f"--scheme {scheme} bestaat niet.", advice=f"Kies uit: {', '.join(_SCHEMES)}.")
    catalogue = load_catalogue()
    given = {"minimum": [str(minimum)], **({"scheme": [scheme]} if scheme else {})}
    with engine_of(folder, endpoint, engine, timeout, union) as chosen:
        found = chosen.select(bind(find_query(catalogue, "unmapped"), given, catalogue, chosen))
    write_answer(wordings_to_fill_in(found) if format == WORDINGS else found, format, out)
