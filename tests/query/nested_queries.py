"""Queries nested as deep as asked, one for each way that SPARQL has. Run as a script it asks Oxigraph all of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping

import pyoxigraph as ox


def _filter(opening: str, closing: str) -> Callable[[int], str]:
    return lambda times: f"ASK {{ ?s ?p ?o FILTER({opening * times}?o{closing * times}) }}"


def _object(opening: str, closing: str) -> Callable[[int], str]:
    return lambda times: f"ASK {{ ?s ?p {opening * times}?o{closing * times} }}"


def _path(opening: str, closing: str) -> Callable[[int], str]:
    return lambda times: f"ASK {{ ?s {opening * times}<urn:p>{closing * times} ?o }}"


def _group(opening: str) -> Callable[[int], str]:
    return lambda times: f"ASK {{ ?s ?p ?o {opening * times} ?s ?p ?o {'}' * times} }}"


NESTED: Mapping[str, tuple[Callable[[int], str], int]] = {
    "parentheses": (_filter("(", ")"), 2),
    "functions": (_filter("COALESCE(", ")"), 2),
    "members": (_filter("1 IN (", ")"), 2),
    "negations": (_filter("!", ""), 2),
    "signs before parentheses": (_filter("!COALESCE(1, -(", "))"), 2),
    "groups": (_group("{"), 1),
    "alternatives": (_group("{ ?s ?p ?o } UNION {"), 1),
    "exists": (_group("FILTER EXISTS { ?s ?p ?o ."), 1),
    "optional": (_group("OPTIONAL { ?s ?p ?o ."), 1),
    "subqueries": (lambda times: f"ASK {'{ SELECT * ' * times}{{ ?s ?p ?o }}{'}' * times}", 1),
    "paths": (_path("(", ")*"), 1),
    "inverse paths": (_path("^(", ")"), 1),
    "lists": (_object("(", ")"), 1),
    "nodes": (_object("[ ?p ", "]"), 1),
    "triple terms": (_object("<<( ?s ?p ", " )>>"), 1),
}
"""By kind: a query nested a number of times, and how many brackets are open around what is nested."""


def ask_all(times: int) -> None:
    """Ask Oxigraph each of the queries, nested so many times less what is around it."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    for nested, around in NESTED.values():
        store.query(nested(times - around), use_default_graph_as_union=True)
    print("answered")


if __name__ == "__main__":
    threading.stack_size(512 * 1024)
    small = threading.Thread(target=ask_all, args=(int(sys.argv[1]),))
    small.start()
    small.join()
