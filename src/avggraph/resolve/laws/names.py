"""The laws a text names, with the abbreviations it gives them itself: "Wet publieke gezondheid (Wpg)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from avggraph.resolve.alternation import either
from avggraph.resolve.laws.table import Context, Law, LawMatch, Laws
from avggraph.resolve.laws.unlisted import unlisted_laws
from avggraph.resolve.laws.wording import wording
from avggraph.text import Span

_CLOSES = re.compile(r"[\"'”’»]?\s*\)")
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
    listed = [NamedLaw(match.span, match.law, _is_doubtful(text, match)) for match in laws.find(text, on)]
    unlisted = [NamedLaw(span, None) for span in unlisted_laws(text, [named.span for named in listed])]
    inside = _places(named.span for named in unlisted)
    kept = [named for named in listed if named.span.start not in inside]
    return _with_definitions(text, sorted([*kept, *unlisted], key=lambda named: named.span))


def _is_doubtful(text: str, match: LawMatch) -> bool:
    """Say whether a name may mean something else: an ambiguous one, or part of "AOW uitkering"."""
    if match.name.context is Context.CAPITALS and wording().compound.match(text, match.span.end):
        return True
    return match.name.context is Context.ARTICLE


def _with_definitions(text: str, found: Sequence[NamedLaw]) -> tuple[NamedLaw, ...]:
    defined: dict[str, Law | None] = {}
    in_brackets: list[Span] = []
    for place, named in enumerate(found):
        words = text[named.span.start : named.span.end]
        match = wording().definition.match(text, named.span.end)
        if match and not named.needs_article and (match["told"] or match["name"][0].lower() == words[0].lower()):
            defined.setdefault(match["name"], named.law)
            in_brackets.append(Span(*match.span("name")))
        elif place + 1 < len(found) and _opens(text, named, found[place + 1]):
            following = found[place + 1]
            if _explains(text, named, following):
                defined.setdefault(words, following.law)
                in_brackets.append(following.span)
            elif named.law is not None and named.law == following.law:
                in_brackets.append(following.span)
    if not in_brackets:
        return tuple(found)
    told_of = _places(in_brackets)
    kept = [named for named in found if named.span.start not in told_of]
    return tuple(sorted(_defined(text, kept, defined, in_brackets), key=lambda named: named.span))


def _explains(text: str, short: NamedLaw, long: NamedLaw) -> bool:
    """Say whether a title in brackets explains the abbreviation before it: "Wpg (Wet politiegegevens)"."""
    words, title = text[short.span.start : short.span.end], text[long.span.start : long.span.end]
    return len(words) <= _LONGEST_ABBREVIATION < len(title) and words[0].lower() == title[0].lower()


def _opens(text: str, named: NamedLaw, following: NamedLaw) -> bool:
    """Say whether a name is all there is in brackets behind another."""
    between = wording().opening.fullmatch(text, named.span.end, following.span.start)
    return between is not None and _CLOSES.match(text, following.span.end) is not None


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
    if not defined:
        return told
    taken = _places([*(named.span for named in told), *in_brackets])
    again = re.finditer(rf"(?<![\w-])(?:{either(defined, ' ')})(?![\w-])", text)
    told += [
        NamedLaw(Span(*match.span()), defined[match[0]])
        for match in again
        if match.start() not in taken and match.end() - 1 not in taken
    ]
    return told


def _places(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}
