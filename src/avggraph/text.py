"""Text and where words stand in it: spans, quotes, and the folding of white space.

A span counts code points of the normalised text, 0-based, end exclusive (RFC 5147), so that
`text[span.start:span.end]` is the quote.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from avggraph.hyphenation import typesetters_hyphens

_WHITE_SPACE = re.compile(r"\s+")
_SOLID = re.compile(r"\S+")

# A hyphen of the word's own at the end of a line: the break goes ("consulair-\nmaatschappelijke"), unless it stands
# for a part left out ("in-\nen uitvoer").
_OWN_HYPHEN = re.compile(r"(?<=\w)-\s*[\n\f]\s*(?!(?:en|of|dan|alsmede)\b)(?=\w)")


class Span(NamedTuple):
    """A stretch of the normalised text, in code points: `start` included, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document as they are used (white space folded) and the spans they stand at, in order."""

    text: str
    spans: tuple[Span, ...]


class Cell(NamedTuple):
    """A value of a structured source: its key path ("Ontvangers", "0", "Naam") and where it stands in the text."""

    path: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document's normalised text and what names it.

    `path` is the name under which it was given (never absolute in what is written out; a member of an archive or
    one of several in a file is named behind "#"), `sha256` the hash of the normalised text in UTF-8, `encoding` the
    one the bytes were in. `cells` are the values of a source that is structured (JSON, a spreadsheet), whose text is
    made of them; plain text has none. `kind` is the kind of file it was read from, by its usual extension.
    """

    path: str
    text: str
    sha256: str
    encoding: str
    kind: str = "txt"
    cells: tuple[Cell, ...] = ()

    @classmethod
    def of(
        cls, path: str, text: str, encoding: str = "utf-8", *, kind: str = "txt", cells: tuple[Cell, ...] = ()
    ) -> SourceText:
        """Make a source from text that is already normalised."""
        return cls(path, text, hashlib.sha256(text.encode()).hexdigest(), encoding, kind, cells)


def fold(text: str) -> str:
    """Fold each run of white space to one space and make words whole that a line's end broke.

    >>> fold("consulair-\\n\\nmaatschappelijke  dienst-\\nverlening ")
    'consulair-maatschappelijke dienstverlening'
    >>> fold("in-\\nen uitvoer")
    'in- en uitvoer'
    """
    if "-" in text:
        text = _OWN_HYPHEN.sub("-", "".join([text[start:end] for start, end in _kept(text)]))
    return " ".join(text.split())


def _kept(text: str) -> list[tuple[int, int]]:
    """Give the stretches of a text that are left when words broken at a line's end are made whole."""
    cuts = typesetters_hyphens(text)
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return list(zip(starts, ends, strict=True))


def quote(text: str, spans: tuple[Span, ...]) -> Quote | None:
    """Quote the words of `text` at `spans`; None where they hold no words.

    Between two spans stands a space, unless the text between them holds no white space (markup inside a word).

    >>> quote("Bron\\tBetrokkene", (Span(5, 15),))
    Quote(text='Betrokkene', spans=(Span(start=5, end=15),))
    >>> quote("zie **artikel** 4", (Span(0, 4), Span(6, 13), Span(15, 17))).text
    'zie artikel 4'
    """
    if len(spans) == 1:
        words = fold(text[slice(*spans[0])])
    else:
        words = fold("".join([text[start:end] if start >= 0 else "\n" for start, end in _stretches(text, spans)]))
    return Quote(words, spans) if words else None


def _stretches(text: str, spans: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Give the spans, with (-1, 0) for a line break between two that white space parts."""
    previous = None
    for start, end in spans:
        if previous is not None and _WHITE_SPACE.search(text, previous, start):
            yield -1, 0
        yield start, end
        previous = end


def locate(text: str, words: Quote, matches: Iterable[tuple[int, int]]) -> list[tuple[Span, ...]]:
    """Find where stretches `[start:end)` of a quote's folded words stand in the document it was taken from.

    Folding changes white space and leaves out a typesetter's hyphens, so the n-th other character of the words is the
    n-th of what is left of the spans.

    >>> source = "naam,\\ne-mail"
    >>> locate(source, quote(source, (Span(0, 12),)), [(6, 12)])
    [(Span(start=6, end=12),)]
    """
    solid = _solid(text, words.spans)
    # Folded words have no white space but single spaces.
    spaces = _spaces(words.text)
    return [
        _spans_of(solid[start - bisect_left(spaces, start) : end - bisect_left(spaces, end)], words.spans)
        for start, end in matches
    ]


# Each name and each concept in a field is looked for in the same words.
@lru_cache(maxsize=64)
def _solid(text: str, spans: tuple[Span, ...]) -> list[int]:
    """Give the places of the characters that folding leaves, without white space."""
    raw = ""
    places: list[int] = []
    for start, end in _stretches(text, spans):
        raw += text[start:end] if start >= 0 else "\n"
        places += range(start, end) if start >= 0 else [start]
    solid: list[int] = []
    for start, end in _kept(raw):
        for run in _SOLID.finditer(raw, start, end):
            solid += places[run.start() : run.end()]
    return solid


@lru_cache(maxsize=64)
def _spaces(words: str) -> list[int]:
    return [match.start() for match in re.finditer(" ", words)]


def _spans_of(places: Sequence[int], within: tuple[Span, ...]) -> tuple[Span, ...]:
    if not places:
        return ()
    found = []
    first = bisect_right(within, places[0], key=lambda span: span.end)
    last = bisect_right(within, places[-1], key=lambda span: span.start)
    for start, end in within[first:last]:
        low, high = bisect_left(places, start), bisect_left(places, end)
        if low < high:
            found.append(Span(places[low], places[high - 1] + 1))
    return tuple(found)


def part(text: str, words: Quote, start: int, end: int) -> Quote | None:
    """Quote a part `[start:end)` of a quote's folded words; None where it holds no words.

    >>> source = "Niet verplicht. Gevolgen: geen."
    >>> part(source, quote(source, (Span(0, 31),)), 26, 31).text
    'geen.'
    """
    if len(words.spans) == 1 and start < end <= len(words.text):
        place = words.spans[0].start
        said = words.text[start:end]
        # Most words stand in the document as they are used: nothing was folded, and nothing of a part will be.
        if text.startswith(words.text, place) and not (said[0] == " " or said[-1] == " "):
            return Quote(said, (Span(place + start, place + end),))
    return quote(text, locate(text, words, [(start, end)])[0])
