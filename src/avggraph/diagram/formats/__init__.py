"""The formats a diagram is rendered in: one table for the API, the command line and the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from avggraph.diagram.formats.document.document import render_pdf, render_png
from avggraph.diagram.formats.drawio import render_drawio
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.page.page import render_page
from avggraph.diagram.formats.svg import render_svg
from avggraph.diagram.formats.text.dot import render_dot
from avggraph.diagram.formats.text.facts_csv import render_csv
from avggraph.diagram.formats.text.mermaid import render_mermaid
from avggraph.diagram.formats.text.plantuml import render_plantuml
from avggraph.diagram.formats.text.threat_dragon import render_threat_dragon
from avggraph.diagram.model import Diagram


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is also the ending of its files, what it is in Dutch, and how it is written.

    `render` gives text to be written in UTF-8, or where the format `is_binary`, bytes.
    """

    name: str
    title: str
    render: Callable[[Diagram, Options], str | bytes]
    is_binary: bool = False


def _table(formats: Iterable[Format]) -> Mapping[str, Format]:
    return MappingProxyType({each.name: each for each in formats})


FORMATS: Mapping[str, Format] = _table((
    Format("svg", "tekening, toegankelijk, op zichzelf staand", render_svg),
    Format("html", "bladzijde met tekening en tabel", render_page),
    Format("png", "tekening in beeldpunten", render_png, is_binary=True),
    Format("pdf", "tekening en tabel, toegankelijk (PDF/UA), om af te drukken", render_pdf, is_binary=True),
    Format("drawio", "diagrams.net (draw.io), bewerkbaar", render_drawio),
    Format("mmd", "Mermaid", render_mermaid),
    Format("dot", "Graphviz", render_dot),
    Format("puml", "PlantUML met C4", render_plantuml),
    Format("threat-dragon.json", "OWASP Threat Dragon 2", render_threat_dragon),
    Format("csv", "de tabel van stromen", render_csv),
))  # fmt: skip
"""The formats by name, the usual one first."""

__all__ = ["FORMATS", "Format", "Options"]
