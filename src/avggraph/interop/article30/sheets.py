"""The sheets of the article 30 table and their columns, as `data/interop/article30.toml` declares them.

A cell says what the register says. Where it says nothing the cell says that ("niet vermeld"), which is not "nee": that
stands only where the register denies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph.interop.joining import joined
from avggraph.interop.reading import Found, Reading
from avggraph.interop.tables import shape
from avggraph.query.prefixes import expand

Cell = str | int
"""What a cell holds: text, or a number."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the article that asks for it, where its facts stand, and what it says where there is none.

    `value` tells what the cell makes of the facts ("names", "stated", "count", "number", "iri"), `only` which facts
    count, `of` the class of the only records it is for: its cells are empty for others. `silence` explains what it says
    where there is no fact. `width` is that of a sheet's column, in characters.
    """

    heading: str
    article: str
    path: str
    value: str
    silent: str
    width: int
    only: tuple[str, ...] = ()
    of: str = ""
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, the name of its file as CSV, the path to what has a row in it, and its columns."""

    title: str
    file: str
    each: str
    columns: tuple[Column, ...]


@cache
def sheets(language: str) -> tuple[Sheet, ...]:
    """Give the sheets in Dutch or English.

    >>> [sheet.title for sheet in sheets("nl")]
    ['Verwerkingen', 'Gegevens']
    """
    words: Mapping[str, Any] = shape("article30").all["words"][language]
    return tuple(
        Sheet(
            sheet[language],
            sheet["file"][language],
            sheet["each"],
            tuple(_column(column, language, words) for column in sheet["columns"]),
        )
        for sheet in shape("article30").all["sheets"].values()
    )


def column_rows(language: str) -> tuple[str, str, Iterator[tuple[str, ...]]]:
    """Tell of all columns which article asks for each, and what a cell says where there is nothing.

    That is the title of a sheet, its file as CSV, and its rows.
    """
    about = shape("article30").all["words"][language]["columns"]
    told = (
        (sheet.title, column.heading, column.article, column.silence)
        for sheet in sheets(language)
        for column in sheet.columns
    )
    return about["sheet"], about["file"], iter([tuple(about["heading"]), *told])


def rows_of(reading: Reading, sheet: Sheet, language: str) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of a record in a sheet."""
    for number, row in enumerate(reading.iris(sheet.each), 1):
        yield tuple(_cell(reading, column, row, number, language) for column in sheet.columns)


def _column(table: Mapping[str, Any], language: str, words: Mapping[str, Any]) -> Column:
    silences = [words["silences"][table["silent"]], *([words["other-kind"]] if "of" in table else ())]
    return Column(
        table[language],
        table.get("article", ""),
        table["path"],
        table.get("value", "names"),
        words[table["silent"]],
        table["width"],
        tuple(filter(None, map(expand, table.get("only", ())))),
        expand(table["of"]) or "" if "of" in table else "",
        joined(silences),
    )


def _cell(reading: Reading, column: Column, row: str, number: int, language: str) -> Cell:
    found = _found(reading, column, row)
    if not found:
        return column.silent if _is_for(reading, column) else ""
    match column.value:
        case "number":
            return number
        case "count":
            return len(found)
        case "iri":
            return joined(each.iri for each in found)
        case "stated":
            return str(shape("article30").all["words"][language]["stated"])
        case _:
            return joined(reading.name(each, language) for each in found) or column.silent


def _is_for(reading: Reading, column: Column) -> bool:
    return not column.of or column.of in reading.kinds(reading.iri)


def _found(reading: Reading, column: Column, row: str) -> list[Found]:
    if not column.path or not _is_for(reading, column):
        return []
    return [each for each in reading.follow(column.path, row) if not column.only or each.iri in column.only]
