"""What every finding of names in running text needs: whole words, capitals, and of overlapping names one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TypeVar

from avggraph.text import Span

T = TypeVar("T")


def is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is whole words: no letter or digit stands right before or behind it.

    >>> is_whole("de wet", 3, 6), is_whole("de wetten", 3, 6)
    (True, False)
    """
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def is_within(inner: Span, outer: Span) -> bool:
    """Say whether no part of `inner` is outside `outer`.

    >>> is_within(Span(10, 16), Span(0, 16)), is_within(Span(10, 17), Span(0, 16))
    (True, False)
    """
    return outer.start <= inner.start and inner.end <= outer.end


def inside(inner: Iterable[Span], outer: Iterable[Span]) -> frozenset[Span]:
    """Give of some stretches those that stand within one of others, in any order, which may overlap.

    >>> inside([Span(0, 4), Span(10, 16)], [Span(8, 20), Span(9, 12)])
    frozenset({Span(start=10, end=16)})
    """
    ordered = sorted(outer)
    starts = [span.start for span in ordered]
    # Of all that begin no later, where the furthest ends.
    furthest = list(accumulate((span.end for span in ordered), max))
    places = ((span, bisect_right(starts, span.start)) for span in inner)
    return frozenset(span for span, place in places if place and span.end <= furthest[place - 1])


def has_capitals(label: str, words: str) -> bool:
    """Say whether words, of the length of a label, have a capital wherever the label has one.

    >>> has_capitals("AVG", "AVG"), has_capitals("Wet", "wet"), has_capitals("wet", "Wet")
    (True, False, True)
    """
    return all(met.isupper() for listed, met in zip(label, words, strict=True) if listed.isupper())


def leftmost_longest(found: Iterable[T], span: Callable[[T], Span]) -> Iterator[T]:
    """Keep of what overlaps the leftmost, and of what begins at one place the longest; of equals the first given.

    >>> list(leftmost_longest([Span(4, 9), Span(0, 3), Span(0, 6)], lambda one: one))
    [Span(start=0, end=6)]
    """
    end = 0
    for one in sorted(found, key=lambda one: (span(one).start, -span(one).end)):
        if span(one).start >= end:
            yield one
            end = span(one).end
