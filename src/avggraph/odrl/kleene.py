"""Three-valued logic: strong Kleene. What is not known stays unknown, unless what is known decides all the same.

S.C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something holds."""

    TRUE = "true"
    FALSE = "false"
    UNDETERMINED = "undetermined"


def truth(value: bool | None) -> Truth:
    """Give a truth of Python, where `None` is that it is not known.

    >>> truth(None)
    <Truth.UNDETERMINED: 'undetermined'>
    """
    return Truth.UNDETERMINED if value is None else Truth.TRUE if value else Truth.FALSE


def negation(part: Truth) -> Truth:
    """Turn round what is known."""
    return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(part, Truth.UNDETERMINED)


def all_of(parts: Iterable[Truth]) -> Truth:
    """Conjunction: one that does not hold decides.

    >>> all_of([Truth.UNDETERMINED, Truth.FALSE])
    <Truth.FALSE: 'false'>
    """
    found = set(parts)
    return next((each for each in (Truth.FALSE, Truth.UNDETERMINED) if each in found), Truth.TRUE)


def any_of(parts: Iterable[Truth]) -> Truth:
    """Disjunction: one that holds decides.

    >>> any_of([Truth.UNDETERMINED, Truth.TRUE])
    <Truth.TRUE: 'true'>
    """
    found = set(parts)
    return next((each for each in (Truth.TRUE, Truth.UNDETERMINED) if each in found), Truth.FALSE)


def one_of(parts: Iterable[Truth]) -> Truth:
    """Exactly one (`odrl:xone`): two that hold decide, whatever is not known.

    >>> one_of([Truth.TRUE, Truth.TRUE, Truth.UNDETERMINED]), one_of([Truth.TRUE, Truth.UNDETERMINED])
    (<Truth.FALSE: 'false'>, <Truth.UNDETERMINED: 'undetermined'>)
    """
    found = list(parts)
    if found.count(Truth.TRUE) > 1:
        return Truth.FALSE
    return Truth.UNDETERMINED if Truth.UNDETERMINED in found else truth(Truth.TRUE in found)
