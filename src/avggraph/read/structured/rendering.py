"""A record as text: one line "key<TAB>value" per value, and where each value stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from avggraph.read.normalise import normalise
from avggraph.text import Cell, SourceText, Span


class Value(NamedTuple):
    """A value to be rendered: its key path, the key as the file writes it, its words ("" where the key is empty)."""

    path: tuple[str, ...]
    key: str
    words: str

    @classmethod
    def at(cls, path: tuple[str, ...], words: str) -> Value:
        """Make a value whose key is its path."""
        return cls(path, ".".join(path), words)


def render(name: str, values: Iterable[Value], kind: str, encoding: str = "utf-8") -> SourceText:
    """Render a record's values, in order, each exactly once; line breaks inside a value stay.

    A key without a value keeps its line, and its cell is empty: the source has the key and does not state a value.

    >>> source = render("a.json#1", [Value.at(("Naam",), "Parkeren"), Value.at(("Doelen", "0", "Doel"), "Toezicht")],
    ...                 "json")
    >>> source.text
    'Naam\\tParkeren\\nDoelen.0.Doel\\tToezicht\\n'
    >>> source.text[slice(*source.cells[1].span)]
    'Toezicht'
    """
    lines: list[str] = []
    cells: list[Cell] = []
    place = 0
    for value in values:
        # White space would part key from value; an empty key would look like the rest of the value above it.
        key = " ".join(normalise(value.key).split()) or "(leeg)"
        words = normalise(value.words).strip()
        start = place + len(key) + 1
        cells.append(Cell(value.path, Span(start, start + len(words))))
        lines.append(f"{key}\t{words}\n")
        place += len(lines[-1])
    return SourceText.of(name, "".join(lines), encoding, kind=kind, cells=tuple(cells))
