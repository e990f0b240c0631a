"""Cells of a draw.io page: vertices, edges and the HTML in their labels.

Labels are HTML, for only those wrap. The words in them are escaped twice: once as HTML, and once more, with the
markup around them, as an attribute of the XML. draw.io's placeholders (`%name%`) work only where a cell asks for them,
and none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from avggraph.diagram.formats.svg.elements import Attributes, element, number
from avggraph.diagram.layout.boxes import Line, Slant, Tone
from avggraph.diagram.layout.typeset import Font, clean, pieces
from avggraph.diagram.theme import Theme

LAYER = "1"
"""The id of the layer that everything stands in."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the file: its cells in the order they are drawn, written as XML."""

    id: str
    name: str
    width: float
    height: float
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a vertex stands; x and y are relative to its parent."""

    x: float
    y: float
    width: float
    height: float
    parent: str = LAYER


def style(*names: str, **values: str | float) -> str:
    """Write a style: names of base styles, and keys with their values.

    >>> style("text", html=1, fillColor="#ffffff", spacing=12.5)
    'text;html=1;fillColor=#ffffff;spacing=12.5;'
    """
    given = [f"{key}={value if isinstance(value, str) else number(value)}" for key, value in values.items()]
    return "".join(f"{part};" for part in (*names, *given))


def vertex(identifier: str, label: str, look: str, place: Place, facts: Mapping[str, str] | None = None) -> str:
    """Write a vertex; `facts` are kept with it as data of its own, such as its link and tooltip."""
    geometry: Attributes = {"x": place.x, "y": place.y, "width": place.width, "height": place.height, "as": "geometry"}
    cell = {"style": look, "vertex": "1", "parent": place.parent}
    return _cell(identifier, label, cell, element("mxGeometry", geometry), facts)


def edge(
    identifier: str,
    label: str,
    look: str,
    points: Iterable[Point],
    ends: Mapping[str, str] | None = None,
    *,
    at: float = 0,
    facts: Mapping[str, str] | None = None,
) -> str:
    """Write an edge through `points`; its label stands at `at`, from -1 at the source to 1 at the target.

    `ends` gives the ids of the cells it is bound to, as "source" and "target".
    """
    first, *between, last = points
    marks = [
        element("mxPoint", {"x": first[0], "y": first[1], "as": "sourcePoint"}),
        element("mxPoint", {"x": last[0], "y": last[1], "as": "targetPoint"}),
    ]
    if between:
        marks.append(element("Array", {"as": "points"}, (element("mxPoint", {"x": x, "y": y}) for x, y in between)))
    geometry = element("mxGeometry", {"relative": "1", "x": f"{at:.3f}", "as": "geometry"}, marks)
    return _cell(identifier, label, {"style": look, "edge": "1", "parent": LAYER, **(ends or {})}, geometry, facts)


def paragraph(words: str, line: Line, colours: Theme, measure: float, *, above: float = 0) -> str:
    """Write a paragraph as HTML in the manner of one of its lines, with white space of `above` px over it.

    >>> from avggraph.diagram.layout.typeset import Font
    >>> from avggraph.diagram.theme import theme
    >>> paragraph("<b>", Line(0, 0, "<b>", Font(12)), theme(), 100)
    '<div style="font-size:12px;line-height:1.35;color:#1b2430">&lt;b&gt;</div>'
    """
    tone = {Tone.QUIET: colours.quiet, Tone.MARK: colours.mark_ink}.get(line.tone, colours.ink)
    look = f"font-size:{number(line.font.size)}px;line-height:1.35;color:{tone}"
    look += ";font-weight:bold" if line.font.weight == "bold" else ""
    look += ";font-style:italic" if line.slant is Slant.ITALIC else ""
    look += f";margin-top:{number(above)}px" if above else ""
    return f'<div style="{look}">{breakable(words, line.font, measure)}</div>'


def breakable(words: str, font: Font, measure: float) -> str:
    """Write words as HTML that wraps by itself, and may break a word where our layout has to: with a soft hyphen.

    >>> breakable("Beheer van verzekeringsmaatschappijen", Font(10), 70)
    'Beheer van verzekerings&shy;maatschappi&shy;jen'
    """
    return " ".join(_parted(word, font, measure) for word in clean(words).split(" "))


def _parted(word: str, font: Font, measure: float) -> str:
    *broken, (last, _) = pieces(word, font, measure)
    return "".join(escape(piece) + ("&shy;" if hyphened else "<wbr>") for piece, hyphened in broken) + escape(last)


def plain(words: str) -> str:
    """Write words as the HTML of a label.

    >>> plain("<script>")
    '&lt;script&gt;'
    """
    return escape(clean(words))


def _cell(identifier: str, label: str, cell: Mapping[str, str], geometry: str, facts: Mapping[str, str] | None) -> str:
    """A cell with facts of its own is wrapped in the object that holds them."""
    if not facts:
        return element("mxCell", {"id": identifier, "value": label, **cell}, [geometry])
    return element("UserObject", {"label": label, **facts, "id": identifier}, [element("mxCell", cell, [geometry])])
