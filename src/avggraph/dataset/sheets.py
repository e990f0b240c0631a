"""The tables of a dataset: one for each class of node, and one for each relation that may have several values.

What stands in them is declared in `data/dataset/tables.csv` and `columns.csv`. A sheet is what is written: CSV, its
description and the database are all made from the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.errors import KnowledgeError, Where
from avggraph.graph.context import published_context
from avggraph.graph.terms import SH
from avggraph.query.prefixes import iri_of

IRI = "iri"
LABEL = "label"
VALUE = "value"
RECORDS = "records"
CITATIONS = "citations"
_CITATION_KEY = (IRI, "document", "start_char", "end_char")
# The table in columns.csv with the columns that several have.
_COMMON = "*"


class Kind(Enum):
    """How a column is filled (`type` in columns.csv).

    `iri` is the row's own, `record` the record it belongs to. `thing` is one IRI, `things` may be several and have a
    sheet of their own; `term` is one of a fixed list and written as a CURIE, `iris` are addresses elsewhere. `text` is
    one literal, `texts` may be several, shown in one cell.
    """

    IRI = "iri"
    RECORD = "record"
    THING = "thing"
    THINGS = "things"
    TERM = "term"
    IRIS = "iris"
    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


class Datatype(Enum):
    """What a field holds; the value is the name in CSV on the Web (Metadata Vocabulary, section 5.11.1)."""

    IRI = "anyURI"
    TEXT = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a class: `property` is an IRI, `language` a tag or empty.

    `target` is the table that things are rows of; of types it is the prefix of the ones that are meant. `filled` says
    that the model knows no row without a value.
    """

    name: str
    kind: Kind
    property: str
    language: str
    target: str
    filled: bool
    title: Bilingual


@dataclass(frozen=True, slots=True)
class ClassTable:
    """A table of the nodes of some class, in `without` none of these; or of all nodes that have a property."""

    name: str
    classes: frozenset[str]
    without: frozenset[str]
    having: str
    columns: tuple[Column, ...]

    def holds(self, types: frozenset[str], properties: frozenset[str]) -> bool:
        """Tell whether a node of these types and with these properties is a row."""
        if self.having:
            return not types and self.having in properties
        return bool(types & self.classes) and not types & self.without


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a sheet.

    `references` is the sheet whose key it holds. `property` is what the graph states by it (an IRI), where the field
    alone says so: a name shown beside an IRI, or several texts in one cell, state nothing. `filled`: no row is without.
    """

    name: str
    datatype: Datatype
    title: Bilingual
    references: str = ""
    property: str = ""
    language: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it is written; `key` names the fields that tell its rows apart, `search` those worth searching."""

    name: str
    title: Bilingual
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    search: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """All tables: of which class, and as what sheets, by name."""

    tables: tuple[ClassTable, ...]
    sheets: Mapping[str, Sheet]


@cache
def load_design() -> Design:
    """Load the shipped tables.

    >>> [field.name for field in load_design().sheets["systems"].fields]
    ['iri', 'name', 'other_names']
    >>> [field.name for field in load_design().sheets["records_systems"].fields]
    ['iri', 'value', 'label']
    """
    return read_design(resources.data("dataset"))


def read_design(folder: Path) -> Design:
    """Read `tables.csv` and `columns.csv` of a folder. Raises `KnowledgeError` for a declaration that is not whole."""
    columns = _columns(folder / "columns.csv")
    common = {column.name: column for column in columns.pop(_COMMON)}
    tables, sheets = [], {}
    for where, row in resources.rows(
        folder / "tables.csv", "table", "class", "without", "having", "search", "nl", "en"
    ):
        name = row["table"]
        table = ClassTable(
            name,
            frozenset(_expanded(curie, where) for curie in row["class"].split()),
            frozenset(_expanded(curie, where) for curie in row["without"].split()),
            _expanded(row["having"], where),
            tuple(columns.pop(name, ())),
        )
        title, search = Bilingual(row["nl"], row["en"]), tuple(row["search"].split())
        if name == CITATIONS:
            fields = tuple(_field(column) for column in table.columns)
            sheets[name] = Sheet(name, title, fields, _CITATION_KEY, search)
            continue
        tables.append(table)
        sheets[name] = Sheet(name, title, tuple(_fields(table, common)), (IRI,), search)
        sheets |= {link.name: link for link in _links(table, title, common)}
    _require_known(columns, sheets)
    return Design(tuple(tables), MappingProxyType(sheets))


def link_name(table: str, column: str) -> str:
    """Name the sheet of a relation that may have several values.

    >>> link_name("records", "controllers")
    'records_controllers'
    """
    return f"{table}_{column}"


# ---------------------------------------------------------------- from the declarations


def _columns(path: Path) -> dict[str, list[Column]]:
    columns: dict[str, list[Column]] = {}
    for where, row in resources.rows(path, "table", "column", "path", "type", "to", "filled", "nl", "en"):
        try:
            kind = Kind(row["type"])
        except ValueError as error:
            names = ", ".join(each.value for each in Kind)
            raise KnowledgeError(f"There is no type {row['type']!r}.", where=where, advice=f"Use {names}.") from error
        curie, _, language = row["path"].partition("@")
        property_ = _expanded(curie, where)
        column = Column(
            name=row["column"],
            kind=kind,
            property=property_,
            language=language,
            target=row["to"],
            filled=row["filled"] == "yes",
            title=Bilingual(row["nl"], row["en"]),
        )
        columns.setdefault(row["table"], []).append(column)
    return columns


def _expanded(curie: str, where: Where) -> str:
    return iri_of(curie, where, {**published_context().prefixes, "sh": SH.base}) if curie else ""


def _require_known(without_table: Mapping[str, list[Column]], sheets: Mapping[str, Sheet]) -> None:
    for table in without_table:
        raise KnowledgeError(f"columns.csv tells of a table {table!r} that tables.csv has not.")
    for sheet in sheets.values():
        for field in sheet.fields:
            if field.references and field.references not in sheets:
                raise KnowledgeError(f"The table {field.references!r} that {sheet.name} refers to is not declared.")
        for name in {*sheet.search, *sheet.key} - {field.name for field in sheet.fields}:
            raise KnowledgeError(f"The table {sheet.name!r} has no column {name!r}.")


# ---------------------------------------------------------------- to sheets

_DATATYPES = {
    Kind.IRI: Datatype.IRI,
    Kind.RECORD: Datatype.IRI,
    Kind.THING: Datatype.IRI,
    Kind.INTEGER: Datatype.INTEGER,
    Kind.DECIMAL: Datatype.DECIMAL,
    Kind.BOOLEAN: Datatype.BOOLEAN,
}
# Behind these stands a field with the name of what they point to.
_NAMED = (Kind.RECORD, Kind.THING, Kind.TERM)
_STATES = (Kind.THING, Kind.TEXT, Kind.DECIMAL, Kind.BOOLEAN)


def _fields(table: ClassTable, common: Mapping[str, Column]) -> Iterator[Field]:
    yield _field(common[IRI])
    for column in table.columns:
        yield _field(column)
        if column.kind in _NAMED:
            yield replace(_field(common[LABEL]), name=f"{column.name}_{LABEL}", title=column.title)


def _field(column: Column) -> Field:
    references = RECORDS if column.kind is Kind.RECORD else column.target if column.kind is Kind.THING else ""
    property_ = column.property if column.kind in _STATES else ""
    datatype = _DATATYPES.get(column.kind, Datatype.TEXT)
    return Field(column.name, datatype, column.title, references, property_, column.language, column.filled)


def _links(table: ClassTable, title: Bilingual, common: Mapping[str, Column]) -> Iterator[Sheet]:
    for column in table.columns:
        if column.kind is Kind.THINGS:
            of, value = _field(common[IRI]), _field(common[VALUE])
            fields = (
                replace(of, references=table.name),
                replace(value, title=column.title, references=column.target, property=column.property),
                _field(common[LABEL]),
            )
            both = Bilingual(f"{title.nl}: {column.title.nl}", f"{title.en}: {column.title.en}")
            yield Sheet(link_name(table.name, column.name), both, fields, (IRI, VALUE))
