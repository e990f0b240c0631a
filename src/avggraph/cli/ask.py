"""The commands that ask: `query`, `queries` and `unmapped`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.answers import TABLES, write_answer
from avggraph.cli.arguments import Folder, Graph, Lang, TableFormat
from avggraph.cli.options import language_of, parameter_values

WORDINGS = "sssom"


def query(
    name: Annotated[str, typer.Argument(help="De naam van een opgeslagen vraag, of een bestand met SPARQL (.rq).")],
    graph: Graph,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Een waarde: naam=waarde; vaker mag, en betekent of.")
    ] = None,
    format: TableFormat = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het antwoord.")] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Zet naast elke IRI een kolom met de naam.")] = False,
    lang: Lang = "nl",
    explain: Annotated[bool, typer.Option("--explain", help="Toon de vraag zoals zij wordt gesteld.")] = False,
) -> None:
    """Stel een vraag aan de graaf: een opgeslagen vraag of eigen SPARQL."""
    from avggraph.query import OxigraphEngine, Table, answer, bind, find_query, load_catalogue, read_query, with_labels
    from avggraph.store import open_output

    catalogue = load_catalogue()
    own = Path(name)
    saved = read_query(own) if own.suffix == ".rq" else find_query(catalogue, name)
    engine = OxigraphEngine(open_output(graph).open_store())
    text = bind(saved, parameter_values(param or []), catalogue, engine)
    if explain:
        typer.echo(text, nl=False)
        return
    found = answer(engine, text)
    if labels and isinstance(found, Table):
        found = with_labels(found, engine, language_of(lang))
    write_answer(found, format, out)


def queries(
    name: Annotated[str | None, typer.Argument(help="Toon van deze vraag de parameters en de tekst.")] = None,
) -> None:
    """Toon de opgeslagen vragen."""
    from avggraph.cli.tables import catalogue_table, query_details
    from avggraph.query import find_query, load_catalogue

    catalogue = load_catalogue()
    typer.echo(query_details(find_query(catalogue, name)) if name else catalogue_table(catalogue))


def unmapped(
    folder: Folder,
    scheme: Annotated[
        str | None, typer.Option(help="Alleen woorden van: persoonsgegevens, betrokkenen, doelen of ontvangers.")
    ] = None,
    minimum: Annotated[int, typer.Option(help="Alleen woorden die in ten minste zoveel verwerkingen staan.")] = 1,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help=f"Het formaat: {', '.join((*TABLES, WORDINGS))}.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor de lijst.")] = None,
) -> None:
    """Toon de woorden die aan geen begrip zijn gekoppeld, de meest voorkomende eerst.

    Met `-f sssom` is de lijst een bestand voor `avggraph build --wordings`: vul per regel het begrip in.
    """
    from avggraph.cli.tables import wordings_to_fill_in
    from avggraph.query import OxigraphEngine, bind, find_query, load_catalogue
    from avggraph.store import open_output

    catalogue = load_catalogue()
    engine = OxigraphEngine(open_output(folder).open_store())
    given = {"minimum": [str(minimum)], **({"scheme": [scheme]} if scheme else {})}
    found = engine.select(bind(find_query(catalogue, "unmapped"), given, catalogue, engine))
    write_answer(wordings_to_fill_in(found) if format == WORDINGS else found, format, out)
