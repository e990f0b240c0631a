"""The SPARQL 1.1 Protocol: the query operation in its three forms (section 2.1), read from a request."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from avggraph.serve.problem import Problem, RefusedError
from avggraph.serve.upstream import Dataset

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST_FIELDS = 10_000
# Parameters of the update operation (section 2.2).
_OF_UPDATES = frozenset({"using-graph-uri", "using-named-graph-uri"})


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the dataset it is asked of; `format` is the name or media type that `format=` asks for, if any."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""

    @property
    def dataset(self) -> Dataset:
        """The dataset as parameters of the protocol."""
        return (
            *(("default-graph-uri", graph) for graph in self.default_graphs),
            *(("named-graph-uri", graph) for graph in self.named_graphs),
        )


def read_operation(
    method: str, query_string: bytes, content_type: str = "", body: bytes = b"", longest: int = 100_000
) -> Operation | None:
    """Read an operation; None for a GET that asks nothing. Raises `RefusedError`, also for any update.

    >>> read_operation("GET", b"query=ASK%20%7B%7D&format=json")
    Operation(query='ASK {}', default_graphs=(), named_graphs=(), format='json')
    """
    media = content_type.partition(";")[0].strip().lower()
    if method != "POST":
        fields, query = _fields(query_string), None
        if not any(name in {"query", "update"} for name, _ in fields):
            return None
    elif media == _FORM:
        fields, query = _fields(body), None
    elif media == _QUERY:
        fields, query = _fields(query_string), _text(body)
    elif media == _UPDATE:
        raise RefusedError(Problem(403, "update"))
    else:
        raise RefusedError(Problem(415, "media"))
    return _operation(fields, query, longest, 413 if method == "POST" else 414)


def _operation(fields: list[tuple[str, str]], query: str | None, longest: int, too_long: int) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for each, value in fields if each == name and value)

    if any(name == "update" for name, _ in fields):
        raise RefusedError(Problem(403, "update"))
    queries = [value for name, value in fields if name == "query"] + ([] if query is None else [query])
    if len(queries) > 1 or any(name in _OF_UPDATES for name, _ in fields):
        raise RefusedError(Problem(400, "query-twice"))
    if not queries or not queries[0].strip():
        raise RefusedError(Problem(400, "query-missing"))
    if len(queries[0]) > longest:
        raise RefusedError(Problem(too_long, "query-too-long", {"limit": longest}))
    formats = all_of("format")
    return Operation(queries[0], all_of("default-graph-uri"), all_of("named-graph-uri"), formats[0] if formats else "")


def _fields(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise RefusedError(Problem(400, "query-unreadable")) from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(Problem(400, "query-unreadable")) from error
