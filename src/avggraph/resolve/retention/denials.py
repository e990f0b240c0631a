"""What a denial makes of the words behind it: a date before which nothing is destroyed, a length that is not passed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from avggraph.resolve.retention.items import Item
from avggraph.resolve.retention.roles import MIDDLE, STRONG, runs

_DENIALS = frozenset({"not", "not_kept"})
_COMPARISONS = frozenset({"longer", "shorter", "older"})
_DESTROYED = frozenset({"destroy", "destruction"})


def with_denials(row: Sequence[Item]) -> list[Item]:
    """Give the items with the roles they have behind a denial in their phrase.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> [item.role for item in with_denials(items("niet voor 1 januari 2030 vernietigen", lexicon()))]
    ['not', 'earliest', 'date', 'destroy']
    >>> [item.role for item in with_denials(items("geen gegevens ouder dan 1 jaar", lexicon()))]
    ['not', 'longer', 'amount']
    """
    return [item for phrase in runs(row, STRONG | MIDDLE | {"colon"}) for item in _compared(_dated(phrase))]


def _dated(phrase: Sequence[Item]) -> list[Item]:
    """Take "voor" for the begin of a term where nothing is destroyed before a date or an end, else of a condition."""
    is_destroyed = any(item.role in _DESTROYED for item in phrase)
    is_denied = False
    result: list[Item] = []
    for item in phrase:
        is_denied = is_denied or item.role == "not"
        role = "earliest" if is_denied and is_destroyed else "condition"
        result.append(replace(item, role=role) if item.role == "before" else item)
    return result


def _compared(phrase: Sequence[Item]) -> list[Item]:
    """Take "geen gegevens" for a denial only where it is one of data kept longer, shorter or older than a length."""
    compared = next((index for index, item in enumerate(phrase) if item.role in _COMPARISONS), 0)
    denial = next((index for index, item in enumerate(phrase[:compared]) if item.role in _DENIALS), None)
    is_destroyed = any(item.role in _DESTROYED for item in phrase)
    if denial is None or is_destroyed:
        return list(phrase)
    result = list(phrase)
    result[denial] = replace(phrase[denial], role="not")
    if phrase[compared].role == "older":
        result[compared] = replace(phrase[compared], role="longer")
    return result
