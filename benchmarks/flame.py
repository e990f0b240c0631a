"""Where the time of a program goes, as a picture: `python -m benchmarks.flame STACKS --title "…" -o docs/flame.svg`.

STACKS are collapsed stacks, a line each: functions from the outermost in, parted by ";", and how often they were met.
`py-spy record --format raw` writes them, and so do other samplers. The picture needs no script: each box has its name
and share as its title, and below stands a table of the functions that were met most at the end of a stack.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from .picture import framed

_WIDTH, _ROW, _TOP = 1200, 18, 40
_LETTER = 6.2  # the width of a letter in a box, on average
_NARROWEST = 1.2  # boxes below this width are left out
_LISTED = 12
# Warm colours for boxes, the darker the nearer to the end; black on each has a contrast of 7 and more.
_COLOURS = ("#ffd8a8", "#ffc078", "#ffe3b3", "#ffcf99")
_STYLE = """
.box { stroke: #ffffff; stroke-width: 0.6; } .name { font-size: 11px; fill: #1b1b1b; }
@media (prefers-color-scheme: dark) { .box { stroke: #16191d; } .name { fill: #1b1b1b; } }
"""
# " (file.py:12)" behind a function: the line makes boxes of one function many.
_LINE = re.compile(r":\d+\)$")
_IMPORTING = "<frozen importlib"


@dataclass(slots=True)
class Frame:
    """A function and all it called: how often it was met, and what below it."""

    name: str
    count: int = 0
    called: dict[str, Frame] = field(default_factory=dict)

    def depth(self, fewest: float) -> int:
        """How many frames stand on each other here, of those met so often."""
        return 1 + max((each.depth(fewest) for each in self.called.values() if each.count >= fewest), default=0)


def parse(lines: Iterable[str]) -> list[tuple[tuple[str, ...], int]]:
    """Give the stacks, outermost function first, and their counts.

    A function that calls itself is one frame, and what Python does to import is none: it would be half the picture.

    >>> parse(["main (a.py:3);read (b.py:7);read (b.py:9) 5"])
    [(('main (a.py)', 'read (b.py)'), 5)]
    """
    stacks = []
    for line in lines:
        stack, _, count = line.strip().rpartition(" ")
        names = [_LINE.sub(")", name) for name in stack.split(";") if _IMPORTING not in name]
        if names and names[0] and count.isdigit():
            stacks.append((tuple(name for name, _ in groupby(names)), int(count)))
    return stacks


def tree(stacks: Iterable[tuple[Sequence[str], int]]) -> Frame:
    """Put stacks together by what called what."""
    root = Frame("all")
    for stack, count in stacks:
        root.count += count
        at = root
        for name in stack:
            at = at.called.setdefault(name, Frame(name))
            at.count += count
    return root


def table(stacks: Iterable[tuple[Sequence[str], int]]) -> list[tuple[str, float]]:
    """Give the functions met most at the end of a stack, with their share of all."""
    ends: Counter[str] = Counter()
    for stack, count in stacks:
        ends[stack[-1]] += count
    total = ends.total() or 1
    ordered = sorted(ends.items(), key=lambda end: (-end[1], end[0]))
    return [(name, count / total) for name, count in ordered[:_LISTED]]


def render(stacks: Sequence[tuple[Sequence[str], int]], title: str) -> str:
    """Draw the stacks, the outermost functions at the top."""
    root, listed = tree(stacks), table(stacks)
    bottom = _TOP + _ROW * root.depth(root.count * _NARROWEST / _WIDTH) + 24
    said = "; ".join(f"{name} {share:.1%}" for name, share in listed)

    def body() -> Iterator[str]:
        yield from _boxes(root, root.count, 0.0, 0)
        yield f'<text class="heading" x="12" y="{bottom}">Met most at the end of a stack</text>'
        for number, (name, share) in enumerate(listed, 1):
            yield f'<text x="70" y="{bottom + _ROW * number}" text-anchor="end">{share:.1%}</text>'
            yield f'<text x="82" y="{bottom + _ROW * number}">{escape(name)}</text>'

    height = bottom + _ROW * (len(listed) + 1)
    return framed(title, f"Share of {root.count:,} samples: {said}.", height, body(), _WIDTH, _STYLE)


def _boxes(frame: Frame, total: int, left: float, level: int) -> Iterator[str]:
    width = _WIDTH * frame.count / total if total else 0.0
    if width < _NARROWEST:
        return
    top = _TOP + _ROW * level
    name = escape(f"{frame.name}, {frame.count / total:.1%}")
    colour = _COLOURS[sum(frame.name.encode()) % len(_COLOURS)]
    yield f'<g><title>{name}</title><rect class="box" fill="{colour}" x="{left:.1f}" y="{top}" width="{width:.1f}" '
    yield f'height="{_ROW - 1}"/>{_shown(frame.name, left, top, width)}</g>'
    for each in sorted(frame.called.values(), key=lambda each: each.name):
        yield from _boxes(each, total, left, level + 1)
        left += _WIDTH * each.count / total


def _shown(name: str, left: float, top: int, width: float) -> str:
    room = int((width - 6) / _LETTER)
    if room < 3:
        return ""
    short = name if len(name) <= room else f"{name[: room - 1]}…"
    return f'<text class="name" x="{left + 3:.1f}" y="{top + 13}">{escape(short)}</text>'


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stacks", type=Path, metavar="STACKS", help="collapsed stacks")
    parser.add_argument("--title", default="Where the time goes")
    parser.add_argument("-o", "--output", type=Path, help="where to write the picture; else it is printed")
    options = parser.parse_args()
    text = render(parse(options.stacks.read_text(encoding="utf-8").splitlines()), options.title)
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
