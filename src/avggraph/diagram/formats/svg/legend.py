"""The legend: what the lines, frames and badges of a picture mean, and only those it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from avggraph.diagram.layout.boxes import Badge, Line, mark_badge
from avggraph.diagram.layout.counts import Pill, pill
from avggraph.diagram.layout.typeset import Font, width, wrap
from avggraph.diagram.listing import count_sign
from avggraph.diagram.model import Diagram, FlowStyle, Mark, Presence
from avggraph.diagram.words import Words, words

SAMPLE_WIDTH = 60.0
SAMPLE_HEIGHT = 18.0

_FONT = Font(11)
_ROW = 26.0
_SPACE = 30.0  # between entries


_Sign = FlowStyle | Presence | Mark | Pill


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign and its meaning, relative to the legend's upper left corner; `sign` is what to draw at x, y."""

    sign: FlowStyle | Presence | Badge | Pill
    meaning: str
    x: float
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries in rows, and the height they take."""

    height: float
    entries: tuple[Entry, ...]


def set_legend(diagram: Diagram, measure: float, *, with_table: bool = True) -> Legend:
    """Set the legend of a diagram in rows of at most `measure` px; a meaning that is wider stands on several lines.

    Without a table, the number of a flow refers to nothing, and the legend does not say so.
    """
    say = words(diagram.language)
    entries: list[Entry] = []
    x, y, below = 0.0, 0.0, 0.0
    for sign, meaning in _signs(diagram, say, with_table=with_table):
        if isinstance(sign, Mark):
            room = mark_badge(sign, say, 0, 0).width + 10
        else:
            room = (sign.width if isinstance(sign, Pill) else SAMPLE_WIDTH) + 10
        full = room + width(meaning, _FONT)
        if x > 0 and x + full > measure:
            x, y = 0.0, below
        lines = tuple(
            Line(round(x + room, 1), round(y + 13 + at * _FONT.leading, 1), part, _FONT)
            for at, part in enumerate(wrap(meaning, _FONT, measure - x - room))
        )
        entries.append(Entry(_at(sign, say, x, y), meaning, x, y, lines))
        below = max(below, round(y + _ROW + (len(lines) - 1) * _FONT.leading, 1))
        x = round(x + full + _SPACE, 1)
    return Legend(below, tuple(entries))


def _at(sign: _Sign, say: Words, x: float, y: float) -> FlowStyle | Presence | Badge | Pill:
    if isinstance(sign, Pill):
        return pill(sign.line.text, x + sign.width / 2, y + SAMPLE_HEIGHT / 2)
    return mark_badge(sign, say, x, y) if isinstance(sign, Mark) else sign


def _signs(diagram: Diagram, say: Words, *, with_table: bool) -> Iterator[tuple[_Sign, str]]:
    styles = {flow.style for flow in diagram.flows}
    presences = {node.presence for node in diagram.nodes} | {boundary.presence for boundary in diagram.boundaries}
    presences |= {detail.presence for node in diagram.nodes for detail in node.details}
    for style in FlowStyle:
        if style in styles or (style is FlowStyle.NOT_STATED and Presence.NOT_STATED in presences):
            plain = style is FlowStyle.STATED and not with_table
            yield style, say["numbered_flow"] if plain else say[f"style.{style.value}"]
    counted = max(diagram.flows, key=lambda flow: len(flow.records), default=None)
    if counted and count_sign(counted):
        yield pill(count_sign(counted), 0, 0), say["style.count"]
    if Presence.NONE in presences:
        yield Presence.NONE, say["style.none"]
    marks = {*diagram.marks, *(mark for node in diagram.nodes for mark in node.marks)}
    for mark in Mark:
        if mark in marks:
            yield mark, say[f"mark_meaning.{mark.value}"]
