"""One way to ask any question, whatever its form, and one to ask several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from avggraph.query.engines.oxigraph import OxigraphEngine
from avggraph.query.engines.protocol import Engine
from avggraph.query.form import Form, form_of
from avggraph.query.table import XSD_BOOLEAN, Literal, Table

_ANSWER = "answer"


def answer(engine: Engine, query: str) -> Table | str:
    """Answer any query: SELECT gives a table, ASK a table of one cell (`answer`), CONSTRUCT and DESCRIBE Turtle text.

    >>> import pyoxigraph as ox
    >>> from avggraph.query import OxigraphEngine
    >>> answer(OxigraphEngine(ox.Store()), "ASK { ?verwerking ?p ?o }").rows[0][0].value
    'false'
    """
    match form_of(query):
        case Form.SELECT:
            return engine.select(query)
        case Form.ASK:
            return Table((_ANSWER,), ((Literal(str(engine.ask(query)).lower(), XSD_BOOLEAN),),))
        case _:
            return engine.construct(query)


def select_each(engine: Engine, queries: Sequence[str]) -> tuple[Table, ...]:
    """Answer SELECT queries, in their order: several at a time where the engine lets Python go on meanwhile.

    Oxigraph does. rdflib is Python itself, and a server may have its own idea of how much it does for one client.

    >>> import pyoxigraph as ox
    >>> from avggraph.query import OxigraphEngine
    >>> for table in select_each(OxigraphEngine(ox.Store()), ["SELECT ?a { ?a ?b ?c }", "SELECT (1 AS ?a) {}"]):
    ...     print(len(table))
    0
    1
    """
    if not isinstance(engine, OxigraphEngine):
        return tuple(map(engine.select, queries))
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return tuple(threads.map(engine.select, queries))
