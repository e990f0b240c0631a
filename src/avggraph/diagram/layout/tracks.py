"""Lines through the white space between two lanes: each source gets a vertical track, with few crossings.

A bundle of lines leaves one box horizontally, runs along its track, and branches off horizontally to each target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_OVERLAP = 50  # lines on top of one another are worse than any crossing
_TOUCH = 3.0  # px within which two lines look like one


@dataclass(frozen=True, slots=True)
class Bundle:
    """The lines of one source: heights where it comes from, where it branches to the right, and back to the left."""

    start: float
    ends: tuple[float, ...] = ()
    returns: tuple[float, ...] = ()

    @property
    def upright(self) -> tuple[float, float]:
        """The upper and lower end of the vertical part."""
        heights = (self.start, *self.ends, *self.returns)
        return min(heights), max(heights)

    @property
    def is_straight(self) -> bool:
        """Whether no vertical part is needed."""
        above, below = self.upright
        return below - above < 0.5 and not self.returns


def order(bundles: Sequence[Bundle]) -> tuple[int, ...]:
    """Give each bundle its track, 0 the leftmost: neighbours change places as long as that saves crossings.

    >>> order([Bundle(10, (50,)), Bundle(20, (60,))])
    (1, 0)
    """
    tracks = sorted(range(len(bundles)), key=lambda at: (bundles[at].start, at))
    for _ in bundles:
        settled = True
        for at in range(len(tracks) - 1):
            left, right = bundles[tracks[at]], bundles[tracks[at + 1]]
            if _cost(right, left) < _cost(left, right):
                tracks[at], tracks[at + 1] = tracks[at + 1], tracks[at]
                settled = False
        if settled:
            break
    places = {bundle: place for place, bundle in enumerate(tracks)}
    return tuple(places[at] for at in range(len(bundles)))


def _cost(left: Bundle, right: Bundle) -> int:
    """Count the crossings and overlaps of two bundles when `left` has the track more to the left."""
    crossings = sum(_between(height, right.upright) for height in left.ends)
    crossings += sum(_between(height, left.upright) for height in (right.start, *right.returns))
    touching = sum(abs(end - start) < _TOUCH for end in left.ends for start in (right.start, *right.returns))
    return crossings + _OVERLAP * touching


def _between(height: float, upright: tuple[float, float]) -> bool:
    above, below = upright
    return above - _TOUCH < height < below + _TOUCH
