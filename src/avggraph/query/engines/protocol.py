"""What an engine is, and what each of them does the same: refuse, and answer in sorted lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from avggraph.errors import QueryError
from avggraph.query.form import Form, form_of
from avggraph.query.table import Table


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


def require_form(query: str, *forms: Form) -> None:
    """Refuse a query of another form, and whatever `form_of` refuses."""
    if form_of(query) not in forms:
        raise other_form(query, forms[0])


def other_form(query: str, wanted: Form) -> QueryError:
    """Say that a query is of another form than was asked for."""
    return QueryError(f"Dit is geen {wanted.value}-vraag, maar {form_of(query).value}.")


def refused(reason: object) -> QueryError:
    """Say that the engine cannot answer a query, and why."""
    return QueryError(f"De vraag is niet te beantwoorden: {reason}", advice="Controleer de SPARQL.")


def unnamed(kind: str) -> QueryError:
    """Say that an answer holds something that has no name to cite."""
    return QueryError(
        f"Het antwoord bevat een {kind}, waarnaar niet te verwijzen is.", advice="Vraag naar IRI's en literals."
    )


def sorted_lines(statements: Iterable[str]) -> str:
    """Write statements one to a line, sorted, each once."""
    return "".join(f"{line}\n" for line in sorted(set(statements)))
