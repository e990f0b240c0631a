"""The layouts a description comes in, and which one a text has: each scores the text, the best one reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from avggraph.description import Description, Unused
from avggraph.errors import NotADescriptionError, UsageError, Where
from avggraph.extract import sheet, structured
from avggraph.extract.kind import record_kind
from avggraph.extract.outline import outline
from avggraph.extract.page import Page, page_of
from avggraph.extract.pages import read_page
from avggraph.text import SourceText

# Below this share of a layout's headings and labels a text is no description in that layout.
_ENOUGH = 0.25

# A second layout that scores this share of the best one's score leaves the choice in doubt.
_TIE = 0.9


@dataclass(frozen=True, slots=True)
class Layout:
    """A family of layouts: `score` gives 0 to 1, `read` reads a text that is in it and says which one it is.

    The text comes to `score` as it is and as a reader sees it: the page is laid out once for all layouts.
    """

    names: tuple[str, ...]
    description: str
    score: Callable[[SourceText, Page], float]
    read: Callable[[SourceText], Description]


def _sheet_score(source: SourceText, _page: Page) -> float:
    return sheet.score(source)


def _structured_score(source: SourceText, _page: Page) -> float:
    return structured.score(source)


def _page_score(name: str, _source: SourceText, page: Page) -> float:
    return outline(name).score(page.text)


def _page(names: tuple[str, ...], description: str, name: str) -> Layout:
    return Layout(names, description, partial(_page_score, name), partial(read_page, layout=name))


LAYOUTS: tuple[Layout, ...] = (
    Layout(("S", "S-columns"), "gelabeld formulier, ook met losgeraakte kolommen", _sheet_score, sheet.read_sheet),
    _page(("A",), "vragenlijst met basisgegevens (2018-2021)", "a"),
    _page(("B", "B2"), "pagina met titel boven en nummer onder, met of zonder witregels", "b"),
    _page(("C",), "pagina met meldingsnummer (voor 2018)", "c"),
    _page(("D",), "pagina van de opvolger van het register", "d"),
    Layout(
        tuple(structured.LAYOUTS), "uitvoer van een register, rekenblad, bundel", _structured_score, structured.read
    ),
)


def extract(source: SourceText, layout: str | None = None) -> Description:
    """Extract the description a source holds, in the layout that fits it best or in the one that is named.

    Where a second layout fits about as well, the first words of the document are among the unused ones with that as
    the reason. Raises `NotADescriptionError` where no layout fits, `UsageError` for a layout that does not exist.
    """
    if layout is not None:
        return _read(_named(layout), source)
    (best, first), (second, other), *_ = ranked(source)
    if best < _ENOUGH:
        raise NotADescriptionError(
            f"Geen beschrijving van een verwerking: {_percent(best)} van de kopjes en labels van indeling "
            f"{first.names[0]} komt voor en {_percent(second)} van die van {other.names[0]}, nodig is "
            f"{_percent(_ENOUGH)}.",
            where=Where(source.path),
            advice="Staat er toch een beschrijving in, geef dan --layout.",
        )
    description = _read(first, source)
    if second < _TIE * best:
        return description
    return _doubted(
        description, source, f"indeling onzeker: {first.names[0]} {_percent(best)}, {other.names[0]} {_percent(second)}"
    )


def _read(layout: Layout, source: SourceText) -> Description:
    return replace(layout.read(source), kind=record_kind(source))


def ranked(source: SourceText) -> list[tuple[float, Layout]]:
    """Give every layout with its score for a source, the best first; of equal ones the first in `LAYOUTS`."""
    page = page_of(source.text)
    return sorted(((each.score(source, page), each) for each in LAYOUTS), key=lambda pair: -pair[0])


def _doubted(description: Description, source: SourceText, reason: str) -> Description:
    page = page_of(source.text)
    words = page.quote([(page.rows[0].start, page.rows[0].end)]) if page.rows else None
    return replace(description, unused=(Unused(words, reason), *description.unused)) if words else description


def _named(layout: str) -> Layout:
    for each in LAYOUTS:
        if layout in each.names:
            return each
    names = ", ".join(name for each in LAYOUTS for name in each.names)
    raise UsageError(f"Indeling {layout!r} bestaat niet.", advice=f"Kies uit: {names}.")


def _percent(share: float) -> str:
    return f"{share:.0%}"
