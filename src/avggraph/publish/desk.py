"""A small store with a few records at a time, and all that they share: most questions about them need no more.

What records name is there with its name: organisations, concepts, laws, shapes, and other records.

The store of a whole register answers the same, and slower: its lists of flows and findings are those of all records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from avggraph.graph.naming import Naming
from avggraph.graph.terms import DCT, RDFS, Quad, Term
from avggraph.publish.own_questions import TrustedEngine
from avggraph.query import Table
from avggraph.store.output import graph_quads, node_quads
from avggraph.store.unit import Unit

_SHARED = ("organisaties", "begrippen", "wetten")
# A graph of the desk alone.
_NAMES = "namen"
_DEFINED_BY, _TITLE = (ox.NamedNode(term[1:-1]) for term in (RDFS.isDefinedBy, DCT.title))


class Desk:
    """The desk of one process; `read` takes a record from the build.

    In memory, some 50 MB for a large register, and 0.3 MB for each record that lies on it.
    """

    def __init__(self, build: ox.Store, naming: Naming, read: Callable[[str], Unit]) -> None:
        self._read = read
        self._lying: tuple[str, ...] = ()
        self._store = ox.Store()
        self._load(graph_quads(build, *(naming.graph(name)[1:-1] for name in _SHARED)))
        self._load(_names(build, naming.graph(_NAMES)))
        self._shared = frozenset(self._store.named_graphs())
        self._engine = _Remembering(self._store)

    @property
    def engine(self) -> TrustedEngine:
        """Answers questions of our own about the records that lie on the desk."""
        return self._engine

    def begins_with(self, records: Sequence[str]) -> bool:
        """Say whether these records lie on the desk, before any others."""
        return self._lying[: len(records)] == tuple(records)

    def lay(self, *records: str) -> None:
        """Put records on the desk, in the place of those that lie there; those that are to stay are not read again."""
        if records == self._lying:
            return
        self._engine.forget()
        stay, self._lying = self._lying, ()
        if not stay or records[: len(stay)] != stay:
            stay = ()
            for graph in set(self._store.named_graphs()) - self._shared:
                self._store.remove_graph(graph)
        for record in records[len(stay) :]:
            self._load(self._read(record).quads)
        self._lying = records

    def _load(self, quads: Iterable[Quad]) -> None:
        self._store.load("".join(f"{' '.join(quad)} .\n" for quad in quads), ox.RdfFormat.N_QUADS)


def _names(build: ox.Store, graph: Term) -> Iterator[Quad]:
    """Give the names of shapes and of all records, in a graph of their own."""
    shapes = {str(quad.subject) for quad in build.quads_for_pattern(None, _DEFINED_BY, None)}
    for subject, predicate, value, _graph in chain.from_iterable(node_quads(build, shape) for shape in shapes):
        yield subject, predicate, value, graph
    for title in build.quads_for_pattern(None, _TITLE, None):
        yield str(title.subject), str(title.predicate), str(title.object), graph


class _Remembering(TrustedEngine):
    """The engine with its answers: what was asked for a page in one language is asked again for the other."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self._answers: dict[str, Table] = {}

    def select(self, query: str) -> Table:
        """See `Engine`."""
        if query not in self._answers:
            self._answers[query] = super().select(query)
        return self._answers[query]

    def forget(self) -> None:
        """Forget the answers: they were about other records."""
        self._answers.clear()
