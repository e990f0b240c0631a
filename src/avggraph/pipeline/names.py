"""One name for each thing that several descriptions name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.graph.terms import SKOS, Quad, Term


class SettledNames:
    """Gives each thing one name, the first that was met.

    What only descriptions name has its IRI from its words without case or signs: "SAP-HR" and "Sap HR" are one system.
    """

    def __init__(self) -> None:
        self._names: dict[Term, Term] = {}

    def settled(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Give quads in which another spelling of a thing's name is one to find it by (SKOS Reference, S14)."""
        for subject, predicate, value, graph in quads:
            is_other = predicate == SKOS.prefLabel and self._names.setdefault(subject, value) != value
            yield subject, SKOS.hiddenLabel if is_other else predicate, value, graph
