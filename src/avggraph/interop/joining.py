"""Several words as one text, for fields that hold one."""

from __future__ import annotations

from collections.abc import Iterable

_ENDS = (".", "!", "?", "…", ";")


def joined(texts: Iterable[str]) -> str:
    """Join texts, each once, with "; ", and after a sentence with a space.

    >>> joined(["Toezicht.", "Inning", "Beheer", "Inning"])
    'Toezicht. Inning; Beheer'
    """
    whole = ""
    for text in dict.fromkeys(filter(None, texts)):
        whole += f"{'' if not whole else ' ' if whole.endswith(_ENDS) else '; '}{text}"
    return whole
