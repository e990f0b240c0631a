"""SPARQL queries that rdflib parses once, and not each time they are asked.

pySHACL asks the queries of shapes anew for every node that it judges, and rdflib takes five times as long to parse such
a query as to answer it. A query that was parsed before is one that rdflib is asked with `prepareQuery`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query

_ask = SPARQLProcessor.query


def parse_queries_once() -> None:
    """Have rdflib keep what it made of a query, for as long as this process lasts."""
    SPARQLProcessor.query = _query  # type: ignore[assignment, method-assign]


@lru_cache(maxsize=512)
def _parsed(text: str, base: str | None, prefixes: frozenset[tuple[str, Any]]) -> Query:
    return translateQuery(parseQuery(text), base, dict(prefixes))


def _query(
    self: SPARQLProcessor,
    query: Any,
    initBindings: Any = None,  # noqa: N803 - as rdflib calls it
    initNs: Any = None,  # noqa: N803
    base: str | None = None,
    DEBUG: bool = False,  # noqa: N803
) -> Any:
    if isinstance(query, str):
        query = _parsed(query, base, frozenset((initNs or {}).items()))
    return _ask(self, query, initBindings, initNs, base, DEBUG)
