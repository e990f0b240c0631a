"""Lists within a cell (GROUP_CONCAT), whose order SPARQL 1.1 leaves open (section 18.5.1.7).

Oxigraph keeps that of the sub-select. Virtuoso does not, and where a query makes several such lists it now and then
loses a part of one.
"""

from __future__ import annotations

import re

from avggraph.query import SavedQuery

_LIST = re.compile(r'GROUP_CONCAT\([^()]*(?:\([^()]*\)[^()]*)*SEPARATOR="(?P<separator>[^"]*)"\)+ AS \?(?P<column>\w+)')


def lists_of(query: SavedQuery) -> dict[str, str]:
    """Give the columns of a query that hold lists, with what parts their items."""
    return {found["column"]: found["separator"] for found in _LIST.finditer(query.text)}


def in_order(text: str, separator: str) -> str:
    """Give a list with its items sorted."""
    return separator.join(sorted(text.split(separator)))
