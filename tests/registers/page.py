"""A rendered page: its lines, and the answer that extraction must give for it.

A line knows which of its words are a label and whether it may be wrapped, so that noise can be added without
touching the answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from registers.content import Content

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what leads it (indent, bullet, page break), a label, the joint after it, and its words.

    `loose`: the words are running text that a copy may wrap.
    """

    text: str = ""
    label: str = ""
    joint: str = ""
    lead: str = ""
    loose: bool = False

    @property
    def prefix(self) -> str:
        """What stands before the words."""
        return f"{self.lead}{self.label}{self.joint}"

    @property
    def written(self) -> str:
        """The line as it stands on the page."""
        return f"{self.prefix}{self.text}"


BLANK = Line()


def running(text: str, *, lead: str = "") -> Line:
    """Make a line of running text."""
    return Line(text, lead=lead, loose=True)


def labelled(label: str, value: str, joint: str, *, lead: str = "") -> Line:
    """Make a line of a label and its value; without a value the label stands alone."""
    return Line(value, label=label, joint=joint if value else joint.rstrip(" \t"), lead=lead, loose=True)


@dataclass(frozen=True, slots=True)
class Page:
    """A description as a layout shows it, and its answer (the extraction contract without `source`)."""

    layout: str
    lines: tuple[Line, ...]
    answer: Answer

    @property
    def text(self) -> str:
        """The page's text, ending in a line end."""
        return "".join(f"{line.written}\n" for line in self.lines)

    def with_lines(self, lines: tuple[Line, ...]) -> Page:
        """Give the page with other lines and the same answer."""
        return replace(self, lines=lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of the register: its name, the contract's fields it has room for, and how it is written.

    `fit` gives what of a description the page will say; `lines` writes that. `basis_joint` stands between
    a legal basis and its motivation.
    """

    name: str
    carries: frozenset[str]
    fit: Callable[[Content], Content]
    lines: Callable[[Content, random.Random], tuple[Line, ...]]
    basis_joint: str = ". "
