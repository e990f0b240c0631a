"""From a text to the tokens of the grammar: words of citations, numbers, and the laws named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from avggraph.resolve.laws.wording import Kind, wording
from avggraph.text import Span

_WHITE_SPACE = re.compile(r"\s+")
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text and what it is.

    `value` is the word in lower case with single blanks, a number as it stands.
    """

    kind: Kind
    span: Span
    value: str

    def is_sign(self, signs: str) -> bool:
        """Say whether it is one of these punctuation marks."""
        return self.kind is Kind.SIGN and self.value in signs


def tokens(text: str, laws: Iterable[Span] = ()) -> tuple[Token, ...]:
    """Read a text into tokens; each of the spans `laws` (in order, apart) is one token.

    >>> [token.kind.value for token in tokens("art. 6, eerste lid, Awb", [Span(20, 23)])]
    ['article', 'number', 'sign', 'ordinal', 'paragraph', 'sign', 'law']
    """
    read = list(_tokens(text, laws))
    # "de wet AVG": what names a law itself does not point back to another.
    for place, following in enumerate(read[1:]):
        if following.kind is Kind.LAW and read[place].kind is Kind.BACK:
            read[place] = replace(read[place], kind=Kind.REMARK)
    return tuple(read)


def _tokens(text: str, laws: Iterable[Span]) -> Iterator[Token]:
    start = 0
    for law in laws:
        yield from _between(text, start, law.start)
        yield Token(Kind.LAW, law, text[law.start : law.end])
        start = law.end
    yield from _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Token]:
    known = wording()
    for match in known.token.finditer(text, start, end):
        group = match.lastgroup or ""
        value = match[group] if group == "number" else _WHITE_SPACE.sub(" ", match[group].lower())
        kind = known.kinds[value] if group == "phrase" else _KINDS[group]
        # A full stop the pattern meets where the search ends, but not the text, closes no sentence.
        if kind is Kind.STOP and match.end() == end < len(text) and value != "\n":
            kind = Kind.SIGN
        yield Token(kind, Span(*match.span()), value)
