"""The diagram as PNG and PDF, made from its SVG by typst (https://typst.app/docs/).

The templates are `data/diagram/sheet.typ` and `data/diagram/document.typ`. They get the picture and all words as files
of data, so that nothing a register says can become markup, and read no other file. The PDF is tagged: PDF/UA-1, ISO
14289-1. The same diagram gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from avggraph import resources
from avggraph.diagram.formats.document.png_text import with_text
from avggraph.diagram.formats.document.typesetter import FAMILY, REPLACEMENT, STAND_INS, OutputFormat, lacking, typeset
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.svg import render_svg
from avggraph.diagram.formats.svg.wide import MARGIN
from avggraph.diagram.layout.typeset import Font, clean, fits, pieces, wrap
from avggraph.diagram.listing import columns, drawn_rows, names_of
from avggraph.diagram.model import Diagram
from avggraph.diagram.provenance import footer, name
from avggraph.diagram.words import words
from avggraph.errors import UsageError

MOST_PIXELS = 40_000_000
"""The size of the largest PNG; drawing it takes about 650 MB of memory."""

SMALLEST_TEXT = 6.0
"""The least size in pt of text on the page with the picture."""

_PT_PER_PX = 0.75  # CSS Values and Units, section 6.2: 1in = 96px = 72pt
_A4, _A3 = (841.89, 595.28), (1190.55, 841.89)  # ISO 216, in pt, lying
_PAPERS = (_A4, _A4[::-1], _A3, _A3[::-1])
_LARGEST_PAGE = 14_400.0  # pt; ISO 32000-1, annex C.2
_MARGIN = 28.0  # pt, beside text and over it
_FOOT, _PICTURE_FOOT = 36.0, 28.0  # pt, under text and under the picture, with the page number in it
_EDGE = 14.0  # pt of paper around the picture, about what printers leave white
_PAGE_NUMBER = 50.0  # pt

_CELL = Font(8)
_FOOTER = Font(7)
_INSET = 4.0  # pt, left and right of a cell's text
_NUMBER = 30.0  # pt, the first column
_SHARES = {"from": 14, "to": 14, "kind": 9, "data": 18, "basis": 13, "retention": 12, "words": 20, "records": 14}
_NAMES = frozenset({"from", "to"})  # columns whose texts link
_MOST_LINES = 28  # of a row that is kept on one page, which has room for some 35
_ZERO_WIDTH_SPACE, _SOFT_HYPHEN = "\u200b", "\u00ad"

_MOST_CODES = 12  # of characters that are named as lost

_SVG = "{http://www.w3.org/2000/svg}"

Facts = Mapping[str, object]
"""What a template reads as JSON."""


def render_png(diagram: Diagram, options: Options) -> bytes:
    """Render the whole sheet as a PNG of `options.scale` pixels to a CSS px; its title and description travel as iTXt.

    A sheet over `MOST_PIXELS` gets a lower scale; UsageError where its words would not be legible even so, or where
    the scale is no positive number.
    """
    if not 0 < options.scale < math.inf:
        raise UsageError(f"De schaal {options.scale} kan niet.", advice="Kies een getal boven 0, zoals 2.")
    picture = _Picture(diagram, options)
    pixels = picture.width * picture.height
    scale = min(options.scale, math.sqrt(MOST_PIXELS / pixels))
    if scale < min(1.0, options.scale):
        raise UsageError(
            f"De tekening is {picture.width:.0f} bij {picture.height:.0f} px: te groot voor een leesbare PNG.",
            advice="Kies svg of pdf, of laat stromen weg.",
        )
    facts = {"width": picture.width, "margin": MARGIN}
    png = _typeset("sheet.typ", picture, facts, "png", ppi=72 * scale)
    return with_text(png, {"Title": picture.title, "Description": picture.description}, diagram.language)


def render_pdf(diagram: Diagram, options: Options) -> bytes:
    """Render a diagram as PDF/UA-1: the picture on one page, then the table of flows where `options.table` asks for it.

    The page is the smallest of A4 and A3, lying or standing, on which the smallest text of the picture has
    `SMALLEST_TEXT`; where none is, a larger one of the picture's own shape, up to what PDF allows.
    """
    picture = _Picture(diagram, replace(options, table=False, rows="tabel" if options.table else ""))
    page = _page(picture)
    origin = " · ".join(footer(diagram)[:2])
    facts = {
        "size": _CELL.size,
        "margin": _MARGIN,
        "foot": _FOOT,
        "picture-foot": _PICTURE_FOOT,
        "page": {"width": page.width, "height": page.height},
        "picture": {
            "x": page.x,
            "y": page.y,
            "width": picture.width * page.scale,
            "height": picture.height * page.scale,
        },
        "text-page": {"width": _A4[0], "height": _A4[1]},
        "footer": wrap(origin, _FOOTER, _A4[0] - 2 * _MARGIN - _PAGE_NUMBER, limit=2),
        "table": _table(diagram, options) if options.table else None,
    }
    return _typeset("document.typ", picture, facts, "pdf")


class _Picture:
    """The SVG of a diagram, set in Open Sans, and what it says: its name, its flows, and where they come from."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.theme = replace(options.theme, font=FAMILY)
        self.language = diagram.language
        root = ET.fromstring(render_svg(diagram, replace(options, theme=self.theme)))
        self.title = clean(name(diagram)) or words(diagram.language)["untitled"]
        self.description = " ".join([root.findtext(f"{_SVG}desc", ""), *map(clean, footer(diagram))])
        self.width, self.height = float(root.get("width", 0)), float(root.get("height", 0))
        texts = list(root.iter(f"{_SVG}text"))
        for text in texts:
            text.text = _settable(text.text or "")
        self.smallest = min(float(text.get("font-size", 0)) for text in texts)
        self.characters = frozenset("".join(text.text or "" for text in texts))
        self._root = root

    def svg(self, replaced: dict[int, str]) -> bytes:
        """Give the SVG with characters of its drawn texts replaced; only text changes, never markup."""
        root = deepcopy(self._root)
        for text in root.iter(f"{_SVG}text"):
            text.text = (text.text or "").translate(replaced)
        return ET.tostring(root)


@dataclass(frozen=True, slots=True)
class _Page:
    """The size of a page, and the left and top edge of the picture on it, in pt; `scale` is pt to a px.

    The picture's white edge may go beyond the page.
    """

    width: float
    height: float
    x: float
    y: float
    scale: float


def _page(picture: _Picture) -> _Page:
    drawn_width, drawn_height = picture.width - 2 * MARGIN, picture.height - 2 * MARGIN

    def scale_on(width: float, height: float) -> float:
        return min((width - 2 * _EDGE) / drawn_width, (height - _EDGE - _PICTURE_FOOT) / drawn_height)

    least = SMALLEST_TEXT / picture.smallest
    for width, height in _PAPERS:
        if scale_on(width, height) >= least:
            scale = min(scale_on(width, height), _PT_PER_PX)
            break
    else:
        scale = min(least, scale_on(_LARGEST_PAGE, _LARGEST_PAGE))
        width, height = drawn_width * scale + 2 * _EDGE, drawn_height * scale + _EDGE + _PICTURE_FOOT
    return _Page(width, height, (width - picture.width * scale) / 2, _EDGE - MARGIN * scale, scale)


def _table(diagram: Diagram, options: Options) -> Facts:
    say = words(diagram.language)
    keys = columns(diagram)
    widths = _widths(keys)
    links = _links(diagram, options)
    listed = []
    for row in drawn_rows(diagram):
        room = [(key, row.cell(key), width - 2 * _INSET) for key, width in zip(keys, widths, strict=True)]
        cells = [
            {"text": breakable(text, _CELL, measure), "link": links.get(text, "") if key in _NAMES else ""}
            for key, text, measure in room
        ]
        height = max(len(wrap(text, _CELL, measure)) for _, text, measure in room)
        listed.append({"cells": cells, "whole": height <= _MOST_LINES})
    return {
        "title": say["flows"],
        "empty": say["no_flows"],
        "widths": widths,
        "inset": _INSET,
        "head": [say[key] for key in keys],
        "rows": listed,
    }


def _widths(keys: tuple[str, ...]) -> list[float]:
    """Divide the width of the page: a fixed part for the number, shares for the rest."""
    room = _A4[0] - 2 * _MARGIN - _NUMBER
    whole = sum(_SHARES[key] for key in keys[1:])
    return [_NUMBER, *(round(room * _SHARES[key] / whole, 2) for key in keys[1:])]


def _links(diagram: Diagram, options: Options) -> dict[str, str]:
    """Give the web address for each name in the table that stands for one thing with an address."""
    names = names_of(diagram)
    found: dict[str, set[str]] = {}
    for node in diagram.nodes:
        found.setdefault(names[node.id], set()).add(options.href(node.iri))
    return {label: _uri(*addresses) for label, addresses in found.items() if len(addresses) == 1}


def _uri(address: str) -> str:
    """Write an address in ASCII, as PDF asks (ISO 32000-1, 12.6.4.7); only the web's: others have no base in a PDF."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~") if urlsplit(address).scheme in {"http", "https"} else ""


def breakable(text: str, font: Font, measure: float) -> str:
    """Give words that are wider than `measure` places to break, which show only where they are used.

    >>> breakable("de Arbeidsongeschiktheidsverzekering", Font(10), 90).replace("\\u00ad", "|")
    'de Arbeidson|geschiktheidsver|zekering'
    """
    return " ".join(word if fits(word, font, measure) else _broken(word, font, measure) for word in clean(text).split())


def _broken(word: str, font: Font, measure: float) -> str:
    *broken, (last, _) = pieces(word, font, measure)
    return "".join(piece + (_SOFT_HYPHEN if hyphened else _ZERO_WIDTH_SPACE) for piece, hyphened in broken) + last


def _typeset(template: str, picture: _Picture, facts: Facts, format: OutputFormat, ppi: float | None = None) -> bytes:
    """Set a template with the picture and the facts; characters the font lacks are replaced, and named in a note.

    No sign of JSON is among them, has a stand-in, or combines with an accent.
    """
    drawn = _settable(json.dumps(facts, ensure_ascii=False))
    lost = lacking((picture.characters | set(drawn)) - {_ZERO_WIDTH_SPACE, _SOFT_HYPHEN})
    say = words(picture.language)
    codes = [f"U+{ord(character):04X}" for character in sorted(lost)]
    some = ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")
    about = {
        "title": picture.title,
        "description": picture.description,
        "language": picture.language,
        "font": FAMILY,
        "paper": picture.theme.paper,
        "ink": picture.theme.ink,
        "quiet": picture.theme.quiet,
        "rule": picture.theme.rule,
        "note": say["unshown"].format(sign=REPLACEMENT, characters=some) if lost else "",
    }
    replaced = str.maketrans(dict.fromkeys(lost, REPLACEMENT))
    files = {
        "main.typ": resources.data("diagram", template).read_bytes(),
        "picture.svg": picture.svg(replaced),
        "about.json": json.dumps(about).encode(),
        "facts.json": drawn.translate(replaced).encode(),
    }
    return typeset(files, format, ppi=ppi)


def _settable(text: str) -> str:
    """Write a letter and its accent as one character where there is one (NFC), and signs as the font has them."""
    return unicodedata.normalize("NFC", text).translate(STAND_INS)
