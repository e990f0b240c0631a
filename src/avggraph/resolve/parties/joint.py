"""Joint controllers: only where the page says so (GDPR art. 26); two names are not joint by standing side by side."""

from __future__ import annotations

from avggraph.resolve.parties.cues import party_cues
from avggraph.text import Span

# A denial, or a question, stands within some words before ("geen sprake van gezamenlijke verantwoordelijkheid").
_BEFORE = 60


def stated_jointly(text: str) -> Span | None:
    """Find the words that say that controllers decide jointly; a denial of it is none, nor is the question whether.

    For a name under "Verantwoordelijken", "Verdeling verantwoordelijkheid" and the section "Ontvangers".

    >>> stated_jointly("De minister en de politie zijn gezamenlijk verwerkingsverantwoordelijk.")
    Span(start=31, end=70)
    >>> stated_jointly("Er is geen sprake van gezamenlijke verantwoordelijkheid.")
    >>> stated_jointly("Gezamenlijke verantwoordelijkheid: nee")
    """
    cues = party_cues()
    for found in cues.jointly.finditer(text):
        before = max(0, found.start() - _BEFORE), found.start()
        if not (
            cues.not_jointly.search(text, *before)
            or cues.jointly_or_not.search(text, *before)
            or cues.not_jointly_behind.match(text, found.end())
        ):
            return Span(*found.span())
    return None
