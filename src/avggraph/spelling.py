"""Words with a slip of the pen: one letter too many, too few, another, or two swapped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

# Shorter words are one edit from too many other words.
SHORTEST = 6


def alike(one: str, other: str) -> int:
    """Count the signs with which two words begin alike.

    >>> alike("dienst", "dienaar"), alike("dienst", "dienst")
    (4, 6)
    """
    shortest = min(len(one), len(other))
    return next((place for place in range(shortest) if one[place] != other[place]), shortest)


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether two different words are one edit apart (Damerau's four: insert, delete, replace, swap).

    >>> one_edit_apart("Bewaartermjin", "Bewaartermijn"), one_edit_apart("Bron", "Bronnen")
    (True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    start = alike(shorter, longer)
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    rest, other_rest = shorter[start:], longer[start:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def misspelt(words: str, known: tuple[str, ...]) -> str | None:
    """Give the one known form that `words` is one edit away from, if it is long enough to be sure.

    >>> misspelt("ontvnagers", ("ontvangers", "verantwoordelijken"))
    'ontvangers'
    """
    if len(words) < SHORTEST:
        return None
    near, ends = _near(known), (words[:2], f"…{words[-2:]}")
    alike = {place: form for end in ends for place, form in near.get((len(words), end), ())}
    found = [form for form in alike.values() if one_edit_apart(words, form)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=64)
def _near(known: tuple[str, ...]) -> Mapping[tuple[int, str], Sequence[tuple[int, str]]]:
    """Give forms with their places, by a length they are near to and by their beginning and end.

    One edit leaves the beginning or the end of a word as long as these, and its length but for one.
    """
    near: defaultdict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for place, form in enumerate(known):
        for length in (len(form) - 1, len(form), len(form) + 1):
            for end in (form[:2], f"…{form[-2:]}"):
                near[length, end].append((place, form))
    return near
