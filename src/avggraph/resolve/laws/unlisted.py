"""Laws that stand in no table, known by how a title begins: "Wet op de X", "Invoeringswet Jeugdwet"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avggraph.resolve.laws.wording import wording
from avggraph.text import Span

# The words of a title; a comma, full stop, bracket or line ends it.
_WORD = re.compile(r"[ \u00a0]+(?P<word>[^\W_][\w'’/&-]*)")
_INNER = re.compile(r"[^\W\d_A-Z][ \u00a0]+\Z|\d[ \u00a0]+\Z|[,)][ \u00a0]+\Z")
_LONGEST_TITLE = 14
_JOINS = frozenset(
    {"en", "of", "van", "voor", "op", "in", "de", "het", "tot", "bij", "met", "inzake", "aan", "uit", "ter"}
)


def unlisted_laws(text: str, listed: Sequence[Span]) -> tuple[Span, ...]:
    """Find titles of laws that are not those of the listed; one may hold a listed title: "Invoeringswet Jeugdwet".

    >>> text = "op grond van de Wet op de kerkklokken en het Besluit kikkers; Besluit op bezwaar"
    >>> [text[span.start : span.end] for span in unlisted_laws(text, [])]
    ['Wet op de kerkklokken', 'Besluit kikkers']
    """
    return tuple(_unlisted(text, listed))


def _unlisted(text: str, listed: Sequence[Span]) -> Iterator[Span]:
    known = wording().unlisted
    found = sorted(
        [
            *((match, False) for match in known.union.finditer(text)),
            *((match, False) for match in known.anywhere.finditer(text)),
            *((match, True) for match in known.inner.finditer(text)),
        ],
        key=lambda one: (one[0].start(), -one[0].end()),
    )
    free = 0
    taken = iter([*listed, Span(len(text), len(text))])
    next_listed = next(taken)
    for match, is_inner in found:
        while next_listed.end <= match.start():
            free = max(free, next_listed.end)
            next_listed = next(taken)
        if match.start() < free or match.end() > next_listed.start:
            continue
        if is_inner and not _INNER.search(text, max(0, match.start() - 12), match.start()):
            continue
        end = match.end()
        if match.groupdict().get("opening"):
            end = _around(text, match, next_listed) or _title_end(text, match, next_listed.start)
        if end > match.start():
            free = end
            yield Span(match.start(), end)


def _around(text: str, opening: re.Match[str], listed: Span) -> int | None:
    """Give the end of the title of an act that brings in another: the other's title is part of its own."""
    begins_act = opening["opening"] in wording().unlisted.around
    return listed.end if begins_act and not text[opening.end() : listed.start].strip() else None


def _title_end(text: str, opening: re.Match[str], limit: int) -> int:
    known = wording().unlisted
    words: list[tuple[str, int]] = []
    place = opening.end()
    while len(words) < _LONGEST_TITLE and (match := _WORD.match(text, place, limit)):
        word = match["word"]
        if word.lower() in known.stops or (not words and word.lower() in known.not_second):
            break
        if (
            words
            and words[-1][0] in {"en", "of"}
            and (word in {"de", "het"} or known.anywhere.match(text, match.start("word")))
        ):
            break
        words.append((word, match.end()))
        place = match.end()
    while words and words[-1][0] in _JOINS:
        words.pop()
    return words[-1][1] if words else opening.start()
