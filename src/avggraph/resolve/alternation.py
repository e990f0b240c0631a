"""Phrases of a word list as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(phrases: Iterable[str], space: str = r"\s+") -> str:
    """Write a pattern for any of the phrases, the longest first; `*` stands for the rest of a word.

    >>> either(["lid", "leden van", "ambtena*"])
    'leden\\\\s+van|ambtena\\\\w*|lid'
    """
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", space) for phrase in ordered)
