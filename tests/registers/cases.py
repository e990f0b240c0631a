"""A case: one invented description in one layout with one level of noise, as a file and its answer."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registers.content import Content, invent
from registers.noise import LEVELS, with_noise
from registers.page import Answer, Page
from registers.render import LAYOUTS, render


@dataclass(frozen=True, slots=True)
class Case:
    """A file to read and what must come out; `kinds` are the kinds of noise in it."""

    name: str
    content: Content
    page: Page
    data: bytes
    kinds: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        """The extraction contract that the file must give, without `source`."""
        return self.page.answer


def case(layout: str, level: str, seed: int, number: int) -> Case:
    """Make case `number` of a seed; the same description in every layout and at every level.

    >>> case("S-tab", "none", 1, 0).content == case("D", "full", 1, 0).content
    True
    """
    content = invent(random.Random(f"content/{seed}/{number}"))
    page = render(content, LAYOUTS[layout], random.Random(f"page/{seed}/{number}/{layout}"))
    noisy = with_noise(page, LEVELS[level], random.Random(f"noise/{seed}/{number}/{layout}/{level}"))
    extension = "md" if layout in {"S-markdown", "D"} else "txt"
    name = f"{layout}-{level}-{seed}-{number}.{extension}"
    return Case(name, content, page, noisy.data, noisy.kinds)


def cases(layouts: Sequence[str], level: str, seed: int, count: int) -> Iterator[Case]:
    """Make `count` cases of each layout, layout by layout."""
    for layout in layouts:
        for number in range(count):
            yield case(layout, level, seed, number)
