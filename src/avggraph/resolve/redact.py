"""Leaving a natural person's name out of what is published, without moving any other word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from avggraph.text import Quote, SourceText, Span, quote

T = TypeVar("T")

BLOCK = "█"
_SIGN = re.compile(r"\w")


def redact(source: SourceText, names: Iterable[str], spans: Iterable[Span] = ()) -> SourceText:
    """Black out every occurrence of the names in a document, and what stands at the spans, letter by letter.

    The text keeps its length and its white space, so that each span still stands for the same place. The document
    keeps the hash of its unredacted text as its name: both are the same document.

    >>> redact(SourceText.of("a.txt", "J. Jansen, directeur"), ["J. Jansen"]).text
    '█. ██████, directeur'
    """
    text = source.text
    for name in sorted(set(names), key=len, reverse=True):
        pattern = re.compile(r"\s+".join(map(re.escape, name.split())))
        text = pattern.sub(_blacked, text)
    for start, end in spans:
        text = text[:start] + _SIGN.sub(BLOCK, text[start:end]) + text[end:]
    return replace(source, text=text)


def _blacked(match: re.Match[str]) -> str:
    return _SIGN.sub(BLOCK, match[0])


def requoted(value: T, text: str) -> T:
    """Give a description (or a part of it) with its quotes taken anew from a redacted text.

    >>> requoted(Quote("J. Jansen", (Span(0, 9),)), "█. ██████").text
    '█. ██████'
    """
    if isinstance(value, Quote):
        return quote(text, value.spans)  # type: ignore[return-value]
    if isinstance(value, tuple) and not isinstance(value, Span):
        return tuple(requoted(item, text) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{entry.name: requoted(getattr(value, entry.name), text) for entry in fields(value)})
    return value
