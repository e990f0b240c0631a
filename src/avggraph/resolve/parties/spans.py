"""Stretches of a text: how two lie to each other, and which words of one are left without what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avggraph.resolve.parties.cues import party_cues
from avggraph.text import Span


def text_at(text: str, span: Span) -> str:
    """Give the words at a span as they stand.

    >>> text_at("Directeur Logius", Span(10, 16))
    'Logius'
    """
    return text[span.start : span.end]


def overlaps(one: Span, other: Span | None) -> bool:
    """Say whether two spans share a code point; none is shared with None.

    >>> overlaps(Span(0, 9), Span(8, 16)), overlaps(Span(0, 9), Span(9, 16)), overlaps(Span(0, 9), None)
    (True, False, False)
    """
    return other is not None and one.start < other.end and other.start < one.end


def starts(pattern: re.Pattern[str], text: str, span: Span) -> bool:
    """Say whether a stretch begins with a pattern; a pattern may not read on behind its end.

    >>> starts(re.compile("Directeur"), "de Directeur Logius", Span(3, 19))
    True
    >>> starts(re.compile("Directeur"), "de Directeur Logius", Span(3, 9))
    False
    """
    return pattern.match(text, *span) is not None


def end_of(pattern: re.Pattern[str], text: str, span: Span) -> int:
    """Give where a pattern that begins a stretch ends; the start of the stretch, where it does not begin it.

    >>> end_of(re.compile("aan "), "aan gemeenten", Span(0, 13)), end_of(re.compile("aan "), "gemeenten", Span(0, 9))
    (4, 0)
    """
    found = pattern.match(text, *span)
    return span.start if found is None else found.end()


def strip(text: str, span: Span) -> Span:
    """Leave white space and punctuation out at both ends; brackets stay.

    >>> strip(" - SSC-ICT (verwerker).", Span(0, 23))
    Span(start=3, end=22)
    """
    start, end = span
    while start < end and text[start] in " \n\t,;:.-":
        start += 1
    while start < end and text[end - 1] in " \n\t,;:.-":
        end -= 1
    return Span(start, end)


def without_article(text: str, span: Span) -> Span:
    """Strip a stretch, and leave out the articles it begins with.

    >>> text_at("van de Belastingdienst.", without_article("van de Belastingdienst.", Span(3, 23)))
    'Belastingdienst'
    """
    words = strip(text, span)
    return strip(text, Span(end_of(party_cues().article, text, words), words.end))


def between(text: str, cuts: Iterable[Span], span: Span) -> Iterator[Span]:
    """Give the stripped stretches of `span` between cuts, which are in order; none is without words.

    >>> text = "UWV, en gemeenten,"
    >>> [text_at(text, part) for part in between(text, [Span(3, 8), Span(17, 18)], Span(0, 18))]
    ['UWV', 'gemeenten']
    """
    start = span.start
    for cut in (*cuts, Span(span.end, span.end)):
        part = strip(text, Span(start, max(start, cut.start)))
        if part.start < part.end:
            yield part
        start = max(start, cut.end)
