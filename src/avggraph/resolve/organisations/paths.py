"""Whole fields: one name, or a path of units ("MinBZK/DGVBR/UBR/KOOP"), parted at the signs between them."""

from __future__ import annotations

import re

from avggraph.resolve.organisations.forms import NameForms
from avggraph.text import Span

_SEPARATORS = " /|,;:>\u2013-()."

# A slash parts the levels of a path, except in a number ("24/7").
_SLASH = re.compile(r"(?<!\d)\s*[/|>\\]\s*|\s*[/|>\\]\s*(?!\d)")

# What ends a part of a path, but may be in its name ("Water, Verkeer en Leefomgeving").
_END = re.compile(r"\s*[/|>\\,;:()]|\s+[\u2013-]\s")

# No field with a name is longer: the longest official name has some 170 signs.
LONGEST_FIELD = 1000


def trim(text: str, span: Span, forms: NameForms) -> Span:
    """Leave separators and the article out at the ends of a part."""
    start, end = span
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in _SEPARATORS:
        end -= 1
    article = forms.article.match(text, start, end)
    return Span(article.end() if article else start, end)


def opens_unit(rest: str, forms: NameForms) -> bool:
    """Say whether what follows a name in a field can be a unit of it: a separator, a capital or a unit begins it."""
    if re.match(r"\s*[/|,;:>\\()\u2013-]|\s+[A-Z0-9]", rest):
        return True
    return forms.unit.match(rest.lstrip()) is not None


def cut(text: str, part: Span, forms: NameForms) -> tuple[Span, Span] | None:
    """Part a path before its first slash."""
    slash = _SLASH.search(text, part.start, part.end)
    if slash is None:
        return None
    return Span(part.start, slash.start()), trim(text, Span(slash.end(), part.end), forms)


def ends(text: str, part: Span) -> tuple[int, ...]:
    """Give where the first name of a part may end: at its end, or before its first separator.

    >>> ends("Corporate Dienst (CD)", Span(0, 21))
    (21, 16)
    """
    first = _END.search(text, *part)
    return (part.end,) if first is None or first.start() == part.start else (part.end, first.start())
