"""rdflib: an engine that owes Oxigraph nothing, to check it with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from avggraph.errors import QueryError
from avggraph.query.engines.protocol import refused, require_form, sorted_lines, unnamed
from avggraph.query.form import Form, names_its_graphs
from avggraph.query.table import XSD_STRING, Iri, Literal, Table, Term

# Half a second to import, which only who asks this engine pays.
if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result


class RdflibEngine:
    """Answers from an rdflib dataset whose default graph is the union (`default_union=True`).

    Slow, and quadratic in joins of sub-selects: for checking Oxigraph on small graphs. The dataset must have been
    read within `literals_as_written()`, or rdflib has already rewritten its literals.
    """

    def __init__(self, dataset: rdflib.Dataset) -> None:
        if not dataset.default_union:
            raise QueryError(
                "De standaardgraaf van deze dataset is niet de vereniging van zijn grafen.",
                advice="Maak haar met Dataset(default_union=True).",
            )
        self._dataset = dataset

    def select(self, query: str) -> Table:
        """See `Engine`."""
        result = self._run(query, Form.SELECT)
        columns = tuple(str(variable) for variable in result.vars or ())
        return Table(columns, tuple(tuple(_of_rdflib(row.get(name)) for name in columns) for row in _rows(result)))

    def ask(self, query: str) -> bool:
        """See `Engine`."""
        return bool(self._run(query, Form.ASK).askAnswer)

    def construct(self, query: str) -> str:
        """See `Engine`."""
        graph = self._run(query, Form.CONSTRUCT, Form.DESCRIBE).graph
        return sorted_lines(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in graph or ())

    def _run(self, query: str, *forms: Form) -> Result:
        require_form(query, *forms)
        if names_its_graphs(query):
            # rdflib would fetch the graph from the web.
            raise QueryError("rdflib leest hier geen vragen met FROM.", advice="Gebruik GRAPH, of Oxigraph.")
        try:
            with literals_as_written():
                result = self._dataset.query(query)
                result.bindings  # noqa: B018 - rdflib evaluates when it is asked for the rows, under the same setting
        except Exception as error:  # rdflib raises Exception itself for an unknown prefix
            raise refused(error) from error
        return result


def read_dataset(path: Path, format: str = "nquads") -> rdflib.Dataset:
    """Read a file as a dataset for `RdflibEngine`: its default graph the union, its literals as they are written."""
    import rdflib  # noqa: PLC0415

    dataset = rdflib.Dataset(default_union=True)
    with literals_as_written():
        dataset.parse(path, format=format)
    return dataset


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals ("P12M" to "P1Y", "Z" to "+00:00") while reading or querying.

    The setting is rdflib's own and global to the process: not for several threads.
    """
    import rdflib  # noqa: PLC0415

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _of_rdflib(term: object) -> Term:
    import rdflib  # noqa: PLC0415

    match term:
        case None:
            return None
        case rdflib.URIRef():
            return Iri(str(term))
        case rdflib.Literal():
            if term.language:
                return Literal.of_language(str(term), term.language)
            return Literal(str(term), str(term.datatype or XSD_STRING))
        case _:
            raise unnamed("blanke knoop")


def _rows(result: Result) -> Iterator[dict[str, object]]:
    for binding in result.bindings:
        yield {str(variable): value for variable, value in binding.items()}
