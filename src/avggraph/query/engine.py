"""Engines that answer SPARQL 1.1: Oxigraph, which the build's store is, and rdflib, which checks it.

Both read the union of all named graphs as the default graph, and give equal tables for equal data with canonical
literals.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pyoxigraph as ox
import rdflib
from rdflib.query import Result

from avggraph.errors import QueryError
from avggraph.query.form import Form, form_of, names_its_graphs
from avggraph.query.table import XSD_BOOLEAN, XSD_STRING, Iri, Literal, Table, Term

_ANSWER = "answer"


class Engine(Protocol):
    """Answers questions. Each method raises `QueryError` for another form, an update, SERVICE, or a wrong query."""

    def select(self, query: str) -> Table:
        """Answer a SELECT query; an answer that holds a blank node is refused, since it has no name to cite."""
        ...

    def ask(self, query: str) -> bool:
        """Answer an ASK query."""
        ...

    def construct(self, query: str) -> str:
        """Answer a CONSTRUCT or DESCRIBE query in N-Triples, one statement to a line, sorted: also valid Turtle."""
        ...


def answer(engine: Engine, query: str) -> Table | str:
    """Answer any query: SELECT gives a table, ASK a table of one cell (`answer`), CONSTRUCT and DESCRIBE Turtle text.

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


class OxigraphEngine:
    """Answers from an Oxigraph store.

    A query with FROM reads the graphs it names; any other the union of all. Oxigraph does not make that union a set:
    a statement in two graphs matches twice, so counts need DISTINCT. A store keeps the value of a date, number or
    duration and not how it was written ("P12M" comes back as "P1Y"). There is no time limit.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, query: str) -> Table:
        """See `Engine`."""
        solutions = self._run(query, Form.SELECT)
        if not isinstance(solutions, ox.QuerySolutions):
            raise _other_form(query, Form.SELECT)
        columns = tuple(variable.value for variable in solutions.variables)
        try:
            return Table(columns, tuple(tuple(map(_of_oxigraph, solution)) for solution in solutions))
        except (OSError, RuntimeError, ValueError) as error:
            raise _refused(error) from error

    def ask(self, query: str) -> bool:
        """See `Engine`."""
        return bool(self._run(query, Form.ASK))

    def construct(self, query: str) -> str:
        """See `Engine`."""
        triples = self._run(query, Form.CONSTRUCT, Form.DESCRIBE)
        if not isinstance(triples, ox.QueryTriples):
            raise _other_form(query, Form.CONSTRUCT)
        try:
            return _lines(f"{triple} ." for triple in triples)
        except (OSError, RuntimeError, ValueError) as error:
            raise _refused(error) from error

    def _run(self, query: str, *forms: Form) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        _require_form(query, *forms)
        try:
            return self._store.query(query, use_default_graph_as_union=not names_its_graphs(query))
        except (SyntaxError, OSError, RuntimeError, ValueError) as error:
            raise _refused(error) from error


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
        return _lines(f"{s.n3()} {p.n3()} {o.n3()} ." for s, p, o in graph or ())

    def _run(self, query: str, *forms: Form) -> Result:
        _require_form(query, *forms)
        if names_its_graphs(query):
            # rdflib would fetch the graph from the web.
            raise QueryError("rdflib leest hier geen vragen met FROM.", advice="Gebruik GRAPH, of Oxigraph.")
        try:
            with literals_as_written():
                result = self._dataset.query(query)
                result.bindings  # noqa: B018 - rdflib evaluates when it is asked for the rows, under the same setting
        except Exception as error:  # rdflib raises Exception itself for an unknown prefix
            raise _refused(error) from error
        return result


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib from rewriting literals ("P12M" to "P1Y", "Z" to "+00:00") while reading or querying.

    The setting is rdflib's own and global to the process: not for several threads.
    """
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _require_form(query: str, *forms: Form) -> None:
    if form_of(query) not in forms:
        raise _other_form(query, forms[0])


def _other_form(query: str, wanted: Form) -> QueryError:
    return QueryError(f"Dit is geen {wanted.value}-vraag, maar {form_of(query).value}.")


def _refused(error: Exception) -> QueryError:
    return QueryError(f"De vraag is niet te beantwoorden: {error}", advice="Controleer de SPARQL.")


def _unnamed(kind: str) -> QueryError:
    return QueryError(
        f"Het antwoord bevat een {kind}, waarnaar niet te verwijzen is.", advice="Vraag naar IRI's en literals."
    )


def _of_oxigraph(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return Iri(term.value)
        case ox.Literal():
            if term.language:
                return Literal.of_language(term.value, term.language)
            return Literal(term.value, term.datatype.value)
        case _:
            raise _unnamed("blanke knoop" if isinstance(term, ox.BlankNode) else "uitspraak over een uitspraak")


def _of_rdflib(term: object) -> Term:
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
            raise _unnamed("blanke knoop")


def _rows(result: Result) -> Iterator[dict[str, object]]:
    for binding in result.bindings:
        yield {str(variable): value for variable, value in binding.items()}


def _lines(statements: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(set(statements)))
