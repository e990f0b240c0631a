"""The formats of an impact report. `IMPACT_FORMATS` is the one table of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from avggraph.errors import UsageError
from avggraph.headed_lists import as_markdown, as_text
from avggraph.impact.for_people import document
from avggraph.impact.for_programs import as_csv, as_json
from avggraph.impact.model import Impact, Scenario
from avggraph.validate.report.passages import Passages


def render_impact(
    found: Impact,
    format: str = "text",
    texts: Mapping[str, str] | None = None,
    scenarios: Collection[Scenario] = tuple(Scenario),
) -> str:
    """Write an impact in the format of this name; `UsageError` for a name that is not in `IMPACT_FORMATS`.

    `texts` are the documents' texts by source IRI (`Output.texts`); words whose text is not there are left out of
    what people read, and keep their span IRI in JSON and CSV.
    """
    if format not in IMPACT_FORMATS:
        raise UsageError(f"Formaat {format!r} bestaat niet.", advice=f"Kies uit: {', '.join(IMPACT_FORMATS)}.")
    return IMPACT_FORMATS[format](found, Passages(texts or {}), scenarios)


def _text(found: Impact, passages: Passages, scenarios: Collection[Scenario]) -> str:
    return as_text(*document(found, passages, scenarios))


def _markdown(found: Impact, passages: Passages, scenarios: Collection[Scenario]) -> str:
    return as_markdown(*document(found, passages, scenarios))


IMPACT_FORMATS: Mapping[str, Callable[[Impact, Passages, Collection[Scenario]], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": as_json,
    "csv": lambda found, _passages, _scenarios: as_csv(found),
}
"""The formats by name."""
