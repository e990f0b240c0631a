"""Placing things under one another: as near as possible to where they want to be, and never overlapping."""

from __future__ import annotations

from collections.abc import Sequence


def near(wanted: Sequence[float], heights: Sequence[float], gap: float, top: float = 0) -> tuple[float, ...]:
    """Give the upper edges of boxes that keep their order, least far (in squares) from the wanted upper edges.

    The pool-adjacent-violators algorithm for isotonic regression (Barlow et al. 1972): neighbours that would
    overlap move as one block to the mean of what they want. No edge lies above `top`.

    >>> near([0, 5, 100], [20, 20, 20], 10)
    (0.0, 30.0, 100.0)
    >>> near([40, 45], [20, 20], 10)
    (27.5, 57.5)
    """
    offsets = [0.0]
    for height in heights[:-1]:
        offsets.append(offsets[-1] + height + gap)
    blocks: list[tuple[float, int]] = []  # mean of the wanted places, less the offset, and how many boxes
    for want, offset in zip(wanted, offsets, strict=True) if heights else ():
        mean, count = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, more = blocks.pop()
            mean, count = (mean * count + before * more) / (count + more), count + more
        blocks.append((mean, count))
    starts = [max(mean, top) for mean, count in blocks for _ in range(count)]
    return tuple(start + offset for start, offset in zip(starts, offsets, strict=False))


def stacked(heights: Sequence[float], gap: float, top: float = 0) -> tuple[float, ...]:
    """Give the upper edges of boxes that follow one another from `top`.

    >>> stacked([20, 30], 10, 5)
    (5, 35)
    """
    edges = []
    for height in heights:
        edges.append(top)
        top += height + gap
    return tuple(edges)
