"""The words of a text, and those without content of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.text import Span

# A word, or the ending that a page leaves open: "kind(eren)".
_WORD = re.compile(r"(?<=\w)\((?:e|s|n|en|ren|eren)\)|[^\W_]+(?:['’][^\W_]+)?")
_STRETCH_END = re.compile(r"[.,;:()\[\]•·!?\"\n]")


@cache
def stop_words(path: Path | None = None) -> frozenset[str]:
    """Read the words that carry no content of their own, one a line, `#` before a comment.

    Raises `KnowledgeError` where the file is missing.

    >>> "van" in stop_words(), "naam" in stop_words()
    (True, False)
    """
    path = path or resources.data("stopwords.txt")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise KnowledgeError(f"The file {path.name} with stop words is missing.") from error
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def uncovered_words(text: str, covered: list[Span]) -> Iterator[Span]:
    """Give the content words that no span covers, not even in part; the spans are in order and disjoint.

    >>> [(start, end) for start, end in uncovered_words("naam, de schoenmaat", [Span(0, 4)])]
    [(9, 19)]
    """
    spans = iter([*covered, Span(len(text), len(text))])
    start, end = next(spans)
    for word in _content_words(text):
        while word.start >= end and start < len(text):
            start, end = next(spans)
        if word.end <= start:
            yield word


# A text is read for several schemes.
@lru_cache(maxsize=64)
def _content_words(text: str) -> tuple[Span, ...]:
    return tuple(Span(*word.span()) for word in _WORD.finditer(text) if has_content(word[0]))


def stretches(text: str, words: Iterator[Span], covered: list[Span]) -> Iterator[Span]:
    """Join words into stretches: one ends at a covered place and at a punctuation mark, and never with a stop word."""
    starts = iter([*(span.start for span in covered), len(text)])
    next_covered = next(starts)
    open_from: int | None = None
    end = 0
    for word in words:
        crossed = False
        while next_covered < word.start:
            next_covered = next(starts)
            crossed = True
        if open_from is not None and (crossed or _STRETCH_END.search(text, end, word.start)):
            yield Span(open_from, end)
            open_from = None
        open_from = word.start if open_from is None else open_from
        end = word.end
    if open_from is not None:
        yield Span(open_from, end)


@lru_cache(maxsize=8192)
def has_content(word: str) -> bool:
    """Say whether a word says something by itself: no digit, no single letter, no stop word.

    >>> has_content("naam"), has_content("van"), has_content("2019"), has_content("(s)")
    (True, False, False, False)
    """
    if len(word) == 1 or word.isdigit() or word.startswith("("):
        return False
    return word.casefold() not in stop_words()
