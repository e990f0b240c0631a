"""Oxigraph: the engine of a build's own store, and the default."""

from __future__ import annotations

import pyoxigraph as ox

from avggraph.query.engines.protocol import other_form, refused, require_form, sorted_lines, unnamed
from avggraph.query.form import Form, names_its_graphs
from avggraph.query.table import Iri, Literal, Table, Term


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
            raise other_form(query, Form.SELECT)
        columns = tuple(variable.value for variable in solutions.variables)
        try:
            return Table(columns, tuple(tuple(map(_of_oxigraph, solution)) for solution in solutions))
        except (OSError, RuntimeError, ValueError) as error:
            raise refused(error) from error

    def ask(self, query: str) -> bool:
        """See `Engine`."""
        return bool(self._run(query, Form.ASK))

    def construct(self, query: str) -> str:
        """See `Engine`."""
        triples = self._run(query, Form.CONSTRUCT, Form.DESCRIBE)
        if not isinstance(triples, ox.QueryTriples):
            raise other_form(query, Form.CONSTRUCT)
        try:
            return sorted_lines(f"{triple} ." for triple in triples)
        except (OSError, RuntimeError, ValueError) as error:
            raise refused(error) from error

    def _run(self, query: str, *forms: Form) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        over_all = self._is_over_all(query, *forms)
        try:
            return self._store.query(query, use_default_graph_as_union=over_all)
        except (SyntaxError, OSError, RuntimeError, ValueError) as error:
            raise refused(error) from error

    def _is_over_all(self, query: str, *forms: Form) -> bool:
        """Refuse a query of another form; tell of any other whether it reads the union of all graphs."""
        require_form(query, *forms)
        return not names_its_graphs(query)


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
            raise unnamed("blanke knoop" if isinstance(term, ox.BlankNode) else "uitspraak over een uitspraak")
