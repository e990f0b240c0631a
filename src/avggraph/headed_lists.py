"""A document of headed lists, as text for a terminal and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What begins a construct of CommonMark inside a line (sections 2.4 and 6).
_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")


@dataclass(frozen=True, slots=True)
class Item:
    """A line, and lines below it."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its list."""

    title: str
    items: tuple[Item, ...]


def as_text(title: str, sections: Iterable[Section]) -> str:
    """Write a document as plain text, two spaces a level.

    >>> print(as_text("Impact", [Section("Kort", (Item("M1", (Item("regel 3"),)),))]), end="")
    Impact
    <BLANKLINE>
    Kort
      M1
        regel 3
    """
    lines = [title]
    for section in sections:
        lines += ["", section.title, *_indented(section.items, "  ")]
    return "\n".join(lines) + "\n"


def as_markdown(title: str, sections: Iterable[Section]) -> str:
    r"""Write a document as CommonMark; words of a document are never markup.

    >>> print(as_markdown("Impact", [Section("Kort", (Item("M1", (Item("*let op*"),)),))]), end="")
    # Impact
    <BLANKLINE>
    ## Kort
    <BLANKLINE>
    - M1
      - \*let op\*
    """
    lines = [f"# {_escaped(title)}"]
    for section in sections:
        lines += ["", f"## {_escaped(section.title)}", "", *_bullets(section.items, "")]
    return "\n".join(lines) + "\n"


def _indented(items: Iterable[Item], margin: str) -> Iterator[str]:
    for item in items:
        yield f"{margin}{item.text}"
        yield from _indented(item.items, margin + "  ")


def _bullets(items: Iterable[Item], margin: str) -> Iterator[str]:
    for item in items:
        yield f"{margin}- {_escaped(item.text)}"
        yield from _bullets(item.items, margin + "  ")


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
