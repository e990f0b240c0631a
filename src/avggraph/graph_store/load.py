"""A load: the plan carried out, so that breaking it off at any moment leaves what the next one completes."""

from __future__ import annotations

from collections.abc import Callable

from avggraph.graph_store.load_record import read_record, record_graph, write_record
from avggraph.graph_store.named_graphs import named_graphs
from avggraph.graph_store.plan import Plan, plan_load
from avggraph.graph_store.protocol import GraphStore
from avggraph.store import Output

# The record is written this many times during a load, at most, and once more at its end: what a broken load lost.
_RECORDED = 20
_SMALLEST_BATCH = 50

Watch = Callable[[int, int], None]
"""Told how many of how many graphs are done."""


def load_build(
    output: Output,
    store: GraphStore,
    *,
    all_graphs: bool = False,
    dry_run: bool = False,
    watch: Watch = lambda _done, _all: None,
) -> Plan:
    """Bring a build's graphs to a graph store, replacing only those that changed since the last load into it.

    Graphs that are in no load record of this base are never touched, but for one of the same name as ours. Of two loads
    into one store at a time the record of the last to end counts: do not do that.
    """
    record = record_graph(output.naming)
    with named_graphs(output) as build:
        digests = read_record(store.read(record), store.where)
        plan = plan_load(build.graphs, digests, output.naming, all_graphs=all_graphs)
        changes = len(plan.replaced) + len(plan.removed)
        if dry_run or not changes:
            return plan
        # What is about to change is known no more: an old digest beside new content would hide it from the next load.
        digests |= dict.fromkeys((*(graph.iri for graph in plan.replaced), *plan.removed), "")
        store.replace(record, write_record(record, digests))
        batch = max(_SMALLEST_BATCH, changes // _RECORDED)
        for done, graph in enumerate(plan.replaced, 1):
            store.replace(graph.iri, build.body(graph))
            digests[graph.iri] = graph.sha256
            watch(done, changes)
            if done % batch == 0:
                store.replace(record, write_record(record, digests))
        for done, name in enumerate(plan.removed, len(plan.replaced) + 1):
            store.remove(name)
            del digests[name]
            watch(done, changes)
        store.replace(record, write_record(record, digests))
        return plan
