"""The words, numbers and signs of a retention text, and the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# A word keeps its accents, soft hyphens, and the hyphens and apostrophes inside it; a number its decimals ("2,5").
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:(?:[\u0300-\u036f\xad]+|[-\u2010\u2011'’](?=[^\W\d_]))[^\W\d_]*)*)"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<line>[\n\r\f\v\u2028\u2029])"
    r"|(?P<sign>\S)"
)
_SIGNS = str.maketrans("‐‑‒–—−’‘´`“”„", "------''''\"\"\"")


class Token(NamedTuple):
    """A word, a number, a sign or a line's end; `key` is its folded form, places are of the text given."""

    kind: str
    key: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a text in order; blanks, and what folding leaves nothing of (a lone soft hyphen), are none.

    >>> [token.key for token in tokens("Één jaar (V7), 2,5 mnd.")]
    ['een', 'jaar', '(', 'v', '7', ')', ',', '2,5', 'mnd', '.']
    """
    for match in _TOKEN.finditer(text):
        key = folded(match[0])
        if key:
            yield Token(match.lastgroup or "sign", key, match.start(), match.end())


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Fold case, accents, soft hyphens and the shapes of dashes and quotes."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.translate(_SIGNS).replace("\xad", ""))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
