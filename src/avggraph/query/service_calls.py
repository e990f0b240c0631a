"""Whether a query calls another endpoint with SERVICE (SPARQL 1.1 Federated Query), in whatever disguise.

An engine's parser need not part a text into tokens as the grammar says. Oxigraph takes the keyword also where it is
grown together with a word (`trueSERVICE:x {}`), and a `<` for less-than where the grammar has the longer IRI
(`?a<?b&&?c!='>'`), after which quotes pair up otherwise. So each `<` is read both ways, and a word that holds the
keyword counts as it. What is then looked for is `SERVICE`, an IRI or variable, `{`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from enum import Enum, auto

from avggraph.query.tokens import TOKEN

_KEYWORD = "SERVICE"
_SILENT = "SILENT"


class _Seen(Enum):
    """What was read last: something else, the keyword, or the keyword with what it may call."""

    NOTHING = auto()
    KEYWORD = auto()
    CALLED = auto()


def calls_service(query: str, allowed: Container[str] = ()) -> bool:
    """Tell whether a query may be read as one that calls an endpoint, other than by an IRI that is `allowed`.

    >>> calls_service("PREFIX : <http://b.example/> SELECT * { ?s ?p trueSERVICE:x { ?a ?b ?c } }")
    True
    >>> calls_service("SELECT * { ?service a <https://schema.org/Service> { ?service ?p 'SERVICE ?x {' } }")
    False
    >>> calls_service("SELECT * { SERVICE <http://b.example/> { ?a ?b ?c } }", {"http://b.example/"})
    False
    """
    if _KEYWORD not in query.upper():
        return False
    todo, done = [(0, _Seen.NOTHING)], set[tuple[int, _Seen]]()
    while todo:
        place, seen = todo.pop()
        while place < len(query) and (place, seen) not in done:
            done.add((place, seen))
            token = TOKEN.match(query, place)
            if token is None:
                if query[place] == "{" and seen is _Seen.CALLED:
                    return True
                place, seen = place + 1, _Seen.NOTHING
                continue
            if token["iri"] is not None:
                todo.append((place + 1, _Seen.NOTHING))
            place, seen = token.end(), _after(token, seen, allowed)
    return False


def _after(token: re.Match[str], seen: _Seen, allowed: Container[str]) -> _Seen:
    if token["space"] is not None:
        return seen
    word = (token["word"] or "").upper()
    if _KEYWORD in word:
        return _Seen.KEYWORD if token["local"] is None else _Seen.CALLED
    if seen is not _Seen.KEYWORD or (token["string"] or token["unclosed"]):
        return _Seen.NOTHING
    if token["iri"] is not None and token["iri"] in allowed:
        return _Seen.NOTHING
    return _Seen.KEYWORD if word == _SILENT and token["local"] is None else _Seen.CALLED
