"""Phrases with a number in them."""

from __future__ import annotations

from collections.abc import Iterable

from avggraph.diagram.words import Words

_NAMED = 4  # of many things, so many are called by name


def counted(say: Words, what: str, count: int) -> str:
    """Say how many there are of a thing.

    >>> from avggraph.diagram.words import words
    >>> counted(words("nl"), "organisation", 1), counted(words("nl"), "flow", 12)
    ('1 organisatie', '12 stromen')
    """
    return say[f"{'one' if count == 1 else 'many'}.{what}"].format(count=count)


def listed(say: Words, what: str, names: Iterable[str]) -> str:
    """Name the first few of some things, and say how many others there are.

    >>> from avggraph.diagram.words import words
    >>> listed(words("nl"), "organisation", ["CJIB", "DJI", "IND", "NFI", "OM", "RSJ"])
    'CJIB; DJI; IND; NFI en 2 andere organisaties'
    """
    ordered = sorted(set(names), key=lambda name: (name.casefold(), name))
    if len(ordered) <= _NAMED + 1:
        return "; ".join(ordered)
    rest = say[f"other.{what}"].format(count=len(ordered) - _NAMED)
    return f"{'; '.join(ordered[:_NAMED])} {rest}"
