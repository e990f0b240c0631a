"""The nodes of a build, read from its sorted N-Quads as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from avggraph.dataset.nquads import nquads_lines
from avggraph.graph.terms import DCAT, Term, quad_of, text_of
from avggraph.store import Output
from avggraph.store.output import GRAPH


@dataclass(frozen=True, slots=True)
class Node:
    """What a build states of one thing: its values by property (an IRI), each once, and the graphs that say so."""

    iri: str
    values: Mapping[str, tuple[Term, ...]]
    graphs: tuple[str, ...]

    def iris(self, property_: str) -> tuple[str, ...]:
        """Give the IRIs among the values of a property."""
        return tuple([value[1:-1] for value in self.values.get(property_, ()) if value[0] == "<"])

    def texts(self, property_: str, language: str = "") -> tuple[str, ...]:
        """Give the literals among the values of a property, of all languages or one."""
        end = f'"@{language}' if language else ""
        return tuple(
            [text_of(value) for value in self.values.get(property_, ()) if value[0] == '"' and value.endswith(end)]
        )


def nodes(output: Output) -> Iterator[Node]:
    """Give the nodes of a build, sorted by IRI; all that is held is one node.

    The list of records in the catalogue is left out: it is as long as the register, and each record is a node itself.
    """
    quads = map(quad_of, nquads_lines(output.folder / GRAPH))
    for subject, own in groupby(quads, key=itemgetter(0)):
        values: dict[str, dict[Term, None]] = {}
        graphs: dict[Term, None] = {}
        for _, predicate, value, graph in own:
            if predicate != DCAT.dataset and value[0] in '<"':
                values.setdefault(predicate[1:-1], {})[value] = None
                graphs[graph] = None
        if subject[0] == "<":
            said_by = tuple(graph[1:-1] for graph in graphs)
            yield Node(subject[1:-1], {name: tuple(found) for name, found in values.items()}, said_by)
