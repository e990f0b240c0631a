"""Query: saved questions with parameters, the engines that answer them, and the formats of the answers."""

from avggraph.query.catalogue import (
    Catalogue,
    Parameter,
    SavedQuery,
    find_query,
    load_catalogue,
    parse_query,
    read_query,
    with_tag,
)
from avggraph.query.engines import (
    UNIONS,
    EndpointEngine,
    Engine,
    OxigraphEngine,
    RdflibEngine,
    answer,
    literals_as_written,
)
from avggraph.query.executables import render_executables
from avggraph.query.form import Form, form_of
from avggraph.query.formats import FORMATS, Format, render, rich_table
from avggraph.query.names import Choice, choices
from avggraph.query.parameters import bind
from avggraph.query.table import Iri, Literal, Table, Term
from avggraph.query.values import ValueType
from avggraph.spreadsheet import safe_cell

__all__ = [
    "FORMATS",
    "UNIONS",
    "Catalogue",
    "Choice",
    "EndpointEngine",
    "Engine",
    "Form",
    "Format",
    "Iri",
    "Literal",
    "OxigraphEngine",
    "Parameter",
    "RdflibEngine",
    "SavedQuery",
    "Table",
    "Term",
    "ValueType",
    "answer",
    "bind",
    "choices",
    "find_query",
    "form_of",
    "literals_as_written",
    "load_catalogue",
    "parse_query",
    "read_query",
    "render",
    "render_executables",
    "rich_table",
    "safe_cell",
    "with_tag",
]
