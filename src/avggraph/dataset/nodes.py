"""The nodes of a build, read from its sorted N-Quads as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from avggraph.graph.terms import DCAT
from avggraph.store import Output
from avggraph.store.output import GRAPH

_LISTS = DCAT.dataset[1:-1]


@dataclass(frozen=True, slots=True)
class Node:
    """What a build states of one thing: its values by property, each once, and the graphs that say so."""

    iri: str
    values: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]
    graphs: tuple[str, ...]

    def iris(self, property_: str) -> tuple[str, ...]:
        """Give the IRIs among the values of a property."""
        return tuple(value.value for value in self.values.get(property_, ()) if isinstance(value, ox.NamedNode))

    def texts(self, property_: str, language: str = "") -> tuple[str, ...]:
        """Give the literals among the values of a property, of all languages or one."""
        return tuple(
            value.value
            for value in self.values.get(property_, ())
            if isinstance(value, ox.Literal) and language in ("", value.language)
        )


def nodes(output: Output) -> Iterator[Node]:
    """Give the nodes of a build, sorted by IRI; all that is held is one node.

    The list of records in the catalogue is left out: it is as long as the register, and each record is a node itself.
    """
    quads = ox.parse(path=str(output.folder / GRAPH), format=ox.RdfFormat.N_QUADS)
    for subject, own in groupby(quads, key=lambda quad: quad.subject):
        values: dict[str, dict[ox.NamedNode | ox.Literal, None]] = {}
        graphs: dict[str, None] = {}
        for quad in own:
            value = quad.object
            if quad.predicate.value != _LISTS and isinstance(value, ox.NamedNode | ox.Literal):
                values.setdefault(quad.predicate.value, {})[value] = None
                graphs[str(quad.graph_name)[1:-1]] = None
        if isinstance(subject, ox.NamedNode):
            yield Node(subject.value, {name: tuple(found) for name, found in values.items()}, tuple(graphs))
