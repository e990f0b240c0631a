"""Where the knowledge files are: `ontology/`, `data/` and `queries/`.

In a checkout they stand at the top level; in an installed wheel they travel inside the package.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from avggraph.errors import KnowledgeError, Where
from avggraph.files import digest_of

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Give the folder that holds `ontology/`, `data/` and `queries/`.

    >>> (root() / "ontology").is_dir()
    True
    """
    for folder in (_PACKAGE / "shipped", _PACKAGE.parents[1]):
        if (folder / "ontology").is_dir():
            return folder
    raise KnowledgeError(
        "The folders ontology/, data/ and queries/ were not found beside the package.",
        advice="Install avggraph from its wheel, or run it from a full checkout.",
    )


def ontology(*parts: str) -> Path:
    """Give the path of a file or folder under `ontology/`."""
    return root().joinpath("ontology", *parts)


def data(*parts: str) -> Path:
    """Give the path of a file or folder under `data/`."""
    return root().joinpath("data", *parts)


def queries(*parts: str) -> Path:
    """Give the path of a file or folder under `queries/`."""
    return root().joinpath("queries", *parts)


@cache
def digest() -> str:
    """Hash all that travels with the package, but for the examples: another where any of it changed."""
    files = (file for folder in (ontology(), data(), queries()) for file in folder.rglob("*"))
    return digest_of(root(), (file for file in files if not file.is_relative_to(data("examples"))))


@cache
def question(part: str, name: str) -> str:
    """Give the text of a question that one part of the tool asks of a graph: `data/<part>/queries/<name>.rq`.

    `KnowledgeError` names the file if it cannot be read.

    >>> question("summary", "processor").count("LIMIT 1")
    1
    """
    path = data(part, "queries", f"{name}.rq")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"data/{part}/queries/{name}.rq cannot be read.", advice="Restore the file.") from error


@contextmanager
def table(path: Path) -> Iterator[dict[str, Any]]:
    """Give a TOML file to its reader; `KnowledgeError` names the file if it is no TOML or lacks what the reader asks.

    >>> with table(data("hyphens.toml")) as rules:
    ...     "prefixes" in rules
    True
    """
    try:
        yield tomllib.loads(path.read_text(encoding="utf-8"))
    except KeyError as error:
        raise _unusable(path, f"it has no {error}") from error
    except (OSError, ValueError, TypeError, re.error) as error:
        raise _unusable(path, str(error)) from error


def rows(path: Path, *columns: str) -> Iterator[tuple[Where, dict[str, str]]]:
    """Give the rows of a CSV file with these columns, each with its place; `KnowledgeError` where one is not whole.

    >>> where, row = next(rows(data("law-names.csv"), "slug", "name", "context"))
    >>> str(where), sorted(row)
    ('law-names.csv:2', ['context', 'name', 'slug'])
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise KnowledgeError(f"The columns must be {', '.join(columns)}.", where=Where(path.name, 1))
            for row in reader:
                where = Where(path.name, reader.line_num)
                if None in row or None in row.values():
                    raise KnowledgeError("A row has too many or too few fields.", where=where)
                yield where, row
    except (OSError, ValueError, csv.Error) as error:
        raise KnowledgeError(f"The table cannot be read: {error}.", where=Where(path.name)) from error


def _unusable(path: Path, reason: str) -> KnowledgeError:
    return KnowledgeError(
        f"The file cannot be used: {reason}.",
        where=Where(path.name),
        advice="Compare it with the comments at its top, or restore the file.",
    )
