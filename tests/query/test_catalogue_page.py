"""docs/queries.md against the catalogue; `pytest --rewrite-answers` writes its tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from avggraph.cli.tables import CHOICES
from avggraph.query import SavedQuery
from query.engines import catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
BEGIN = "## The questions\n"
HEADING = "| query | question | parameters |\n|---|---|---|\n"


def group(query: SavedQuery) -> tuple[bool, str]:
    return (True, CHOICES) if CHOICES in query.tags else (False, query.tags[0])


def tables() -> Iterator[str]:
    """Write a table for the first tag of the queries; lists of choices come last."""
    for last in sorted({group(query) for query in catalogue().values()}):
        yield f"\n### {last[1]}\n\n{HEADING}"
        for query in catalogue().values():
            if group(query) == last:
                names = ", ".join(f"`{parameter.name}`" for parameter in query.parameters)
                yield f"| [`{query.name}`](../queries/{query.name}.rq) | {query.question_en} | {names} |\n"


def test_the_page_has_every_question(pytestconfig: pytest.Config) -> None:
    fresh = PAGE.read_text(encoding="utf-8").partition(BEGIN)[0] + BEGIN + "".join(tables())
    if pytestconfig.getoption("--rewrite-answers"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == fresh
