"""Nodes as Turtle and TriG, in the layout of Oxigraph's own writer, which spells the terms that have a short form.

Oxigraph would parse each statement, hand it to Python and take it back: most of the time of writing a graph.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from avggraph.graph.nodes import Node
from avggraph.graph.terms import RDF, Term

_SPELLED = 1 << 14
_TYPE = RDF.type
_BEFORE = "<urn:s> <urn:p> "
# What stands between the statements about a node inside a graph.
_IN_GRAPH = " ;\n\t\t"

Spelling = Callable[[Term], str]


class TurtleWriter:
    """Writes nodes (by subject) as one Turtle document; what several graphs say alike is written once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._head, self._spell = _opening(prefixes)

    def begin(self) -> bytes:
        """Give the prefixes."""
        return self._head.encode()

    def before(self, _graph: str) -> bytes:
        """Give nothing: nodes follow each other."""
        return b""

    def piece(self, nodes: Iterable[Node]) -> bytes:
        """Write nodes."""
        return "".join(
            [
                _node(subject, dict.fromkeys([each.rpartition(" ")[0] for each in statements]), self._spell, " ;\n\t")
                for subject, statements in nodes
            ]
        ).encode()

    def end(self) -> bytes:
        """Give nothing."""
        return b""


class TriGWriter:
    """Writes nodes (by graph) as one TriG document, all in named graphs."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._head, self._spell = _opening(prefixes)
        self._open = ""

    def begin(self) -> bytes:
        """Give the prefixes."""
        return self._head.encode()

    def before(self, graph: str) -> bytes:
        """Open a graph where it is another than the last, which is closed."""
        if graph == self._open:
            return b""
        closing, self._open = self.end(), graph
        return closing + f"{self._spell(graph)} {{\n".encode()

    def piece(self, nodes: Iterable[Node]) -> bytes:
        """Write nodes of one graph."""
        return "".join(
            [f"\t{_node(head.partition(' ')[2], statements, self._spell, _IN_GRAPH)}" for head, statements in nodes]
        ).encode()

    def end(self) -> bytes:
        """Close the graph that is open."""
        return b"}\n" if self._open else b""


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
