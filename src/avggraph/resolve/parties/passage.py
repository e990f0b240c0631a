"""A passage that names parties, with the organisations and systems it mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, repeat

from avggraph.resolve.matching import is_within
from avggraph.resolve.organisations import OrganisationMatch, Organisations, SystemMatch
from avggraph.text import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the organisations and systems it mentions, each in order; `controllers` are IRIs.

    Where names and brackets are is worked out once, so that a question about a place costs no reading of the text.

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
    _mention_starts: Sequence[int] = field(repr=False)
    _system_starts: Sequence[int] = field(repr=False)
    _open_brackets: Sequence[int] = field(repr=False)

    @classmethod
    def of(
        cls, text: str, organisations: Organisations, on: date | None = None, controllers: frozenset[str] = frozenset()
    ) -> Passage:
        """Find what a text mentions: a name that several bore means who bore it on the day `on`, else who did last."""
        mentions, systems = organisations.find(text, on), organisations.find_systems(text)
        signs = {"(": 1, ")": -1}
        steps = (signs.get(sign, 0) for sign in text) if "(" in text or ")" in text else repeat(0, len(text))
        return cls(
            text,
            mentions,
            systems,
            organisations,
            controllers,
            on,
            [match.span.start for match in mentions],
            [match.span.start for match in systems],
            list(accumulate(steps, initial=0)),
        )

    def within(self, span: Span) -> list[OrganisationMatch]:
        """Give the organisations named in a stretch, in the order of the text."""
        first = bisect_left(self._mention_starts, span.start)
        last = bisect_left(self._mention_starts, span.end)
        return [match for match in self.mentions[first:last] if is_within(match.span, span)]

    def system(self, span: Span) -> SystemMatch | None:
        """Give the first system named in a stretch."""
        return next(iter(self.systems_within(span)), None)

    def systems_within(self, span: Span) -> list[SystemMatch]:
        """Give the systems named in a stretch, in the order of the text."""
        first, last = (bisect_left(self._system_starts, place) for place in span)
        return [match for match in self.systems[first:last] if is_within(match.span, span)]

    def begins(self, span: Span) -> bool:
        """Say whether the name of an organisation or system begins in a stretch, its end included."""
        return any(
            bisect_left(starts, span.start) < bisect_right(starts, span.end)
            for starts in (self._mention_starts, self._system_starts)
        )

    def is_name(self, span: Span) -> bool:
        """Say whether a stretch is the name of one organisation."""
        place = bisect_left(self._mention_starts, span.start)
        return place < len(self.mentions) and self.mentions[place].span == span

    def ends_at(self, place: int) -> bool:
        """Say whether the name of an organisation or system ends at a place."""
        mention = bisect_left(self._mention_starts, place) - 1
        system = bisect_left(self._system_starts, place) - 1
        return (mention >= 0 and self.mentions[mention].span.end == place) or (
            system >= 0 and self.systems[system].span.end == place
        )

    def with_whole_names(self, span: Span) -> Span:
        """Widen a stretch to the whole of the names it begins and ends in ("Het Utrechts Archief", "FMMU Advies B.V.").

        >>> from avggraph.resolve.organisations import load_organisations
        >>> passage = Passage.of("De Nederlandsche Bank", load_organisations(base="https://avggraph.example/"))
        >>> passage.with_whole_names(Span(3, 21))
        Span(start=0, end=21)
        """
        start, end = span
        first = bisect_left(self._mention_starts, start) - 1
        if first >= 0 and start < self.mentions[first].span.end:
            start = self.mentions[first].span.start
        last = bisect_left(self._mention_starts, end) - 1
        return Span(start, max(end, self.mentions[last].span.end) if last >= 0 else end)

    def is_own(self, match: OrganisationMatch | None) -> bool:
        """Say whether an organisation is the controller or part of it; none named is the controller's own."""
        here = None if match is None else match.organisation.iri
        if here is None or not self.controllers:
            return True
        while here is not None and here not in self.controllers:
            here = self.organisations.parent_of(here, self.on)
        return here is not None

    def depth(self, start: int, end: int) -> int:
        """Count the round brackets opened from `start` on that are open at `end`.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> passage = Passage.of("SSC-ICT (verwerker) en CAK", load_organisations(base="https://avggraph.example/"))
        >>> passage.depth(0, 12), passage.depth(0, 26)
        (1, 0)
        """
        return max(0, self._open_brackets[end] - self._open_brackets[min(start, end)])

    def is_inside(self, start: int, end: int, since: int) -> bool:
        """Say whether a place is inside an organisation's name or inside brackets opened from `since` on."""
        return self.depth(since, start) > 0 or self.is_named(start, max(end, start + 1))

    def outside_names(self, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
        """Give the first place of a pattern that is not inside an organisation's name.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> text = "Raad voor de Kinderbescherming, voor advies"
        >>> passage = Passage.of(text, load_organisations(base="https://avggraph.example/"))
        >>> passage.outside_names(re.compile("voor"), Span(0, len(text))).start()
        32
        """
        return next(self.all_outside_names(pattern, span), None)

    def all_outside_names(self, pattern: re.Pattern[str], span: Span) -> Iterator[re.Match[str]]:
        """Give every place of a pattern that is not inside an organisation's name."""
        for found in pattern.finditer(self.text, *span):
            if not self.is_named(found.start(), found.start() + 1):
                yield found

    def is_named(self, start: int, end: int) -> bool:
        """Say whether an organisation's name and a stretch share a code point."""
        last = bisect_left(self._mention_starts, end) - 1
        return last >= 0 and start < self.mentions[last].span.end
