"""The words behind a citation, and the line of the document they begin on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from avggraph.text import fold

_SPAN = re.compile(r"(.+)#char=(\d+),(\d+)")
_LINE_BREAK = re.compile(r"\n")
# Findings come by record: few documents are cited from at a time.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, as they stand there in `text` (`[start:end]` of the normalised text) and folded in `words`.

    `line` and `column` count from 1, columns in code points; a line ends at a line feed.
    """

    source: str
    start: int
    end: int
    line: int
    column: int
    last_line: int
    last_column: int
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Words and the lines they begin on, once or more often."""

    words: str
    lines: tuple[int, ...]


class Passages:
    """The documents' texts by source IRI, ready to be cited from."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._starts: dict[str, list[int]] = {}

    def of(self, quotes: tuple[str, ...]) -> Iterator[Passage]:
        """Give the passage of each span IRI, in order; without those whose text is not there or holds no words.

        >>> passages = Passages({"urn:bron": "Betrokkenen\\nnaam  klant"})
        >>> [(each.line, each.words) for each in passages.of(("urn:bron#char=12,23", "urn:weg#char=0,3"))]
        [(2, 'naam klant')]
        """
        for quote in quotes:
            match = _SPAN.fullmatch(quote)
            text = self._texts.get(match[1]) if match else None
            if match is None or text is None:
                continue
            source, start, end = match[1], int(match[2]), int(match[3])
            stretch = text[start:end]
            words = fold(stretch)
            if words:
                first, last = self._place(source, text, start), self._place(source, text, end)
                yield Passage(source, start, end, *first, *last, stretch, words)

    def cited(self, quotes: tuple[str, ...]) -> tuple[Citation, ...]:
        """Give the words of span IRIs in the order of the documents, the same words once, signs alone not at all.

        >>> passages = Passages({"urn:bron": "naam\\nadres\\nnaam"})
        >>> passages.cited(("urn:bron#char=11,15", "urn:bron#char=0,4"))
        (Citation(words='naam', lines=(1, 3)),)
        """
        lines: dict[str, list[int]] = {}
        for passage in sorted(self.of(quotes), key=lambda each: (each.source, each.start)):
            if any(sign.isalnum() for sign in passage.words):
                lines.setdefault(passage.words, []).append(passage.line)
        return tuple(Citation(words, tuple(dict.fromkeys(found))) for words, found in lines.items())

    def _place(self, source: str, text: str, offset: int) -> tuple[int, int]:
        if source not in self._starts:
            if len(self._starts) >= _KEPT:
                self._starts.clear()
            self._starts[source] = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
        starts = self._starts[source]
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1
