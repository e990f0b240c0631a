"""What stands around a picture on its sheet: the title with its marks, the legend, and where it all comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from avggraph.diagram.formats.svg.counts import draw_pill
from avggraph.diagram.formats.svg.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, set_legend
from avggraph.diagram.formats.svg.pen import Pen, moved
from avggraph.diagram.layout.boxes import Badge, Line, Tone, mark_badge
from avggraph.diagram.layout.counts import Pill
from avggraph.diagram.layout.typeset import Font, wrap
from avggraph.diagram.model import Diagram, FlowStyle
from avggraph.diagram.provenance import footer, heading
from avggraph.diagram.words import words

_TITLE_FONT = Font(20, "bold")
_HEADING_FONT = Font(13, "bold")
_SMALL_FONT = Font(11)

Part = tuple[list[str], float]
"""The elements of a part of the sheet, drawn from 0, 0, and its height."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts around the picture of a diagram, at most `width` px wide; whether a table goes with it."""

    diagram: Diagram
    pen: Pen
    width: float
    with_table: bool = True

    def whole(self, picture: Part, table: Part | None, margin: float, *, bare: bool) -> tuple[list[str], float]:
        """Put the parts under one another with a white edge around them; gives them with the height of the sheet.

        A `bare` sheet has no title and no source.
        """
        parts = [picture, self.legend(), *([table] if table else [])]
        if not bare:
            parts = [self.head(), *parts, self.foot()]
        groups: list[str] = []
        y = margin
        for elements, height in parts:
            groups.append(moved(margin, y, ["\n", *(f"{part}\n" for part in elements)]))
            y += height
        return groups, y + margin

    def head(self) -> Part:
        """Draw what kind of diagram it is, the title, and the marks of the whole."""
        drawn = list(self.pen.lines(wrap(heading(self.diagram), _SMALL_FONT, self.width), _SMALL_FONT, Tone.QUIET))
        y = len(drawn) * _SMALL_FONT.leading + 1
        title = wrap(self.diagram.title, _TITLE_FONT, self.width)
        drawn += self.pen.lines(title, _TITLE_FONT, top=y)
        y += len(title) * _TITLE_FONT.leading
        x = 0.0
        for mark in self.diagram.marks:
            badge = mark_badge(mark, words(self.diagram.language), x, round(y + 8, 1))
            drawn += self.pen.badge(badge)
            x = badge.x + badge.width + 6
        return drawn, y + (26 if self.diagram.marks else 0) + 26

    def legend(self) -> Part:
        """Draw what the signs of the picture mean."""
        legend = set_legend(self.diagram, self.width, with_table=self.with_table)
        drawn: list[str] = []
        for entry in legend.entries:
            if isinstance(entry.sign, Badge):
                drawn += self.pen.badge(entry.sign)
            elif isinstance(entry.sign, Pill):
                drawn += draw_pill(entry.sign, self.pen.colours)
            elif isinstance(entry.sign, FlowStyle):
                drawn += self._sample(entry.sign, entry.x, entry.y + SAMPLE_HEIGHT / 2)
            else:
                drawn.append(self.pen.outline(entry.x, entry.y, SAMPLE_WIDTH, SAMPLE_HEIGHT))
            drawn += map(self.pen.line, entry.lines)
        return [self.heading("legend"), moved(0, 26, drawn)], 26 + legend.height + 22

    def foot(self) -> Part:
        """Draw the source, the date and the standing of the picture."""
        lines = [line for sentence in footer(self.diagram) for line in wrap(sentence, _SMALL_FONT, self.width)]
        return list(self.pen.lines(lines, _SMALL_FONT, Tone.QUIET)), len(lines) * _SMALL_FONT.leading

    def heading(self, word: str) -> str:
        """Draw the heading of a part; `word` is a key of `data/diagram/words.toml`."""
        return self.pen.line(Line(0, 12, words(self.diagram.language)[word], _HEADING_FONT))

    def _sample(self, style: FlowStyle, x: float, y: float) -> Iterator[str]:
        yield from self.pen.flow(((x, y), (x + SAMPLE_WIDTH, y)), style)
        yield from self.pen.number({FlowStyle.STATED: "1", FlowStyle.NOT_STATED: "?"}.get(style, ""), x + 28, y)
