"""Text and where words stand in it: spans, quotes, and the folding of white space.

A span counts code points of the normalised text, 0-based, end exclusive (RFC 5147), so that
`text[span.start:span.end]` is the quote.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple

_WHITE_SPACE = re.compile(r"\s+")

# A word broken at the end of a line: the hyphen stays, the break goes ("consulair-\nmaatschappelijke"),
# unless a conjunction follows, where the hyphen stands for a left-out part ("in-\nen uitvoer").
_BROKEN_WORD = re.compile(r"(?<=\w)-\s*[\n\f]\s*(?!(?:en|of|dan)\b)(?=\w)")


class Span(NamedTuple):
    """A stretch of the normalised text, in code points: `start` included, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document as they are used (white space folded) and the spans they stand at, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document's normalised text and what names it.

    `path` is the name under which it was given (never absolute in what is written out), `sha256` the
    hash of the normalised text in UTF-8, `encoding` the one the bytes were in.
    """

    path: str
    text: str
    sha256: str
    encoding: str

    @classmethod
    def of(cls, path: str, text: str, encoding: str = "utf-8") -> SourceText:
        """Make a source from text that is already normalised."""
        return cls(path, text, hashlib.sha256(text.encode()).hexdigest(), encoding)


def fold(text: str) -> str:
    """Fold each run of white space to one space and join words broken at a line's end.

    >>> fold("consulair-\\n\\nmaatschappelijke  dienstverlening ")
    'consulair-maatschappelijke dienstverlening'
    >>> fold("in-\\nen uitvoer")
    'in- en uitvoer'
    """
    return _WHITE_SPACE.sub(" ", _BROKEN_WORD.sub("-", text)).strip()


def quote(text: str, spans: tuple[Span, ...]) -> Quote | None:
    """Quote the words of `text` at `spans`; None where they hold no words.

    >>> quote("Bron\\tBetrokkene", (Span(5, 15),))
    Quote(text='Betrokkene', spans=(Span(start=5, end=15),))
    """
    words = fold("\n".join(text[start:end] for start, end in spans))
    return Quote(words, spans) if words else None
