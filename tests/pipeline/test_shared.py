"""What a build shares, held against the build before: the difference, and the nodes that are to be written."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from avggraph.graph import ORDERS, Naming, Order
from avggraph.graph.terms import Quad, nquads
from avggraph.pipeline.shared import Shared

NAMING = Naming()
GRAPHS = [NAMING.graph("organisaties"), NAMING.graph("wetten"), NAMING.record_graph("m1")]
QUADS = st.tuples(
    st.sampled_from(["<urn:a>", "<urn:b>", "<urn:c>"]),
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    st.sampled_from(['"een twee"', '"1.0"', '"1.00"', "<urn:a>"]),
    st.sampled_from(GRAPHS),
)
REGISTERS = st.frozensets(QUADS)
ORDERED = st.sampled_from(["subject", "graph"])


def lines(quads: frozenset[Quad]) -> set[bytes]:
    return set(nquads(quads).splitlines(keepends=True))


@given(REGISTERS, REGISTERS)
def test_the_difference_makes_of_what_was_what_is(before: frozenset[Quad], now: frozenset[Quad]) -> None:
    shared = Shared(now, frozenset(lines(before)), NAMING)
    gone, come = (set(each.splitlines(keepends=True)) for each in (shared.gone, shared.come))
    assert gone == lines(before - now)
    assert lines(before) - gone | come == lines(now)
    lost = {quad[:2] for quad in before - now}
    assert come == lines(frozenset(quad for quad in now if quad not in before or quad[:2] in lost))


@given(ORDERED, REGISTERS, REGISTERS)
def test_nodes_that_changed_are_written_and_no_others(
    order: Order, before: frozenset[Quad], now: frozenset[Quad]
) -> None:
    shared = Shared(now, frozenset(lines(before)), NAMING)
    was, whole = (dict(nodes_of(Shared(each, None, NAMING), order)) for each in (before, now))
    written = dict(nodes_of(shared, order))
    assert shared.changed(order) == {head for head in was.keys() | whole.keys() if was.get(head) != whole.get(head)}
    assert written == {head: whole[head] for head in whole.keys() & shared.changed(order)}


@given(ORDERED, REGISTERS)
def test_a_first_build_writes_all_but_the_graphs_of_records(order: Order, now: frozenset[Quad]) -> None:
    own = {quad for quad in now if order == "subject" or quad[3] != NAMING.record_graph("m1")}
    assert Shared(now, None, NAMING).nodes(order) == sorted(ORDERS[order](sorted(own)))


def nodes_of(shared: Shared, order: Order) -> list[tuple[str, list[str]]]:
    by_head = groupby(shared.nodes(order), lambda line: line.partition("\t")[0])
    return [(head, list(said)) for head, said in by_head]
