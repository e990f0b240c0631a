"""The laws a text names, with the abbreviations it gives them itself: "Wet publieke gezondheid (Wpg)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from avggraph.resolve.laws.table import Context, Law, Laws
from avggraph.resolve.laws.unlisted import unlisted_laws
from avggraph.resolve.laws.wording import wording
from avggraph.text import Span

_OPENS = re.compile(r"\s*\(\s*(?:de\s+|het\s+)?\Z")
_LONGEST_ABBREVIATION = 14


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law named at a place; `law` is None where it is in no table.

    `needs_article`: the name may mean something else, unless the words around show that it is a law.
    """

    span: Span
    law: Law | None
    needs_article: bool = False


def named_laws(text: str, laws: Laws, on: date | None = None) -> tuple[NamedLaw, ...]:
    """Find the laws a text names, in order.

    An abbreviation in brackets behind a title is that title's, here and wherever it stands again, whatever else it
    may mean.

    >>> from avggraph.resolve.laws.table import load_laws
    >>> [named.law.slug for named in named_laws("Wet publieke gezondheid (Wpg); artikel 6 Wpg", load_laws())]
    ['wet-publieke-gezondheid', 'wet-publieke-gezondheid']
    """
    listed = [
        NamedLaw(match.span, match.law, match.name.context is Context.ARTICLE) for match in laws.find(text, on)
    ]
    unlisted = [NamedLaw(span, None) for span in unlisted_laws(text, [named.span for named in listed])]
    return _with_definitions(text, sorted([*listed, *unlisted], key=lambda named: named.span))


def _with_definitions(text: str, found: Sequence[NamedLaw]) -> tuple[NamedLaw, ...]:
    defined: dict[str, Law | None] = {}
    in_brackets: list[Span] = []
    for place, named in enumerate(found):
        words = text[named.span.start : named.span.end]
        match = wording().definition.match(text, named.span.end)
        if match and not named.needs_article and (match["told"] or match["name"][0].lower() == words[0].lower()):
            defined.setdefault(match["name"], named.law)
            in_brackets.append(Span(*match.span("name")))
        elif place + 1 < len(found) and _explains(text, named, found[place + 1]):
            defined.setdefault(words, found[place + 1].law)
            in_brackets.append(found[place + 1].span)
    if not in_brackets:
        return tuple(found)
    kept = [named for named in found if not any(_overlaps(named.span, span) for span in in_brackets)]
    return tuple(sorted(_defined(text, kept, defined, in_brackets), key=lambda named: named.span))


def _explains(text: str, short: NamedLaw, long: NamedLaw) -> bool:
    """Say whether a title in brackets explains the abbreviation before it: "Wpg (Wet politiegegevens)"."""
    words, title = text[short.span.start : short.span.end], text[long.span.start : long.span.end]
    return (
        len(words) <= _LONGEST_ABBREVIATION < len(title)
        and words[0].lower() == title[0].lower()
        and _OPENS.match(text, short.span.end, long.span.start) is not None
        and text[long.span.end :].lstrip().startswith(")")
    )


def _defined(
    text: str, kept: Sequence[NamedLaw], defined: dict[str, Law | None], in_brackets: Sequence[Span]
) -> list[NamedLaw]:
    """Give each abbreviation the text defines the law it is said to mean."""
    told = [
        replace(named, law=defined[words], needs_article=False)
        if (words := text[named.span.start : named.span.end]) in defined
        else named
        for named in kept
    ]
    taken = [*(named.span for named in told), *in_brackets]
    names = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{names})(?![\w-])", text):
        span = Span(*match.span())
        if not any(_overlaps(span, one) for one in taken):
            told.append(NamedLaw(span, defined[match[0]]))
    return told


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
