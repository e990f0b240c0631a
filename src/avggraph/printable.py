"""Text of hostile documents made fit to show: no signs that steer a terminal or turn the writing about."""

from __future__ import annotations

import re

# Controls (Unicode category Cc, which holds ESC), line and paragraph separators, and what changes the direction of all
# text after it (Unicode Standard Annex 9, section 2).
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

_LONGEST = 160


def printable(text: str) -> str:
    """Fold white space to single spaces and replace each steering sign by U+FFFD.

    >>> printable("naam\\tklant \\x1b[2J")
    'naam klant \ufffd[2J'
    """
    return _STEERING.sub("\ufffd", " ".join(text.split()))


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Cut words that are longer than a reader needs to find them, with an ellipsis; what steers a screen is replaced.

    >>> shortened("naam klant", 6)
    'naam…'
    """
    shown = printable(words)
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"
