"""Laws that stand in no table, known by how a title begins: "Wet op de X", "het Besluit Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avggraph.resolve.laws.wording import wording
from avggraph.text import Span

# The words of a title; a comma, full stop, bracket or line ends it.
_WORD = re.compile(r"[ \u00a0]+(?P<word>[^\W_][\w'’/&-]*)")
_INNER = re.compile(r"[^\W\d_A-Z][ \u00a0]+\Z|\d[ \u00a0]+\Z|[,)][ \u00a0]+\Z")
_LONGEST_TITLE = 14
_JOINS = frozenset({"en", "of", "van", "voor", "op", "in", "de", "het", "tot", "bij", "met", "inzake", "aan", "uit", "ter"})


def unlisted_laws(text: str, listed: Sequence[Span]) -> tuple[Span, ...]:
    """Find titles of laws outside the spans of those that are listed.

    >>> text = "op grond van de Wet op de kerkklokken en het Besluit kikkers; Besluit op bezwaar"
    >>> [text[span.start : span.end] for span in unlisted_laws(text, [])]
    ['Wet op de kerkklokken', 'Besluit kikkers']
    """
    return tuple(_unlisted(text, listed))


def _unlisted(text: str, listed: Sequence[Span]) -> Iterator[Span]:
    known = wording().unlisted
    found = sorted(
        [(match, False) for match in known.anywhere.finditer(text)]
        + [(match, True) for match in known.inner.finditer(text)],
        key=lambda one: one[0].start(),
    )
    free = 0
    taken = iter([*listed, Span(len(text), len(text))])
    next_listed = next(taken)
    for match, is_inner in found:
        while next_listed.end <= match.start() and next_listed.start < len(text):
            free = max(free, next_listed.end)
            next_listed = next(taken)
        if match.start() < free or match.end() > next_listed.start:
            continue
        if is_inner and not _INNER.search(text, max(0, match.start() - 12), match.start()):
            continue
        end = _title_end(text, match, next_listed.start) if match["opening"] else match.end()
        if end is not None:
            free = end
            yield Span(match.start(), end)


def _title_end(text: str, opening: re.Match[str], limit: int) -> int | None:
    known = wording().unlisted
    words: list[tuple[str, int]] = []
    place = opening.end()
    while len(words) < _LONGEST_TITLE and (match := _WORD.match(text, place, limit)):
        word = match["word"]
        if word.lower() in known.stops or (not words and word.lower() in known.not_second):
            break
        if words and words[-1][0] in {"en", "of"} and (word in {"de", "het"} or known.anywhere.match(text, match.start("word"))):
            break
        words.append((word, match.end()))
        place = match.end()
    while words and words[-1][0] in _JOINS:
        words.pop()
    return words[-1][1] if words else None
