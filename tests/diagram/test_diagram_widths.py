"""The widths the layout reckons with, held against the fonts that pictures are shown and printed in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from random_records import records

from avggraph.diagram.formats.document.typesetter import STAND_INS, folder
from avggraph.diagram.layout.boxes import PADDING, Line, Slant
from avggraph.diagram.layout.picture import lay_out
from avggraph.diagram.layout.typeset import Font, width
from avggraph.diagram.record.compose import compose
from avggraph.diagram.record.facts import RecordFacts

_SLACK = 0.2  # coordinates are rounded to one decimal
_STYLES = {
    ("regular", Slant.UPRIGHT): 0,
    ("bold", Slant.UPRIGHT): 1,
    ("regular", Slant.ITALIC): 2,
    ("bold", Slant.ITALIC): 3,
}


def _installed() -> dict[str, tuple[Path, ...]]:
    """The files of each family at hand: regular, bold, italic, bold italic. Open Sans always is."""
    system = Path("/usr/share/fonts/truetype")
    usual = ("Regular", "Bold", "Italic", "BoldItalic")
    families = {
        "Open Sans": (folder(), "OpenSans-{}.ttf", usual),
        "DejaVu Sans": (system / "dejavu", "DejaVuSans{}.ttf", ("", "-Bold", "-Oblique", "-BoldOblique")),
        "Liberation Sans": (
            system / "liberation",
            "LiberationSans-{}.ttf",
            ("Regular", "Bold", "Italic", "BoldItalic"),
        ),
    }
    found = {
        name: tuple(place / pattern.format(style) for style in styles)
        for name, (place, pattern, styles) in families.items()
    }
    return {name: files for name, files in found.items() if all(file.is_file() for file in files)}


_FAMILIES = _installed()


@cache
def _advances(file: Path) -> dict[str, float]:
    """The width of each character of a font, in em."""
    with TTFont(file) as font:
        unit = font["head"].unitsPerEm
        return {chr(code): font["hmtx"][glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def _measured(line: Line, family: str) -> float:
    """The width of a line; a character that the font lacks comes from another, and counts as the layout counts it."""
    advances = _advances(_FAMILIES[family][_STYLES[line.font.weight, line.slant]])
    return sum(
        advances[character] * line.font.size if character in advances else width(character, line.font)
        for character in line.text
    )


@pytest.mark.parametrize("family", _FAMILIES)
@pytest.mark.parametrize("style", _STYLES, ids=lambda style: f"{style[0]} {style[1].value}")
def test_no_character_is_wider_than_the_table_says(family: str, style: tuple[str, Slant]) -> None:
    advances = _advances(_FAMILIES[family][_STYLES[style]])
    font = Font(1, style[0])
    # Control and formatting characters never get this far.
    printed = {character: em for character, em in advances.items() if character.isprintable()}
    assert {character for character, em in printed.items() if em > width(character, font) + 1e-9} == set()


@pytest.mark.parametrize("style", _STYLES, ids=lambda style: f"{style[0]} {style[1].value}")
def test_no_stand_in_is_wider_than_what_it_stands_for(style: tuple[str, Slant]) -> None:
    advances = _advances(_FAMILIES["Open Sans"][_STYLES[style]])
    for code, stand_in in STAND_INS.items():
        assert sum(advances[character] for character in stand_in) <= width(chr(code), Font(1, style[0])), chr(code)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_no_line_is_wider_than_its_box_in_any_font(facts: RecordFacts) -> None:
    picture = lay_out(compose(facts, "nl"))
    for family in _FAMILIES:
        for placed in picture.placed:
            for line in placed.box.lines:
                assert line.x + _measured(line, family) <= placed.box.width - PADDING + _SLACK, (family, line.text)
            for badge in placed.box.badges:
                assert badge.line.x + _measured(badge.line, family) <= badge.x + badge.width, (family, badge.line.text)
        for frame in picture.frames:
            for line in frame.lines:
                assert line.x + _measured(line, family) <= frame.x + frame.width + _SLACK, (family, line.text)
