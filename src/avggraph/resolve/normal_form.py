"""The form in which Dutch wordings are compared: case, accents and the sign between words do not count.

Each character stands for one character of the given text, so that a place found in the normal form is a
place in the text; where signs had to be left out, `offsets` says where each character came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from avggraph.text import Span

# Signs that part the words of one term: "e-mail adres", "man/vrouw", "NAW\u2011gegevens" (dashes: Unicode category Pd).
_BETWEEN_WORDS = frozenset("/_\\")
_APOSTROPHES = frozenset("’‘ʼ´`")
_LEFT_OUT = "\x00"
_SUPERFLUOUS = re.compile(f"(?<=[ {_LEFT_OUT}]) +|{_LEFT_OUT}")


class _Folding(dict[int, str]):
    """Maps a code point to its folded character; filled as characters are met, so that translating stays in C."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = _fold(chr(code_point))
        return folded


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A text in normal form; without `offsets` its places are those of the text it was made from."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Give the place in the original text of a non-empty place in the normal form."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


# A text is held against the names and against each scheme, and the same words come back in others.
@lru_cache(maxsize=4096)
def normal_form(text: str) -> NormalForm:
    """Fold case, accents, dashes, slashes and white space; a run of blanks counts as one, a soft hyphen not at all.

    >>> normal_form("Cliënt/E-mail").text
    'client e mail'
    >>> form = normal_form("voor- en achternaam")
    >>> form.text, form.span(5, 7)
    ('voor en achternaam', Span(start=6, end=8))
    """
    folded = text.translate(_FOLDING)
    if "  " not in folded and _LEFT_OUT not in folded:
        return NormalForm(folded)
    offsets: list[int] = []
    start = 0
    for left_out in _SUPERFLUOUS.finditer(folded):
        offsets.extend(range(start, left_out.start()))
        start = left_out.end()
    offsets.extend(range(start, len(folded)))
    return NormalForm("".join([folded[offset] for offset in offsets]), tuple(offsets))


def _fold(character: str) -> str:
    if character.isspace() or character in _BETWEEN_WORDS or unicodedata.category(character) == "Pd":
        return " "
    if character in _APOSTROPHES:
        return "'"
    if character == "\xad" or unicodedata.combining(character):
        return _LEFT_OUT
    base = unicodedata.normalize("NFD", character)[0]
    # A few letters fold to two ("ß"); one place must stay one place.
    folded = base.casefold()
    return folded if len(folded) == 1 else base.lower()[:1]


_FOLDING = _Folding()
