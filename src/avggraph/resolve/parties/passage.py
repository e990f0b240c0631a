"""A passage that names parties, with the organisations and systems it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from avggraph.resolve.organisations import OrganisationMatch, Organisations, SystemMatch
from avggraph.resolve.parties.spans import bracket_depth, is_within
from avggraph.text import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the organisations and systems it mentions; `controllers` are IRIs.

    >>> from avggraph.resolve.organisations import load_organisations
    >>> passage = Passage.of("SSC-ICT (verwerker) en CAK", load_organisations(base="https://avggraph.example/"))
    >>> [match.label for match in passage.mentions], passage.is_inside(8, 9, 0), passage.is_inside(9, 18, 0)
    (['SSC-ICT', 'CAK'], False, True)
    """

    text: str
    mentions: tuple[OrganisationMatch, ...]
    systems: tuple[SystemMatch, ...]
    organisations: Organisations
    controllers: frozenset[str]
    on: date | None

    @classmethod
    def of(
        cls, text: str, organisations: Organisations, on: date | None = None, controllers: frozenset[str] = frozenset()
    ) -> Passage:
        """Find what a text mentions: a name that several bore means who bore it on the day `on`, else who did last."""
        return cls(text, organisations.find(text, on), organisations.find_systems(text), organisations, controllers, on)

    def within(self, span: Span) -> list[OrganisationMatch]:
        """Give the organisations named in a stretch, in the order of the text."""
        return [match for match in self.mentions if is_within(match.span, span)]

    def system(self, span: Span) -> SystemMatch | None:
        """Give the first system named in a stretch."""
        return next((match for match in self.systems if is_within(match.span, span)), None)

    def is_own(self, match: OrganisationMatch | None) -> bool:
        """Say whether an organisation is the controller or part of it; none named is the controller's own."""
        here = None if match is None else match.organisation.iri
        if here is None or not self.controllers:
            return True
        while here is not None and here not in self.controllers:
            here = self.organisations.parent_of(here, self.on)
        return here is not None

    def is_inside(self, start: int, end: int, since: int) -> bool:
        """Say whether a place is inside an organisation's name or inside brackets opened from `since` on."""
        named = any(match.span.start < max(end, start + 1) and start < match.span.end for match in self.mentions)
        return named or bracket_depth(self.text, since, start) > 0

    def outside_names(self, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
        """Give the first place of a pattern that is not inside an organisation's name.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> text = "Raad voor de Kinderbescherming, voor advies"
        >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
        >>> passage.outside_names(re.compile("voor"), Span(0, len(text))).start()
        32
        """
        for found in pattern.finditer(self.text, *span):
            if not any(match.span.start <= found.start() < match.span.end for match in self.mentions):
                return found
        return None
