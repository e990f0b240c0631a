"""One way to ask any question, whatever its form."""

from __future__ import annotations

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
