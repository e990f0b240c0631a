"""The layouts a description comes in, and which one a text has: each scores the text, the best one reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from avggraph.description import Description
from avggraph.errors import NotADescriptionError, UsageError, Where
from avggraph.extract import sheet
from avggraph.text import SourceText

# Below this share of a form's headings and labels a text is no description in that layout.
_ENOUGH = 0.25


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of layouts: `score` gives 0 to 1, `read` reads a text that is in it."""

    name: str
    description: str
    score: Callable[[SourceText], float]
    read: Callable[[SourceText], Description]


LAYOUTS: tuple[Layout, ...] = (
    Layout("S", "gelabeld formulier (ook met losgeraakte kolommen: S-columns)", sheet.score, sheet.read_sheet),
)


def extract(source: SourceText, layout: str | None = None) -> Description:
    """Extract the description a source holds, in the layout that fits it best or in the one that is named.

    Raises `NotADescriptionError` where no layout fits, `UsageError` for a layout that does not exist.
    """
    if layout is not None:
        return _named(layout).read(source)
    value, best = max(((each.score(source), each) for each in LAYOUTS), key=lambda pair: pair[0])
    if value < _ENOUGH:
        raise NotADescriptionError(
            f"Geen beschrijving van een verwerking: {_percent(value)} van de kopjes en labels van indeling "
            f"{best.name} komt voor, nodig is {_percent(_ENOUGH)}.",
            where=Where(source.path),
            advice="Staat er toch een beschrijving in, geef dan --layout.",
        )
    return best.read(source)


def _named(layout: str) -> Layout:
    for each in LAYOUTS:
        if each.name == layout:
            return each
    names = ", ".join(each.name for each in LAYOUTS)
    raise UsageError(f"Indeling {layout!r} bestaat niet.", advice=f"Kies uit: {names}.")


def _percent(share: float) -> str:
    return f"{share:.0%}"
