"""Query: saved questions with parameters, the engines that answer them, and the formats of the answers."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from avggraph.query.catalogue import (
    Catalogue,
    Parameter,
    SavedQuery,
    find_query,
    load_catalogue,
    own_query,
    parse_query,
    read_query,
    with_tag,
)
from avggraph.query.engines import (
    UNIONS,
    Engine,
    OxigraphEngine,
    RdflibEngine,
    answer,
    literals_as_written,
    read_dataset,
    select_each,
)
from avggraph.query.form import Form, form_of
from avggraph.query.formats import (
    FORMATS,
    BinaryFormat,
    Format,
    TextFormat,
    encode,
    format_named,
    format_of_file,
    html_table,
    markdown_text,
    render,
    rich_table,
)
from avggraph.query.labels import with_labels
from avggraph.query.names import Choice, choices
from avggraph.query.parameters import bind
from avggraph.query.table import Iri, Literal, Row, Table, Term
from avggraph.query.values import ValueType
from avggraph.spreadsheet import safe_cell

if TYPE_CHECKING:
    from avggraph.query.engines.endpoint import EndpointEngine
    from avggraph.query.executables import render_executables

__all__ = [
    "FORMATS",
    "UNIONS",
    "BinaryFormat",
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
    "Row",
    "SavedQuery",
    "Table",
    "Term",
    "TextFormat",
    "ValueType",
    "answer",
    "bind",
    "choices",
    "encode",
    "find_query",
    "form_of",
    "format_named",
    "format_of_file",
    "html_table",
    "literals_as_written",
    "load_catalogue",
    "markdown_text",
    "own_query",
    "parse_query",
    "read_dataset",
    "read_query",
    "render",
    "render_executables",
    "rich_table",
    "safe_cell",
    "select_each",
    "with_labels",
    "with_tag",
]


# What brings a library that few questions need: rdflib takes half a second, HTTP a thirtieth.
_WHEN_ASKED_FOR = {
    "EndpointEngine": "avggraph.query.engines.endpoint",
    "render_executables": "avggraph.query.executables",
}


def __getattr__(name: str) -> Any:
    """Import what stands in `_WHEN_ASKED_FOR` when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(_WHEN_ASKED_FOR[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
