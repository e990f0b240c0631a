"""Alignment: which item of an older list a newer one came from, by the words they share and not by their position."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product

# Half of what two texts say together is in both. Of a purpose or a data block more may change: three words in ten are
# enough to know it by.
LIKE_TEXTS = 0.5
LIKE_PARTS = 0.3

_WORD = re.compile(r"\w+")


def words_of(text: str) -> Counter[str]:
    """Give the words of a text, with their number.

    >>> sorted(words_of("5 jaar na de beslissing"))
    ['5', 'beslissing', 'de', 'jaar', 'na']
    """
    return Counter(_WORD.findall(text.casefold()))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """Give the share of what two bags hold together that is in both, from 0 to 1."""
    together = (first | second).total()
    return (first & second).total() / together if together else 1.0


def aligned(
    older: Sequence[Counter[str]], newer: Sequence[Counter[str]], at_least: float
) -> list[tuple[int | None, int | None]]:
    """Pair the items of two lists that are most alike, at least so much; what has no partner stands alone.

    The pairs come in the order of the newer list, what is only in the older one behind it. Seen from the
    other side the pairs are the same.

    >>> aligned([words_of("naam en adres"), words_of("bsn")], [words_of("bsn"), words_of("naam, adres")], 0.5)
    [(1, 0), (0, 1)]
    """
    # Of two pairs that share an item, the last two keys differ: the order does not depend on the side.
    candidates = sorted(
        (-like, one + other, one, other)
        for one, other in product(range(len(older)), range(len(newer)))
        if (like := likeness(older[one], newer[other])) >= at_least
    )
    partner_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, one, other in candidates:
        if one not in taken and other not in partner_of:
            partner_of[other] = one
            taken.add(one)
    pairs: list[tuple[int | None, int | None]] = [(partner_of.get(other), other) for other in range(len(newer))]
    return [*pairs, *((one, None) for one in range(len(older)) if one not in taken)]
