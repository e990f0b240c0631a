"""Blocks merged are the files that sorting all nodes gives."""

from __future__ import annotations

import io
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.graph.blocks import ENTANGLED, SHARED, Block, BlockWriter, EntangledError, Stretches, merged
from avggraph.graph.formats import FORMATS, ORDERS, Order, graph_of
from avggraph.graph.naming import Naming
from avggraph.graph.nodes import read_nodes
from avggraph.graph.runs import read_run, write_run
from avggraph.graph.terms import Quad

NAMING = Naming()
SHA256 = {"m1": "1a", "m1-2": "2b", "m1-1": "5e", "m1-1-1": "3c", "m10": "4d", "m2_2": "2b"}
# Numbers that begin with another's, and numbers of parts that make nodes of two records one.
KEYS = st.sampled_from(sorted(SHA256))
KINDS = st.sampled_from(["verwerking", "doel", "stroom", "vermelding"])
PARTS = st.sampled_from(["", "-1", "-2", "-1-1", "-10", "-g1"])
VALUES = st.sampled_from(["<urn:x>", '"een\\ttwee"', '"drie vier"@nl', "<https://w3id.org/dpv#Purpose>"])
PREDICATES = st.sampled_from(["<urn:p>", "<https://w3id.org/dpv#hasPurpose>"])


@st.composite
def records(draw: st.DrawFn) -> tuple[str, list[Quad]]:
    """A record's key and its quads: of its own nodes, in its graph and that of flows, and of organisations."""
    key = draw(KEYS)
    own = NAMING.record_graph(key)
    subjects = st.one_of(
        st.builds(lambda kind, part: NAMING.node(kind, key + part), KINDS, PARTS),
        st.just(NAMING.source(SHA256[key])),
        st.sampled_from(["<https://w3id.org/x>", "<https://avggraph.example/id/organisatie/een>"]),
    )
    graphs = st.sampled_from([own, NAMING.graph("stromen"), NAMING.graph("organisaties")])
    quads = draw(st.lists(st.tuples(subjects, PREDICATES, VALUES, graphs), max_size=12))
    return key, sorted({*quads})


REGISTERS = st.lists(records(), max_size=5, unique_by=lambda record: record[0])


def sorted_whole(order: Order, quads: set[Quad]) -> list[bytes]:
    lines = sorted(ORDERS[order](sorted(quads)))
    written = []
    for each in FORMATS:
        if each.order == order:
            stream = io.BytesIO()
            each.write(read_nodes(lines), stream)
            written.append(stream.getvalue())
    return written


def document(order: Order, blocks: list[Block]) -> list[bytes]:
    writers = [each.writer() for each in FORMATS if each.order == order]
    parts = [[writer.begin()] for writer in writers]
    for block in blocks:
        for writer, part, text in zip(writers, parts, block.texts, strict=True):
            part += [writer.before(graph_of(order, block.first)), bytes(text)]
    return [b"".join([*part, writer.end()]) for writer, part in zip(writers, parts, strict=True)]


@pytest.mark.parametrize("order", ["subject", "graph"])
@given(REGISTERS)
def test_merged_blocks_are_the_sorted_graph(order: Order, register: list[tuple[str, list[Quad]]]) -> None:
    writer = BlockWriter(order, [each for each in FORMATS if each.order == order])
    streams: list[list[Block]] = []
    shared: set[Quad] = set()
    for key, quads in register:
        stretches = Stretches(NAMING, key, SHA256[key])
        streams.append(sorted(writer.of_record(quads, stretches, key), key=lambda block: block.first))
        shared |= {quad for quad in quads if stretches.of(order, head(order, quad)) is None}
    streams.append(list(writer.of_nodes(sorted(ORDERS[order](sorted(shared))))))
    found = list(merged(streams, writer.joined))
    assert document(order, found) == sorted_whole(order, {quad for _, quads in register for quad in quads})
    assert all(one.last < other.first for one, other in pairwise(found))
    assert {block.owner for block in found} <= {SHARED, ENTANGLED, *SHA256}


def head(order: Order, quad: Quad) -> str:
    return quad[0] if order == "subject" else f"{quad[3]} {quad[0]}"


def test_a_run_gives_back_the_blocks_of_those_that_are_kept(tmp_path: Path) -> None:
    writer = BlockWriter("subject", FORMATS[:2])
    quads = [(NAMING.node("doel", f"m1-{n}"), "<urn:p>", '"é"', NAMING.record_graph("m1")) for n in range(3)]
    [block] = writer.of_record(quads, Stretches(NAMING, "m1", "1a"), "een")
    other = block._replace(owner="twee", first=block.last)
    write_run(tmp_path / "run", "subject", [block, other])
    assert list(read_run(tmp_path / "run", "subject", lambda _owner: True)) == [block, other]
    assert list(read_run(tmp_path / "run", "subject", {"twee"}.__contains__)) == [other]


def test_flows_among_each_other_whose_lines_were_not_kept_are_not_guessed() -> None:
    writer = BlockWriter("graph", [each for each in FORMATS if each.order == "graph"])
    flows = {
        key: [(NAMING.node("stroom", f"{key}-{n}"), "<urn:p>", '"x"', NAMING.graph("stromen")) for n in (1, 2)]
        for key in ("m1", "m1-2")
    }
    blocks = {
        key: list(writer.of_record(sorted(quads), Stretches(NAMING, key, SHA256[key]), key))
        for key, quads in flows.items()
    }
    assert [block.owner for block in merged(blocks.values(), writer.joined)] == [ENTANGLED]
    taken_over = [block._replace(lines=b"") for block in blocks["m1"]]
    with pytest.raises(EntangledError):
        list(merged([taken_over, blocks["m1-2"]], writer.joined))


def test_a_stretch_is_of_one_record() -> None:
    own = Stretches(NAMING, "m1", "1a")
    heads = sorted(NAMING.node("doel", f"{key}{part}") for key in SHA256 for part in ("", "-1", "-2"))
    stretches = [key for key, _ in groupby(own.of("subject", each) for each in heads) if key]
    assert stretches == [f"{NAMING.node('doel', 'm1')[:-1]}-", NAMING.node("doel", "m1")]
