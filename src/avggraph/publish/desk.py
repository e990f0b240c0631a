"""A small store with a few records at a time, and all that they share: most questions about them need no more.

The store of a whole register answers the same, and slower: its lists of flows and findings are those of all records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from avggraph.graph.naming import Naming
from avggraph.graph.terms import Quad
from avggraph.publish.own_questions import TrustedEngine
from avggraph.query import Table
from avggraph.store.output import graph_quads
from avggraph.store.unit import Unit

_SHARED = ("organisaties", "begrippen", "wetten")


class Desk:
    """The desk of one process; `read` takes a record from the build. In memory, some 50 MB for a large register."""

    def __init__(self, build: ox.Store, naming: Naming, read: Callable[[str], Unit]) -> None:
        self._read = read
        self._lying: tuple[str, ...] = ()
        self._store = ox.Store()
        self._load(graph_quads(build, *(naming.graph(name)[1:-1] for name in _SHARED)))
        self._shared = frozenset(self._store.named_graphs())
        self._engine = _Remembering(self._store)

    @property
    def engine(self) -> TrustedEngine:
        """Answers questions of our own about the records that lie on the desk."""
        return self._engine

    def lay(self, *records: str) -> None:
        """Put records on the desk, in the place of those that lie there."""
        if records == self._lying:
            return
        self._engine.forget()
        self._lying = ()
        for graph in set(self._store.named_graphs()) - self._shared:
            self._store.remove_graph(graph)
        for record in records:
            self._load(self._read(record).quads)
        self._lying = records

    def _load(self, quads: Iterable[Quad]) -> None:
        self._store.load("".join(f"{' '.join(quad)} .\n" for quad in quads), ox.RdfFormat.N_QUADS)


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
