"""Where a node stands: the register description it belongs to, and the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avggraph.graph.terms import AVG, DCT, DPCAT, PROV, RDF, Quad, Term
from avggraph.validate.literals import parts

_SPAN = re.compile(r"#char=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Places:
    """The records of a shard and the nodes that belong to them, all as terms in N-Triples form."""

    records: Mapping[Term, Term]
    references: Mapping[Term, str]
    quotes: Mapping[Term, tuple[str, ...]]


def places(quads: Iterable[Quad]) -> Places:
    """Find the record, reference number and span IRIs of each node that is described in `quads`.

    A node belongs to the record it names with `avg:inRecord`, else to the one record that is described in the
    same named graph: there is a graph for each source document. A node in a graph of several records, such as
    the graph of the organisations, belongs to none.
    """
    graphs: dict[Term, set[Term]] = {}
    records: dict[Term, set[Term]] = {}
    named: dict[Term, Term] = {}
    references: dict[Term, str] = {}
    quotes: dict[Term, list[str]] = {}
    for subject, predicate, value, graph in quads:
        graphs.setdefault(subject, set()).add(graph)
        if predicate == RDF.type and value == DPCAT.ROPARecord:
            records.setdefault(graph, set()).add(subject)
            named[subject] = subject
        elif predicate == AVG.inRecord:
            named.setdefault(subject, value)
        elif predicate == DCT.identifier and (number := parts(value)):
            references[subject] = number.lexical
        elif predicate == PROV.wasQuotedFrom and value.startswith("<"):
            quotes.setdefault(subject, []).append(value[1:-1])
    for subject, where in graphs.items():
        candidates = set().union(*(records.get(graph, set()) for graph in where))
        if len(candidates) == 1:
            named.setdefault(subject, *candidates)
    return Places(
        named,
        {record: references[record] for record in set(named.values()) if record in references},
        {subject: tuple(sorted(set(spans), key=_place)) for subject, spans in quotes.items()},
    )


def _place(span: str) -> tuple[str, int, int, str]:
    match = _SPAN.search(span)
    return (span[: match.start()], int(match[1]), int(match[2]), span) if match else (span, 0, 0, span)
