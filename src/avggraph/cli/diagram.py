"""The command that draws data flows."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import AnyGraph, Endpoint, EngineName, Lang, Quiet, Timeout, Union
from avggraph.cli.endings import clearing_up
from avggraph.cli.engine import engine_of
from avggraph.cli.options import language_of
from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.diagram import Diagram, Options
    from avggraph.diagram.model import View
    from avggraph.diagram.theme import Theme
    from avggraph.query import Engine

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
FORMATS = ("svg", "html", "png", "pdf", "drawio", "mmd", "dot", "puml", "threat-dragon.json", "csv")
_STDOUT = Path("-")
_BY = {"block": "blocks", "purpose": "purposes"}


@clearing_up()
def diagram(
    reference: Annotated[
        str | None, typer.Argument(help="Het nummer van de verwerking, bijvoorbeeld M4089.", show_default=False)
    ] = None,
    graph: AnyGraph = None,
    endpoint: Endpoint = None,
    organisation: Annotated[
        str | None, typer.Option(help="Wat een organisatie in- en uitgaat: naam, afkorting of IRI.")
    ] = None,
    ministry: Annotated[
        str | None, typer.Option(help="Wat een ministerie in- en uitgaat, en wat erbinnen blijft.")
    ] = None,
    overview: Annotated[
        bool, typer.Option("--overview", help="Het register: ministeries en wie zij delen, met aantallen.")
    ] = False,
    all_records: Annotated[bool, typer.Option("--all", help="Teken alle verwerkingen, in de map van -o.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Het bestand; de naam zegt het formaat. Met --all: de map. Anders stdout."),
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help=f"Het formaat: {', '.join(FORMATS)}. Met --all mag het er meer dan een zijn."
        ),
    ] = None,
    level: Annotated[
        int | None,
        typer.Option(
            help="0: de verwerking als geheel, of partijen per ministerie; 1: per gegevensblok of doel, of per partij.",
            show_default="1",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Wat op niveau 1 een vak krijgt: block of purpose.", show_default="block")
    ] = None,
    focus: Annotated[str | None, typer.Option(help="Alleen wat rond dit vak ligt: zijn naam.")] = None,
    depth: Annotated[int | None, typer.Option(min=1, help="Hoeveel stromen ver om --focus.", show_default="1")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Alleen stromen met: ontvangers, bijzonder, verstrekking, … of een naam.")
    ] = None,
    without: Annotated[list[str] | None, typer.Option(help="Zonder stromen met: zie --only.")] = None,
    least: Annotated[
        int | None,
        typer.Option(
            min=1, help="Alleen stromen die minstens zoveel verwerkingen hebben, met --overview.", show_default="1"
        ),
    ] = None,
    theme: Annotated[str, typer.Option(help="Kleuren: een naam, of een eigen bestand (.toml).")] = "standaard",
    table: Annotated[bool, typer.Option(help="Zet de tabel van stromen onder de tekening.")] = True,
    narrow: Annotated[bool, typer.Option("--narrow", help="Teken smal, voor een telefoon of staand papier.")] = False,
    scale: Annotated[float, typer.Option(min=0.1, max=10, help="Pixels per punt van de tekening, voor PNG.")] = 2,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processen die met --all tekenen; anders zoveel als er kernen zijn.")
    ] = None,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
    quiet: Quiet = False,
    lang: Lang = "nl",
) -> None:
    """Teken de gegevensstromen van een verwerking, een organisatie, een ministerie of het register."""
    from avggraph.diagram import Options
    from avggraph.diagram.select import Selection, select

    language = language_of(lang)
    wishes = [reference, organisation, ministry, overview, all_records]
    if sum(bool(wish) for wish in wishes) != 1:
        raise UsageError(
            "Er is niet één ding gekozen om te tekenen.",
            advice="Geef het nummer van een verwerking, --organisation, --ministry, --overview of --all.",
        )
    _refuse("--jobs", jobs, "hoort bij --all", applies=all_records)
    _refuse("--least", least, "hoort bij --overview", applies=overview)
    _refuse("--depth", depth, "hoort bij --focus", applies=bool(focus))
    _refuse("--by", by, "hoort bij een verwerking", applies=bool(reference or all_records))
    _refuse("--by", by, "hoort bij niveau 1", applies=level != 0)
    _refuse("--level", level, "hoort niet bij --overview", applies=not overview)
    view = _view(level, by)
    options = Options(theme=_theme(theme), table=table, narrow=narrow, scale=scale)
    selection = Selection(focus or "", depth or 1, tuple(only or ()), tuple(without or ()))
    if all_records:
        from avggraph.cli.draw_records import draw_records
        from avggraph.diagram.batch import Order

        if out is None or graph is None:
            raise UsageError("--all tekent een hele graaf in een map.", advice="Geef -g GRAAF en -o MAP.")
        formats = tuple(_known(name) for name in format or FORMATS[:1])
        order = Order(graph, out, formats, language, view, options, selection)
        raise typer.Exit(draw_records(order, jobs or os.cpu_count() or 1, quiet=quiet))
    out = None if out == _STDOUT else out
    chosen_format = _format(format, out)
    with engine_of(graph, endpoint, engine, timeout, union) as chosen:
        texts, date = _documents(graph)
        if reference:
            from avggraph.diagram import diagram_of

            whole = diagram_of(chosen, reference, language=language, view=view, texts=texts, date=date)
        else:
            whole = _of_register(
                chosen, organisation, ministry, 1 if level is None else level, least or 1, language, texts, date
            )
    _write(select(whole, selection), chosen_format, out, options)


def _refuse(option: str, value: object, why: str, *, applies: bool) -> None:
    """Refuse an option that was given and does nothing: its user expects that it does."""
    if value is not None and not applies:
        raise UsageError(f"{option} {why}.", advice=f"Laat {option} weg.")


def _of_register(
    engine: Engine,
    organisation: str | None,
    ministry: str | None,
    level: int,
    least: int,
    language: str,
    texts: Mapping[str, str],
    date: str,
) -> Diagram:
    """Draw up the view of an organisation or ministry; of neither, the overview of the register."""
    from avggraph.diagram.register import ministry_diagram, organisation_diagram, register_diagram
    from avggraph.query import load_catalogue

    catalogue = load_catalogue()
    if organisation:
        return organisation_diagram(
            engine, catalogue, organisation, language=language, texts=texts, date=date, level=level
        )
    if ministry:
        return ministry_diagram(engine, catalogue, ministry, language=language, texts=texts, date=date, level=level)
    return register_diagram(engine, catalogue, language=language, texts=texts, date=date, least=least)


def _documents(graph: Path | None) -> tuple[Mapping[str, str], str]:
    """Give the texts of a build's documents and the day whose state it shows; an endpoint tells neither."""
    from avggraph.store import open_output

    if graph is None:
        sys.stderr.write("Let op: een endpoint heeft geen teksten; de woorden van de bron staan er niet bij.\n")
        return {}, ""
    output = open_output(graph)
    return output.documents, output.date


def _write(diagram: Diagram, format: str, out: Path | None, options: Options) -> None:
    from avggraph.diagram import FORMATS as RENDERED
    from avggraph.diagram import render
    from avggraph.diagram.formats.text.mermaid import MOST_CHARACTERS, MOST_FLOWS, exceeds_limits
    from avggraph.files import write_whole

    if out is None and RENDERED[format].is_binary and sys.stdout.isatty():
        raise UsageError(
            f"Het formaat {format} is niet op een scherm te tonen.",
            advice=f"Schrijf het in een bestand, met -o diagram.{format}.",
        )
    rendered = render(diagram, format, options)
    if out is None:
        sys.stdout.buffer.write(rendered)
        sys.stdout.flush()
    elif not out.parent.is_dir():
        raise UsageError(f"De map {out.parent} bestaat niet.", advice="Maak haar, of kies een andere plaats met -o.")
    elif out.is_dir():
        raise UsageError(f"{out} is een map.", advice="Geef de naam van een bestand.")
    else:
        write_whole(out, rendered)
    if format == "mmd" and exceeds_limits(diagram, rendered):
        sys.stderr.write(
            f"Let op: zonder andere instelling tekent Mermaid tot {MOST_CHARACTERS} tekens en {MOST_FLOWS} stromen.\n"
        )


def _theme(name: str) -> Theme:
    """Give a theme by its name, or one of the user's own by the name of its file."""
    from avggraph.diagram.theme import read_theme, theme

    return read_theme(Path(name)) if name.endswith(".toml") else theme(name)


def _view(level: int | None, by: str | None) -> View:
    from avggraph.diagram.model import View

    if level not in {None, 0, 1}:
        raise UsageError(f"Niveau {level} bestaat niet.", advice="Kies 0 of 1.")
    if by not in {None, *_BY}:
        raise UsageError(f"--by {by} bestaat niet.", advice=f"Kies uit: {', '.join(_BY)}.")
    return View.CONTEXT if level == 0 else View(_BY[by or "block"])


def _format(names: list[str] | None, out: Path | None) -> str:
    """Give the format that is asked for, else the one that the file's name ends with, else SVG."""
    if names:
        if len(names) > 1:
            raise UsageError("Eén bestand heeft één formaat.", advice="Geef --format eenmaal, of gebruik --all.")
        return _known(names[0])
    if out is None:
        return FORMATS[0]
    for name in sorted(FORMATS, key=len, reverse=True):
        if out.name.lower().endswith(f".{name}"):
            return name
    raise UsageError(
        f"{out.name} eindigt niet op een formaat.", advice=f"Kies uit: {', '.join(FORMATS)}, of geef --format."
    )


def _known(name: str) -> str:
    if name not in FORMATS:
        raise UsageError(f"Het formaat {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    return name
