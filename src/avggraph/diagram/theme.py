"""The colours and typefaces of the drawn diagram: a file under `data/diagram/themes/`, or one of the user's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from avggraph import resources
from avggraph.diagram.model import BoundaryKind, NodeKind
from avggraph.errors import UsageError, Where

STANDARD = "standaard"
"""The theme where none is chosen."""

TEXT_CONTRAST = 4.5
"""The least contrast of text and its paper (WCAG 2.2, 1.4.3)."""

LINE_CONTRAST = 3.0
"""The least contrast of a line and what it is drawn on (WCAG 2.2, 1.4.11)."""

COLOURS = ("paper", "ink", "quiet", "line", "rule", "badge", "badge_ink", "mark_paper", "mark_ink")
"""The colours that a theme has one of."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# The name of a font family is an identifier or a string (CSS Fonts 4, section 2.1); nothing here can end a declaration.
_FONT = re.compile(r"[\w\s,'-]+")


@dataclass(frozen=True, slots=True)
class Tint:
    """The fill of a shape and the colour of its outline, as "#rrggbb"."""

    paper: str
    line: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours ("#rrggbb") and the font family list of a drawn diagram."""

    font: str
    paper: str
    ink: str
    quiet: str
    line: str
    rule: str
    badge: str
    badge_ink: str
    mark_paper: str
    mark_ink: str
    node: dict[NodeKind, Tint]
    boundary: dict[BoundaryKind, Tint]

    @property
    def face(self) -> str:
        """The first family of the font list, for formats that take one.

        >>> theme().face
        'Arial'
        """
        return self.font.partition(",")[0].strip(" '\"")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours of a theme that stand on one another, by their keys, and the least contrast they need."""

    name: str
    first: str
    second: str
    least: float

    @property
    def is_legible(self) -> bool:
        """Whether the contrast suffices."""
        return contrast(self.first, self.second) >= self.least


def themes() -> tuple[str, ...]:
    """Name the themes there are.

    >>> themes()
    ('donker', 'standaard', 'zwart-wit')
    """
    return tuple(sorted(path.stem for path in resources.data("diagram", "themes").glob("*.toml")))


@cache
def theme(name: str = STANDARD) -> Theme:
    """Read a theme by its name; UsageError for a name without a theme, KnowledgeError where a colour is missing.

    >>> theme().paper
    '#ffffff'
    """
    if name not in themes():
        raise UsageError(f"Het thema {name!r} bestaat niet.", advice=f"Kies uit: {', '.join(themes())}.")
    with resources.table(resources.data("diagram", "themes", f"{name}.toml")) as entries:
        return _made(entries)


def read_theme(path: Path) -> Theme:
    """Read a theme from a file of the user's own, with the keys of those in `data/diagram/themes/`.

    UsageError, with the file and the key, where it cannot be read, a key is missing or unknown, a value is no colour
    ("#rrggbb") or font list, or where two colours that stand on one another cannot be told apart.

    >>> read_theme(resources.data("diagram", "themes", "standaard.toml")) == theme("standaard")
    True
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Het thema kan niet worden gelezen: {error}.",
            where=Where(str(path)),
            advice=f"Geef een bestand (.toml) of een van de namen {', '.join(themes())}.",
        ) from error
    given = dict(_values(entries))
    wanted = {"font", *COLOURS, *(f"{table}.{side}" for table in _tables() for side in ("paper", "line"))}
    for key in sorted(wanted ^ given.keys()):
        what = "Deze sleutel ontbreekt." if key in wanted else "Deze sleutel heeft een thema niet."
        raise UsageError(what, where=Where(str(path), field=key), advice="Neem standaard.toml als voorbeeld.")
    for key, value in given.items():
        form = _FONT if key == "font" else _COLOUR
        if not isinstance(value, str) or not form.fullmatch(value):
            advice = "Noem lettertypen, met komma's ertussen." if key == "font" else "Schrijf een kleur als #1b2430."
            raise UsageError(f"De waarde {value!r} past hier niet.", where=Where(str(path), field=key), advice=advice)
    made = _made(entries)
    for pair in pairs(made):
        if not pair.is_legible:
            raise UsageError(
                f"Het contrast van {pair.first} en {pair.second} is {contrast(pair.first, pair.second):.2f}.",
                where=Where(str(path), field=pair.name),
                advice=f"Het moet ten minste {pair.least} zijn (WCAG 2.2).",
            )
    return made


def pairs(colours: Theme) -> Iterator[Pair]:
    """Give every two colours that stand on one another where telling them apart matters.

    >>> [pair.name for pair in pairs(theme())][:3]
    ['badge_ink op badge', 'mark_ink op mark_paper', 'ink op paper']
    """
    yield Pair("badge_ink op badge", colours.badge_ink, colours.badge, TEXT_CONTRAST)
    yield Pair("mark_ink op mark_paper", colours.mark_ink, colours.mark_paper, TEXT_CONTRAST)
    tints = {f"node.{kind.value}": tint for kind, tint in colours.node.items()}
    tints |= {f"boundary.{kind.value}": tint for kind, tint in colours.boundary.items()}
    for name, paper in {"paper": colours.paper, **{f"{key}.paper": tint.paper for key, tint in tints.items()}}.items():
        yield Pair(f"ink op {name}", colours.ink, paper, TEXT_CONTRAST)
        yield Pair(f"quiet op {name}", colours.quiet, paper, TEXT_CONTRAST)
        yield Pair(f"line op {name}", colours.line, paper, LINE_CONTRAST)
    for key, tint in tints.items():
        yield Pair(f"{key}.line op {key}.paper", tint.line, tint.paper, LINE_CONTRAST)
        yield Pair(f"{key}.line op paper", tint.line, colours.paper, LINE_CONTRAST)


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, definitions "contrast ratio", "relative luminance").

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def is_dark(colour: str) -> bool:
    """Tell whether white stands out on a colour more than black does.

    >>> is_dark("#14191e"), is_dark("#ffffff")
    (True, False)
    """
    return contrast(colour, "#ffffff") > contrast(colour, "#000000")


def _made(entries: Mapping[str, Any]) -> Theme:
    nodes = {kind: Tint(**entries["node"][kind.value]) for kind in NodeKind}
    boundaries = {kind: Tint(**entries["boundary"][kind.value]) for kind in BoundaryKind}
    return Theme(**{**entries, "node": nodes, "boundary": boundaries})


def _tables() -> Iterator[str]:
    yield from (f"node.{kind.value}" for kind in NodeKind)
    yield from (f"boundary.{kind.value}" for kind in BoundaryKind)


def _values(entries: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Give each value with its dotted key; an empty table counts as a value."""
    for key, value in entries.items():
        if isinstance(value, dict) and value:
            yield from _values(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
