"""The command about what a breach or stop touches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.arguments import AnyGraph, Endpoint, EngineName, Timeout, Union
from avggraph.cli.engine import engine_of, texts_of
from avggraph.errors import UsageError

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
FORMATS = ("text", "markdown", "json", "csv")
_ENDINGS = {"": "text", ".txt": "text", ".md": "markdown", ".json": "json", ".csv": "csv"}
SCENARIOS = ("lek", "uitval")


def impact(
    name: Annotated[str, typer.Argument(help="Een organisatie of systeem: naam, afkorting of IRI.")],
    graph: AnyGraph = None,
    endpoint: Endpoint = None,
    scenario: Annotated[
        str | None, typer.Option(help=f"Wat er gebeurt: {' of '.join(SCENARIOS)}; zonder deze optie allebei.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help=f"Het formaat: {', '.join(FORMATS)}; anders zegt het bestand het."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het rapport.")] = None,
    engine: EngineName = None,
    timeout: Timeout = 60,
    union: Union = "auto",
) -> None:
    """Toon wat een lek of uitval van een organisatie of systeem raakt, en wie het moet horen."""
    from avggraph.impact import Scenario, render_impact
    from avggraph.impact import impact as impact_of
    from avggraph.network import thing_named
    from avggraph.query import load_catalogue

    if scenario is not None and scenario not in SCENARIOS:
        raise UsageError(f"Scenario {scenario!r} bestaat niet.", advice=f"Kies uit: {', '.join(SCENARIOS)}.")
    chosen_format = format or _ENDINGS.get(out.suffix.lower() if out else "")
    if chosen_format not in FORMATS:
        raise UsageError(
            f"Formaat {format or (out.suffix if out else '')!r} bestaat niet.",
            advice=f"Kies uit: {', '.join(FORMATS)}.",
        )
    catalogue = load_catalogue()
    with engine_of(graph, endpoint, engine, timeout, union) as chosen:
        found = impact_of(chosen, catalogue, thing_named(name, chosen, catalogue))
    report = render_impact(
        found, chosen_format, texts_of(graph), (Scenario(scenario),) if scenario else tuple(Scenario)
    )
    if out is None:
        typer.echo(report, nl=False)
    else:
        out.write_text(report, encoding="utf-8", newline="")
