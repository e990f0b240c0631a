"""Blacking words out of a document without moving any other word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from avggraph.text import Quote, SourceText, Span, quote

T = TypeVar("T")

BLOCK = "█"
_SIGN = re.compile(r"\w")


def redact(source: SourceText, spans: Iterable[Span]) -> SourceText:
    """Black out what stands at the spans, letter by letter.

    The text keeps its length and its white space, so that each span still stands for the same place. The document
    keeps the hash of its unredacted text as its name: both are the same document.

    >>> redact(SourceText.of("a.txt", "J. Jansen, directeur"), [Span(0, 9)]).text
    '█. ██████, directeur'
    """
    return replace(source, text=blacked(source.text, spans))


def blacked(text: str, spans: Iterable[Span]) -> str:
    """Give a text of the same length with the letters and digits at the spans blacked out.

    >>> blacked("Contact: j.jansen@voorbeeld.nl", [Span(9, 17)])
    'Contact: █.██████@voorbeeld.nl'
    """
    pieces, end = [], 0
    for span in sorted(set(spans)):
        start = max(span.start, end)
        if span.end > start:
            pieces += [text[end:start], _SIGN.sub(BLOCK, text[start : span.end])]
            end = span.end
    return "".join([*pieces, text[end:]])


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
