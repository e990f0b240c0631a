"""Structure to plain lines: what a page, a Word document or an ODT says, as the text layouts read it.

A table row is "label<TAB>value" with the further lines of its value below, a list item begins with "- ", a
definition list is a table, paragraphs and tables are parted by a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_SPACES = re.compile(r"[ \n\r\f\t\v]+")
_AROUND_TAB = re.compile(r" *\t *")


@dataclass(slots=True)
class _Flow:
    """Lines under each other: those of the page, or of one cell. An empty line parts two blocks."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bullet: str = ""

    def end_line(self) -> None:
        words = _AROUND_TAB.sub("\t", _SPACES.sub(_space, "".join(self.pieces))).strip(" \t")
        self.pieces.clear()
        if words:
            if self.bullet and self._after_item():
                self.lines.pop()
            self.lines.append(self.bullet + words)
            self.bullet = ""

    def end_block(self) -> None:
        self.end_line()
        self.lines += self.notes
        self.notes.clear()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _after_item(self) -> bool:
        return len(self.lines) > 1 and not self.lines[-1] and self.lines[-2].startswith("- ")


def _space(run: re.Match[str]) -> str:
    return "\t" if "\t" in run[0] else " "


class PlainLines:
    """Writes plain lines while a document's structure goes by.

    >>> page = PlainLines()
    >>> page.open_row()
    >>> for words in ("Bron", "Betrokkene"):
    ...     page.open_cell()
    ...     page.words(words)
    ...     page.close_cell()
    >>> page.close_row()
    >>> page.text()
    'Bron\\tBetrokkene\\n'
    """

    def __init__(self) -> None:
        self._flows: list[_Flow] = [_Flow()]
        self._rows: list[list[_Flow]] = []

    def words(self, text: str) -> None:
        """Add words to the line; each run of white space in them is one space."""
        self._flows[-1].pieces.append(_SPACES.sub(" ", text))

    def tab(self) -> None:
        """Add a tab that stands in the document."""
        self._flows[-1].pieces.append("\t")

    def end_line(self) -> None:
        """End the line; the paragraph goes on."""
        self._flows[-1].end_line()

    def end_block(self) -> None:
        """End the paragraph, heading, list or table."""
        self._flows[-1].end_block()

    def open_item(self) -> None:
        """Begin a list item: the next words stand behind a bullet."""
        self.end_line()
        self._flows[-1].bullet = "- "

    def close_item(self) -> None:
        """End a list item, also one without words."""
        self.end_line()
        self._flows[-1].bullet = ""

    def note(self, words: str) -> None:
        """Keep the words of a note for the end of the paragraph that refers to it."""
        if words.strip():
            self._flows[-1].notes.append(_SPACES.sub(" ", words).strip())

    def open_row(self) -> None:
        """Begin a row of a table or a definition list."""
        self.end_line()
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell of the row."""
        self._flows.append(_Flow())

    def close_cell(self) -> None:
        """End the cell; one that stands in no row is as good as the lines it holds."""
        flow = self._flows.pop()
        flow.end_block()
        if self._rows:
            self._rows[-1].append(flow)
        else:
            self._flows[-1].lines += flow.lines

    def close_row(self) -> None:
        """End the row and write its lines."""
        cells = [flow.lines[:-1] for flow in self._rows.pop() if flow.lines]  # the last one is empty
        self._flows[-1].lines += _row(cells)

    def text(self) -> str:
        """Give the lines; the document is at its end."""
        self.end_block()
        return "\n".join(self._flows[0].lines)


def _row(cells: Sequence[Sequence[str]]) -> list[str]:
    """Lay out a row; one with a single filled cell is no row but its cell (a heading, a page in a table)."""
    if len(cells) < 2:
        return [line for lines in cells for line in lines]
    *labels, value = [[line for line in lines if line] for lines in cells]
    return ["\t".join([*(" ".join(lines) for lines in labels), value[0]]), *value[1:]]
