"""Where a node stands: the register description it belongs to, and the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from avggraph.graph.terms import AVG, DCT, DPCAT, PROV, Quad, Term
from avggraph.validate.shacl.literals import string
from avggraph.validate.shacl.triples import Triples

_SPAN = re.compile(r"#char=(\d+),(\d+)$")
_RECORD, _IN_RECORD, _IDENTIFIER, _QUOTED = DPCAT.ROPARecord, AVG.inRecord, DCT.identifier, PROV.wasQuotedFrom


def records_of(nodes: Iterable[Term], quads: Iterable[Quad], data: Triples) -> dict[Term, Term]:
    """Give the record that each of some nodes of a shard belongs to, where it belongs to one.

    A node belongs to the record it names with `avg:inRecord`, else to the one record that is described in the
    same named graph: there is a graph for each source document. A node in a graph of several records, such as
    the graph of the organisations, belongs to none.
    """
    records = dict.fromkeys(data.instances(_RECORD))
    wanted = {*nodes}
    graphs: dict[Term, dict[Term, None]] = {}
    for subject, _predicate, _value, graph in quads:
        if subject in wanted or subject in records:
            graphs.setdefault(subject, {})[graph] = None
    described: dict[Term, set[Term]] = {}
    for record in records:
        for graph in graphs[record]:
            described.setdefault(graph, set()).add(record)
    found = {}
    for node in wanted:
        named = [node] if node in records else list(data.objects(node, _IN_RECORD))
        if not named:
            beside = set().union(*(described.get(graph, set()) for graph in graphs.get(node, ())))
            named = [*beside] if len(beside) == 1 else []
        if named:
            found[node] = named[0]
    return found


def reference_of(record: Term, data: Triples) -> str | None:
    """Give the number under which the register holds a record."""
    return min((string(each) or "" for each in data.objects(record, _IDENTIFIER)), default=None)


def quotes_of(node: Term, data: Triples) -> tuple[str, ...]:
    """Give the span IRIs of the words that a node rests on, in text order."""
    spans = [each[1:-1] for each in data.objects(node, _QUOTED) if each.startswith("<")]
    return tuple(sorted(spans, key=_place))


def _place(span: str) -> tuple[str, int, int, str]:
    match = _SPAN.search(span)
    return (span[: match.start()], int(match[1]), int(match[2]), span) if match else (span, 0, 0, span)
