"""The words of a document that no field took: said, never silently skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avggraph.description import Description, Unused, quotes_of
from avggraph.extract.lines import Line, visible
from avggraph.text import Span, quote

_WORD = re.compile(r"\w")


def unused_words(
    text: str, lines: Sequence[Line], description: Description, labels: Sequence[Span]
) -> Iterator[Unused]:
    """Give the stretches of the lines that neither a field's quotes nor a label covers, in reading order."""
    used = sorted([*labels, *(span for words in quotes_of(description) for span in words.spans)])
    position = 0
    for line in lines:
        for shown in visible(text, line.start, line.end):
            while position < len(used) and used[position].end <= shown.start:
                position += 1
            for rest in _without(shown, used, position):
                words = quote(text, (rest,)) if _WORD.search(text, rest.start, rest.end) else None
                if words:
                    yield Unused(words, _reason(line, lines))


def _without(shown: Span, used: Sequence[Span], position: int) -> Iterator[Span]:
    start = shown.start
    while position < len(used) and used[position].start < shown.end:
        if used[position].start > start:
            yield Span(start, used[position].start)
        start = max(start, used[position].end)
        position += 1
    if start < shown.end:
        yield Span(start, shown.end)


def _reason(line: Line, lines: Sequence[Line]) -> str:
    said_before = any(other.words in line.words or line.words in other.words for other in lines if other is not line)
    return "herhaling" if said_before else "geen veld"
