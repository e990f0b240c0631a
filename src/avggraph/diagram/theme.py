"""The colours and typefaces of the drawn diagram: a file under `data/diagram/themes/`, or one of the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.diagram.model import BoundaryKind, NodeKind

STANDARD = "standaard"
"""The theme where none is chosen."""


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


@cache
def theme(name: str = STANDARD) -> Theme:
    """Read a theme by its name; UsageError for a name without a theme, KnowledgeError where a colour is missing.

    >>> theme().paper
    '#ffffff'
    """
    with resources.table(resources.data("diagram", "themes", f"{name}.toml")) as entries:
        nodes = {kind: Tint(**entries["node"][kind.value]) for kind in NodeKind}
        boundaries = {kind: Tint(**entries["boundary"][kind.value]) for kind in BoundaryKind}
        return Theme(**(entries | {"node": nodes, "boundary": boundaries}))


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, definitions "contrast ratio", "relative luminance").

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
