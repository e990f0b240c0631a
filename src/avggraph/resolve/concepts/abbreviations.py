"""How the ends of words are shortened in registers: "zaaknr" is "zaaknummer"."""

from __future__ import annotations

from functools import cache

from avggraph import resources


@cache
def abbreviations() -> tuple[tuple[str, str], ...]:
    """Give the ends of words with each way to shorten them, in normal form.

    >>> ("nummer", "nr") in abbreviations()
    True
    """
    with resources.table(resources.data("compounds.toml")) as table:
        return tuple((whole, short) for whole, shorts in table["abbreviations"].items() for short in shorts)
