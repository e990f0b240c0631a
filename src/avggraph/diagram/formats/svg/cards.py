"""The facts of the table for a narrow sheet: a card for each row, each fact below its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from avggraph.diagram.layout.boxes import Line, Tone
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.listing import Row
from avggraph.diagram.words import Words

_TERM_FONT = Font(11)
_VALUE_FONT = Font(12)
_MARGIN = 10.0  # above and below a card's text
_INDENT = 34.0  # of what stands beside the number
_SPACE = 4.0  # between facts


@dataclass(frozen=True, slots=True)
class Card:
    """One row: the middle of its number's first line, its lines, and the height of the rule below it."""

    row: Row
    number_y: float
    lines: tuple[Line, ...]
    rule: float


def set_cards(columns: Sequence[str], rows: Iterable[Row], width: float, say: Words) -> tuple[Card, ...]:
    """Set rows under one another; no text is left out, and what a row has nothing to say of takes no room.

    `columns` are those of `avggraph.diagram.listing.columns`.
    """
    cards: list[Card] = []
    y = 0.0
    for row in rows:
        top = y + _MARGIN
        y = top
        lines: list[Line] = []
        for column in columns:
            value = row.cell(column)
            if column == "number" or not value:
                continue
            for text, font, tone in (
                *((part, _TERM_FONT, Tone.QUIET) for part in wrap(say[column], _TERM_FONT, width - _INDENT)),
                *((part, _VALUE_FONT, Tone.INK) for part in wrap(value, _VALUE_FONT, width - _INDENT)),
            ):
                y += font.leading
                lines.append(Line(_INDENT, round(y - 0.3 * font.size, 1), text, font, tone))
            y += _SPACE
        y = round(y - _SPACE + _MARGIN, 1)
        cards.append(Card(row, round(top + _TERM_FONT.leading / 2, 1), tuple(lines), y))
    return tuple(cards)
