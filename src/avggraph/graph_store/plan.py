"""The plan of a load: which graphs are replaced, which stay, which go. Pure: it knows of no server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avggraph.graph import Naming
from avggraph.graph_store.load_record import Digests
from avggraph.graph_store.named_graphs import NamedGraph


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load does: graphs by IRI, sorted."""

    replaced: tuple[NamedGraph, ...]
    unchanged: tuple[NamedGraph, ...]
    removed: tuple[str, ...]


def plan_load(graphs: Iterable[NamedGraph], recorded: Digests, naming: Naming, *, all_graphs: bool = False) -> Plan:
    """Compare a build's graphs with what a server says it holds; `all_graphs` replaces also what is equal.

    A graph goes only when the record lists it and it is of this register: one of its documents, or one of those that
    registers with the same base share.
    """
    found = sorted(graphs, key=lambda graph: graph.iri)
    same = [not all_graphs and recorded.get(graph.iri) == graph.sha256 for graph in found]
    names = {graph.iri for graph in found}
    return Plan(
        tuple(graph for graph, equal in zip(found, same, strict=True) if not equal),
        tuple(graph for graph, equal in zip(found, same, strict=True) if equal),
        tuple(sorted(graph for graph in recorded if graph not in names and _is_ours(graph, naming))),
    )


def _is_ours(graph: str, naming: Naming) -> bool:
    rest = graph.removeprefix(f"{naming.base}graph/")
    return rest != graph and (rest.startswith(f"{naming.register}/") or "/" not in rest)
