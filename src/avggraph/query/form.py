"""What a query is (SELECT, ASK, CONSTRUCT, DESCRIBE), and what it may not be: an update, a call elsewhere, a maze."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator
from enum import Enum

from avggraph.errors import NestingError, QueryError, ServiceCallError, UpdateError
from avggraph.query.nesting import MAX_DEPTH, depth_of
from avggraph.query.service_calls import calls_service
from avggraph.query.tokens import TOKEN


class Form(Enum):
    """The four query forms of SPARQL 1.1 (section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


# The operations of SPARQL 1.1 Update, section 3, and WITH, which opens some of them.
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})

_LETTERS = re.compile(r"[A-Z_]+")
_ESCAPE = re.compile(r"\\[uU]([0-9A-Fa-f]{8}|[0-9A-Fa-f]{4})")


def form_of(query: str, services: Container[str] = ()) -> Form:
    """Tell a query's form; `services` are the endpoints that it may call, by their IRIs.

    Raises `UpdateError` for an update (a store is only read here), `ServiceCallError` for a call of another endpoint
    with SERVICE (questions about personal data do not leave the machine), `NestingError` for one that nests too deep
    to be read safely, `QueryError` for text that is no query.

    >>> form_of("# SERVICE? Alleen in dit commentaar.\\nASK { ?verwerking ?p 'INSERT' }").value
    'ASK'
    """
    texts = {query, _without_escapes(query)}
    if any(depth_of(text, MAX_DEPTH) > MAX_DEPTH for text in texts):
        raise NestingError(
            f"De vraag is dieper genest dan {MAX_DEPTH} niveaus; meer wordt niet gelezen.",
            advice="Haal overbodige haakjes weg, of deel de vraag op.",
        )
    if any(calls_service(text, services) for text in texts):
        raise ServiceCallError(
            "De vraag roept met SERVICE een ander endpoint aan; dat mag niet.",
            advice="Haal SERVICE weg, of voeg de gegevens van dat endpoint aan de bronnen toe.",
        )
    found: Form | None = None
    for keyword in _keywords(query):
        if found is None and keyword in _UPDATES:
            raise UpdateError(
                f"Dit is een wijziging ({keyword}), geen vraag: de graaf wordt alleen gelezen.",
                advice="Stel een vraag met SELECT, ASK of CONSTRUCT.",
            )
        if found is None and keyword in Form.__members__:
            found = Form[keyword]
    if found is None:
        raise QueryError(
            "Dit is geen SPARQL-vraag: SELECT, ASK, CONSTRUCT of DESCRIBE ontbreekt.",
            advice="Geef de naam van een bewaarde vraag, of een bestand met SPARQL 1.1.",
        )
    return found


def names_its_graphs(query: str) -> bool:
    """Tell whether a query chooses its own dataset with FROM (SPARQL 1.1, section 13.2).

    >>> names_its_graphs("SELECT * FROM <https://avggraph.example/graph/stromen> { ?s ?p ?o }")
    True
    """
    return "FROM" in _keywords(query)


def _without_escapes(query: str) -> str:
    # Code points may be written as escapes anywhere in a query, so in a keyword too (SPARQL 1.1, section 19.2).
    def code_point(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        return chr(number) if number <= sys.maxunicode else match[0]

    return _ESCAPE.sub(code_point, query)


def _keywords(query: str) -> Iterator[str]:
    """Give the words that are no part of a name; one that is grown together with a point or digit gives its letters."""
    for token in TOKEN.finditer(query):
        if token["word"] and token["local"] is None:
            yield from _LETTERS.findall(token["word"].upper())
