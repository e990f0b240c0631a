"""The tables as one SQLite database, with references, indexes and full-text search (FTS5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from avggraph.dataset.rows import Row
from avggraph.dataset.sheets import IRI, Datatype, Sheet

_TYPES = {
    Datatype.IRI: "TEXT",
    Datatype.TEXT: "TEXT",
    Datatype.INTEGER: "INTEGER",
    Datatype.DECIMAL: "REAL",
    Datatype.BOOLEAN: "INTEGER",
}
_BOOLEANS: dict[str, str | int] = {"true": 1, "1": 1, "false": 0, "0": 0}


class Database:
    """A database that is being filled; open as long as `opened_database` lasts."""

    def __init__(self, connection: sqlite3.Connection, sheets: Mapping[str, Sheet]) -> None:
        self._connection = connection
        self._inserts = {name: _insert(sheet) for name, sheet in sheets.items()}
        self._booleans = {
            name: tuple(field.datatype is Datatype.BOOLEAN for field in sheet.fields) for name, sheet in sheets.items()
        }

    def write(self, row: Row) -> None:
        """Write a row; what the graph does not state is NULL."""
        name, cells = row
        values = (
            _BOOLEANS.get(cell, cell) if boolean and cell else cell
            for cell, boolean in zip(cells, self._booleans[name], strict=True)
        )
        self._connection.execute(self._inserts[name], tuple(values))


@contextmanager
def opened_database(path: Path, sheets: Mapping[str, Sheet]) -> Iterator[Database]:
    """Make a database with a table for each sheet; indexes and search are added when the block ends well.

    The same rows in the same order give the same bytes, where SQLite is the same: its version stands in the file.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads it before it is whole: no journal is needed, and an interrupted one is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for sheet in sheets.values():
            connection.execute(_create(sheet))
        yield Database(connection, sheets)
        for sheet in sheets.values():
            for statement in (*_indexes(sheet), *_search(sheet)):
                connection.execute(statement)
        connection.execute("COMMIT")


def _create(sheet: Sheet) -> str:
    lines = [
        f"{_quoted(field.name)} {_TYPES[field.datatype]}{' NOT NULL' if field.name in sheet.key else ''}"
        for field in sheet.fields
    ]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, sheet.key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {_quoted(field.references)} ({_quoted(IRI)})"
        for field in sheet.fields
        if field.references
    ]
    return f"CREATE TABLE {_quoted(sheet.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _insert(sheet: Sheet) -> str:
    return f"INSERT INTO {_quoted(sheet.name)} VALUES ({', '.join('?' * len(sheet.fields))})"


def _indexes(sheet: Sheet) -> Iterator[str]:
    """Index what is joined by; the first field of the key has an index already."""
    for field in sheet.fields:
        if field.datatype is Datatype.IRI and field.name != sheet.key[0]:
            name = _quoted(f"{sheet.name}_by_{field.name}")
            yield f"CREATE INDEX {name} ON {_quoted(sheet.name)} ({_quoted(field.name)})"


def _search(sheet: Sheet) -> Iterator[str]:
    """Index words; the words themselves stand in the table alone (FTS5, section 4.4.3: external content)."""
    if sheet.search:
        name, columns = f"{sheet.name}_fts", ", ".join(map(_quoted, sheet.search))
        yield (
            f"CREATE VIRTUAL TABLE {_quoted(name)} USING fts5({columns}, content={_quoted(sheet.name)}, "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        yield f"INSERT INTO {_quoted(name)} ({_quoted(name)}) VALUES ('rebuild')"
        yield f"INSERT INTO {_quoted(name)} ({_quoted(name)}) VALUES ('optimize')"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
