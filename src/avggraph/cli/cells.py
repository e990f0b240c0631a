"""Cells of the command line's own tables."""

from __future__ import annotations

from avggraph.query import Literal
from avggraph.query.table import XSD


def words_cell(words: str) -> Literal:
    """Write Dutch words."""
    return Literal.of_language(words, "nl")


def number_cell(count: int) -> Literal:
    """Write a whole number."""
    return Literal(str(count), f"{XSD}integer")
