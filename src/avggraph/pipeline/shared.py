"""What is no description's own in a build, held against what the build before had of it."""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from avggraph.graph import ORDERS, Naming, Order
from avggraph.graph.terms import Quad, nquads, quad_of


class Shared:
    """The quads that descriptions share; `before` are those of the build before as N-Quads lines, None without one."""

    def __init__(self, quads: Set[Quad], before: Set[bytes] | None, naming: Naming) -> None:
        self._quads = quads
        self._before = before
        self._record_graphs = naming.record_graph("")[:-1]

    @cached_property
    def nquads(self) -> bytes:
        """The quads as sorted N-Quads."""
        return nquads(self._quads)

    @property
    def gone(self) -> bytes:
        """The N-Quads of what the build before had and this one has not."""
        return b"".join(sorted((self._before or frozenset()) - self._lines))

    @property
    def come(self) -> bytes:
        """The N-Quads of what the build before did not have, and of what may be lost with what is gone.

        That is what says the same kind of thing of the same node: the database holds values, and two that are written
        differently may be one.
        """
        before = self._before or frozenset()
        gone = {_said(line) for line in before - self._lines}
        return b"".join(sorted(line for line in self._lines if line not in before or _said(line) in gone))

    def nodes(self, order: Order) -> list[str]:
        """Give the lines of the nodes that are to be written, sorted: after another build those that changed."""
        heads = ((self._head(order, quad), quad) for quad in self._quads)
        changed = None if self._before is None else self.changed(order)
        wanted = sorted(quad for head, quad in heads if head and (changed is None or head in changed))
        return sorted(ORDERS[order](wanted))

    def changed(self, order: Order) -> frozenset[str]:
        """Give the heads of the nodes that are not as the build before wrote them, or that one of the two has not."""
        return frozenset(head for quad in self._changed if (head := self._head(order, quad)))

    @cached_property
    def _lines(self) -> frozenset[bytes]:
        return frozenset(self.nquads.splitlines(keepends=True))

    @cached_property
    def _changed(self) -> list[Quad]:
        return [] if self._before is None else [quad_of(line[:-1].decode()) for line in self._lines ^ self._before]

    def _head(self, order: Order, quad: Quad) -> str | None:
        """Give the head of a quad's node; None in the graph of a record, which is one block of that record."""
        subject, _, _, graph = quad
        if order == "subject":
            return subject
        return None if graph.startswith(self._record_graphs) else f"{graph} {subject}"


def _said(line: bytes) -> bytes:
    """Give the subject and predicate of a statement."""
    return b" ".join(line.split(b" ", 2)[:2])
