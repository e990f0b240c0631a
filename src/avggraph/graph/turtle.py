"""Nodes as Turtle and TriG, in the layout of Oxigraph's own writer, which spells the terms that have a short form.

Oxigraph would parse each statement, hand it to Python and take it back: most of the time of writing a graph.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from avggraph.graph.nodes import Node
from avggraph.graph.terms import RDF, Term

_SPELLED = 1 << 14
_TYPE = RDF.type
_BEFORE = "<urn:s> <urn:p> "

Spelling = Callable[[Term], str]


def turtle_chunks(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write nodes (by subject) as one Turtle document; what several graphs say alike is written once."""
    head, spell = _opening(prefixes)
    yield head
    for subject, statements in nodes:
        triples = dict.fromkeys(statement.rpartition(" ")[0] for statement in statements)
        yield _node(subject, triples, spell, " ;\n\t")


def trig_chunks(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write nodes (by graph) as one TriG document, all in named graphs."""
    head, spell = _opening(prefixes)
    yield head
    open_graph = None
    for node, statements in nodes:
        graph, _, subject = node.partition(" ")
        if graph != open_graph:
            yield f"{spell(graph)} {{\n" if open_graph is None else f"}}\n{spell(graph)} {{\n"
            open_graph = graph
        yield "\t" + _node(subject, statements, spell, " ;\n\t\t")
    if open_graph is not None:
        yield "}\n"


def _node(subject: Term, statements: Iterable[str], spell: Spelling, between: str) -> str:
    said = [spell(subject)]
    last = ""
    for statement in statements:
        predicate, _, value = statement.partition(" ")
        if predicate == last:
            said.append(" , ")
        else:
            said.append(f"{between if last else ' '}{'a' if predicate == _TYPE else spell(predicate)} ")
            last = predicate
        said.append(spell(value))
    said.append(" .\n")
    return "".join(said)


def _opening(prefixes: Mapping[str, str]) -> tuple[str, Spelling]:
    """Give the head of a document with these prefixes, and the spelling of terms below it."""
    head = "".join(_serialized("<urn:o>", prefixes).splitlines(keepends=True)[:-1])
    spaces = tuple(f"<{space}" for space in prefixes.values())

    @lru_cache(_SPELLED)
    def short(term: Term) -> str:
        return _serialized(term, prefixes).removeprefix(head).removeprefix(_BEFORE).removesuffix(" .\n")

    def spell(term: Term) -> str:
        # A literal without a datatype, and an IRI outside the namespaces, stand as they stand in N-Triples.
        if term[-1] != ">" or (term[0] == "<" and not term.startswith(spaces)):
            return term
        return short(term)

    return head, spell


def _serialized(term: Term, prefixes: Mapping[str, str]) -> str:
    triples = (quad.triple for quad in ox.parse(f"{_BEFORE}{term} .", ox.RdfFormat.N_TRIPLES))
    stream = io.BytesIO()
    ox.serialize(triples, stream, ox.RdfFormat.TURTLE, prefixes=dict(prefixes))
    return stream.getvalue().decode()
