"""Columns of an answer with values of Python's own types: what workbooks, Parquet and data frames are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from avggraph.query.table import WHOLE_NUMBERS, XSD, XSD_BOOLEAN, Iri, Literal, Table, Term

Value = str | bool | int | Decimal | float | date


class ColumnType(Enum):
    """What the values of a column are; texts and IRIs are both text."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its values of one type, `None` where the answer has none.

    `datatype` and `language` are those of all its terms; a column of IRIs, or of several kinds of terms, has none.
    """

    name: str
    type: ColumnType
    values: tuple[Value | None, ...]
    datatype: str = ""
    language: str = ""


def typed_columns(table: Table) -> tuple[Column, ...]:
    """Give the columns of a table, each of the narrowest type that all its terms have; whole numbers are decimals too.

    >>> whole, mixed = Literal("7", XSD + "integer"), Literal("7 jaar")
    >>> [column.type.value for column in typed_columns(Table(("a", "b"), ((whole, whole), (None, mixed))))]
    ['integer', 'text']
    """
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return tuple(_column(name, terms) for name, terms in zip(table.columns, cells, strict=True))


def value_of(term: Iri | Literal) -> Value:
    """Give the value of a term in Python's own type; the text of one whose datatype has none here, or is ill-formed.

    A date with a time zone stays text: Python's has none. So do whole numbers of more than 18 digits.

    >>> value_of(Literal("2024-07-02", XSD + "date")), value_of(Literal("P1Y", XSD + "duration"))
    (datetime.date(2024, 7, 2), 'P1Y')
    """
    return _typed(term)[1]


# ---------------------------------------------------------------- types

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEAN = re.compile(r"true|false|1|0")

_READERS: Mapping[str, tuple[ColumnType, re.Pattern[str], Callable[[str], Value]]] = {
    XSD_BOOLEAN: (ColumnType.BOOLEAN, _BOOLEAN, {"true": True, "1": True, "false": False, "0": False}.__getitem__),
    XSD + "decimal": (ColumnType.DECIMAL, _DECIMAL, Decimal),
    XSD + "double": (ColumnType.FLOAT, _FLOAT, float),
    XSD + "float": (ColumnType.FLOAT, _FLOAT, float),
    XSD + "date": (ColumnType.DATE, _DATE, date.fromisoformat),
    **dict.fromkeys(WHOLE_NUMBERS, (ColumnType.INTEGER, _INTEGER, int)),
}


def _typed(term: Iri | Literal) -> tuple[ColumnType, Value]:
    if isinstance(term, Literal) and term.datatype in _READERS:
        type_, form, read = _READERS[term.datatype]
        if form.fullmatch(term.value):
            try:
                return type_, read(term.value)
            except ValueError:  # a day the calendar does not have
                return ColumnType.TEXT, term.value
    return ColumnType.TEXT, term.value


def _column(name: str, terms: Sequence[Term]) -> Column:
    typed = [None if term is None else _typed(term) for term in terms]
    types = {cell[0] for cell in typed if cell}
    datatypes = {term.datatype if isinstance(term, Literal) else "" for term in terms if term is not None}
    languages = {term.language if isinstance(term, Literal) else "" for term in terms if term is not None}
    datatype = datatypes.pop() if len(datatypes) == 1 else ""
    language = languages.pop() if len(languages) == 1 else ""
    if len(types) == 1 and types != {ColumnType.TEXT}:
        return Column(name, types.pop(), tuple(cell and cell[1] for cell in typed), datatype, language)
    if types == {ColumnType.INTEGER, ColumnType.DECIMAL}:
        values = tuple(None if term is None else Decimal(term.value) for term in terms)
        return Column(name, ColumnType.DECIMAL, values, datatype, language)
    texts = tuple(None if term is None else term.value for term in terms)
    return Column(name, ColumnType.TEXT, texts, datatype, language)
