"""The command about what a breach or stop touches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from avggraph.cli.arguments import Graph
from avggraph.errors import UsageError

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
FORMATS = ("text", "markdown", "json", "csv")
SCENARIOS = ("lek", "uitval")


def impact(
    name: Annotated[str, typer.Argument(help="Een organisatie of systeem: naam, afkorting of IRI.")],
    graph: Graph,
    scenario: Annotated[
        str | None, typer.Option(help=f"Wat er gebeurt: {' of '.join(SCENARIOS)}; zonder deze optie allebei.")
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=f"Het formaat: {', '.join(FORMATS)}.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het rapport.")] = None,
) -> None:
    """Toon wat een lek of uitval van een organisatie of systeem raakt, en wie het moet horen."""
    from avggraph.impact import Scenario, render_impact
    from avggraph.impact import impact as impact_of
    from avggraph.network import thing_named
    from avggraph.query import OxigraphEngine, load_catalogue
    from avggraph.store import open_output

    if scenario is not None and scenario not in SCENARIOS:
        raise UsageError(f"Scenario {scenario!r} bestaat niet.", advice=f"Kies uit: {', '.join(SCENARIOS)}.")
    if format not in FORMATS:
        raise UsageError(f"Formaat {format!r} bestaat niet.", advice=f"Kies uit: {', '.join(FORMATS)}.")
    output, catalogue = open_output(graph), load_catalogue()
    engine = OxigraphEngine(output.open_store())
    found = impact_of(engine, catalogue, thing_named(name, engine, catalogue))
    report = render_impact(found, format, output.texts(), (Scenario(scenario),) if scenario else tuple(Scenario))
    if out is None:
        typer.echo(report, nl=False)
    else:
        out.write_text(report, encoding="utf-8", newline="")
