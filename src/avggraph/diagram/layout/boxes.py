"""One node as a box: its text broken into lines, its badges, and the size that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from avggraph.diagram.layout.typeset import Font, width, wrap
from avggraph.diagram.model import Mark, Node, Presence
from avggraph.diagram.words import Words

PADDING = 12.0
"""The white margin between a box and its text, in px."""

KIND_FONT = Font(11)
LABEL_FONT = Font(13, "bold")
SENTENCE_FONT = Font(12.5)
VALUE_FONT = Font(12)
MARK_FONT = Font(11, "bold")

LABEL_LINES = 8
"""The most lines of a label; the whole text stands in the box's tooltip, and in the table of flows."""

_FACT_LINES = 16
_LONG_LABEL = 80  # characters, from which a label is a sentence and bold would shout
_MARK_HEIGHT = 18.0
_MARK_PADDING = 7.0


class Tone(Enum):
    """How a text stands out; the theme gives it a colour."""

    INK = "ink"
    QUIET = "quiet"
    MARK = "mark"


class Slant(Enum):
    """Upright, or italic for what is not stated."""

    UPRIGHT = "normal"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `x` is its left edge and `y` its base line, relative to its box or sheet."""

    x: float
    y: float
    text: str
    font: Font
    tone: Tone = Tone.INK
    slant: Slant = Slant.UPRIGHT

    @property
    def right(self) -> float:
        """Where the line ends at the latest."""
        return self.x + width(self.text, self.font)


@dataclass(frozen=True, slots=True)
class Badge:
    """A small frame with a mark's word in it, relative to its box or sheet."""

    x: float
    y: float
    width: float
    height: float
    line: Line


@dataclass(frozen=True, slots=True)
class Box:
    """A node at its size, not yet at its place."""

    node: Node
    width: float
    height: float
    lines: tuple[Line, ...]
    badges: tuple[Badge, ...]


def box(
    node: Node,
    box_width: float,
    say: Words,
    *,
    number: int = 0,
    least_height: float = 0,
    label_lines: int = LABEL_LINES,
) -> Box:
    """Set a node's text in a box of the given width; the height is what the text takes, or `least_height`.

    A `number` above 0 follows the name of the node's kind ("Verwerking 2"); what is left of a label after
    `label_lines` shows as an ellipsis.
    """
    kind = say[f"node.{node.kind.value}"] + (f" {number}" if number else "")
    column = _Column(box_width)
    column.add(kind, KIND_FONT, Tone.QUIET)
    slant = Slant.UPRIGHT if node.presence is Presence.STATED else Slant.ITALIC
    font = LABEL_FONT if len(node.label) < _LONG_LABEL else SENTENCE_FONT
    column.add(node.label, font, Tone.INK, slant, limit=label_lines)
    for detail in node.details:
        column.skip(5)
        column.add(detail.term, KIND_FONT, Tone.QUIET)
        slant = Slant.UPRIGHT if detail.presence is Presence.STATED else Slant.ITALIC
        column.add(detail.text, VALUE_FONT, Tone.INK, slant)
    badges: tuple[Badge, ...] = ()
    if node.marks:
        column.skip(7)
        badges = tuple(_in_rows(node.marks, say, column.y, box_width))
        column.y = badges[-1].y + badges[-1].height
    height = max(column.y + PADDING, least_height)
    return Box(node, box_width, round(height, 1), tuple(column.lines), badges)


def mark_badge(mark: Mark, say: Words, x: float, y: float) -> Badge:
    """Set one mark as a badge with its upper left corner at x, y."""
    word = say[f"mark.{mark.value}"]
    line = Line(round(x + _MARK_PADDING, 1), y + 13, word, MARK_FONT, Tone.MARK)
    return Badge(x, y, round(width(word, MARK_FONT) + 2 * _MARK_PADDING, 1), _MARK_HEIGHT, line)


def _in_rows(marks: Iterable[Mark], say: Words, top: float, box_width: float) -> Iterator[Badge]:
    x, y = PADDING, top
    for mark in marks:
        badge = mark_badge(mark, say, x, y)
        if badge.x + badge.width > box_width - PADDING and x > PADDING:
            x, y = PADDING, y + _MARK_HEIGHT + 4
            badge = mark_badge(mark, say, x, y)
        yield badge
        x = round(x + badge.width + 6, 1)


class _Column:
    """Lines under one another; `y` is the lower edge of the last one."""

    def __init__(self, box_width: float) -> None:
        self.measure = box_width - 2 * PADDING
        self.y = PADDING - 3
        self.lines: list[Line] = []

    def add(self, text: str, font: Font, tone: Tone, slant: Slant = Slant.UPRIGHT, *, limit: int = _FACT_LINES) -> None:
        for part in wrap(text, font, self.measure, limit=limit):
            self.y = round(self.y + font.leading, 1)
            self.lines.append(Line(PADDING, round(self.y - 0.3 * font.size, 1), part, font, tone, slant))

    def skip(self, distance: float) -> None:
        self.y += distance
