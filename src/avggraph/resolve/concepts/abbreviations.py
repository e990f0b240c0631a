"""How the ends of words are shortened in registers: "zaaknr" is "zaaknummer"."""

from __future__ import annotations

import tomllib
from functools import cache

from avggraph import resources
from avggraph.errors import KnowledgeError, Where


@cache
def abbreviations() -> tuple[tuple[str, str], ...]:
    """Give the ends of words with each way to shorten them, in normal form.

    >>> ("nummer", "nr") in abbreviations()
    True
    """
    path = resources.data("compounds.toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["abbreviations"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The abbreviations cannot be read: {error}.", where=Where(path.name)) from error
    return tuple((whole, short) for whole, shorts in table.items() for short in shorts)
