"""The rows of one record to its values: which cells are several values, and which of them belong together.

A column whose key is a list ("Verwerkers.Naam") holds one value per line of a cell and per row; columns of the same
list ("Verwerkers.Email") belong to it line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from avggraph.errors import NotADescriptionError, SourceError, Where
from avggraph.read.structured.headings import ColumnReading
from avggraph.read.structured.keys import TELLING
from avggraph.read.structured.rendering import Renderer, Value
from avggraph.read.structured.sheet_rows import Row, Sheet, group_rows
from avggraph.text import SourceText

# Names: each line of such a cell is one, also where the cells beside it have another number of lines.
_NAMES = frozenset({"processor", "system", "recipient", "controller.name", "related"})

# The values of one element of a list, by column.
Element: TypeAlias = Mapping[ColumnReading, str]


@dataclass(slots=True)
class _Record:
    """The values of a record as its rows are read, each once: single by column, elements by the list they are in."""

    single: dict[ColumnReading, dict[str, None]] = field(default_factory=dict)
    elements: dict[tuple[str, ...], dict[frozenset[tuple[ColumnReading, str]], Element]] = field(default_factory=dict)

    def add(self, column: ColumnReading, words: str) -> None:
        values = self.single.setdefault(column, {})
        if words:
            values[words] = None

    def add_element(self, root: tuple[str, ...], element: Element) -> None:
        elements = self.elements.setdefault(root, {})
        if element:
            elements.setdefault(frozenset(element.items()), element)


def sheet_sources(sheet: Sheet, name: str, renderer: Renderer) -> Iterator[SourceText | SourceError]:
    """Give the records of a sheet as source texts "{name}#n"; rows that cannot be read come as errors."""
    if not any(column.field in TELLING for column in sheet.columns):
        known = ", ".join(column.heading for column in sheet.columns if column.key) or "geen"
        yield NotADescriptionError(
            f"De koppen zijn niet die van een register van verwerkingen; herkend: {known}.",
            where=Where(name, sheet.heading.line),
            advice="Zeg met een afbeelding wat de kolommen zijn.",
        )
        return
    for row in sheet.above:
        said = " ".join(cell.strip() for cell in row.cells if cell.strip())
        yield SourceError(f"Boven de koppen staat: {said}", where=Where(name, row.line))
    number = 0
    for group in group_rows(sheet, name):
        if isinstance(group, SourceError):
            yield group
            continue
        number += 1
        record = _Record()
        for row in group.rows:
            yield from _read_row(row, sheet, record, f"{name}#{number}")
        yield renderer.render(f"{name}#{number}", _values(record, sheet))
        if renderer.is_full:
            return


def _read_row(row: Row, sheet: Sheet, record: _Record, name: str) -> Iterator[SourceError]:
    for root, columns in groupby(sorted(sheet.columns, key=_by_root), key=_root):
        members = tuple(columns)
        if not root:
            for column in members:
                record.add(column, row.cell(column.column))
            continue
        yield from _read_elements(row, root, members, record, name)


def _read_elements(
    row: Row, root: tuple[str, ...], columns: tuple[ColumnReading, ...], record: _Record, name: str
) -> Iterator[SourceError]:
    cells = {column: _lines(row.cell(column.column)) for column in columns}
    record.elements.setdefault(root, {})
    stated = {column: lines for column, lines in cells.items() if lines}
    names = [lines for column, lines in stated.items() if column.field in _NAMES or column.path[-1] == "#"]
    counts = {len(lines) for lines in stated.values()}
    if len(counts) <= 1:
        for values in zip(*stated.values(), strict=True):
            record.add_element(root, dict(zip(stated, values, strict=True)))
    elif not names:
        # Running text in lines: the cells of one row are one element.
        record.add_element(root, {column: row.cell(column.column) for column in stated})
    else:
        count = len(names[0])
        fitting = {column: lines for column, lines in stated.items() if len(lines) == count}
        for values in zip(*fitting.values(), strict=True):
            record.add_element(root, dict(zip(fitting, values, strict=True)))
        for column, lines in stated.items():
            if column not in fitting:
                record.add(column, row.cell(column.column))
                yield SourceError(
                    f"{count} waarden in de kolom ernaast en {len(lines)} hier: niet te koppelen.",
                    where=Where(name, row.line, column.heading),
                    advice="Zet evenveel regels in beide cellen.",
                )


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _root(column: ColumnReading) -> tuple[str, ...]:
    """Give the list a column belongs to: its path up to the number; () for a single value."""
    marks = [place for place, part in enumerate(column.path) if part in ("*", "#")]
    return column.path[: marks[0]] if marks and column.key else ()


def _by_root(column: ColumnReading) -> tuple[tuple[str, ...], int]:
    return _root(column), column.column


def _values(record: _Record, sheet: Sheet) -> Iterator[Value]:
    """Give a record's values in the order of the columns, a list where its first column stands."""
    done: set[tuple[str, ...]] = set()
    for column in sheet.columns:
        root = _root(column)
        single = record.single.get(column, {})
        for words in single:
            # A value of a list that belongs to none of its elements goes by its heading: nothing says what it is.
            yield Value(column.path if not root else (column.heading,), column.heading, words)
        if not root and not single:
            yield Value(column.path, column.heading, "")
        if root and root not in done:
            done.add(root)
            yield from _element_values(record.elements[root].values())


def _element_values(elements: Iterable[Element]) -> Iterator[Value]:
    for number, element in enumerate(elements):
        for column, words in element.items():
            yield Value(_numbered(column.path, number), column.heading, words)


def _numbered(path: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Put the number of an element into a path; lists inside the element have one element each.

    >>> _numbered(("Betrokkenen", "*", "Gegevens", "*", "Bewaartermijn"), 2)
    ('Betrokkenen', '2', 'Gegevens', '0', 'Bewaartermijn')
    """
    numbers = iter([str(number)])
    return tuple(next(numbers, "0") if part in ("*", "#") else part for part in path)
