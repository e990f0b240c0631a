"""The runs of a build merged into the files of its graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import orjson

from avggraph.graph import ORDERS, Order
from avggraph.graph.blocks import ENTANGLED, SHARED, Block, BlockWriter, merged
from avggraph.graph.formats import graph_of
from avggraph.graph.runs import read_run, write_run
from avggraph.graph.terms import Quad, nquads
from avggraph.pipeline.chunks import Task
from avggraph.pipeline.earlier import Earlier
from avggraph.pipeline.gathering import EARLIER
from avggraph.store.output import PARTS

# Runs that are read at once: two open files each.
_OPEN = 200


class Merging:
    """Writes the files of a graph from what was gathered.

    `quads` is their number once the order of subjects is written. `is_entangled` tells that nodes of several records
    stand among each other: their numbers begin alike, such as 2024-1 and 2024-1-2.
    """

    def __init__(self, task: Task, kept: Mapping[str, set[str]], shared: set[Quad], earlier: Earlier | None) -> None:
        self.quads = 0
        self.is_entangled = False
        self._task = task
        self._kept = kept
        self._shared = shared
        self._earlier = earlier
        self._runs = sorted(kept.keys() - {EARLIER})

    def write(self, order: Order) -> None:
        """Write the files of one order, and where each block stands in them."""
        formats = self._task.formats[order]
        writers = [each.writer() for each in formats]
        places = [0 for _ in formats]
        quads = 0
        with ExitStack() as stack:
            streams = [stack.enter_context((self._task.folder / each.file).open("wb")) for each in formats]
            index = stack.enter_context((self._task.folder / PARTS / f"{order}.jsonl").open("wb"))

            def put(number: int, text: bytes | memoryview) -> None:
                streams[number].write(text)
                places[number] += len(text)

            for number, writer in enumerate(writers):
                put(number, writer.begin())
            for block in self._blocks(order, BlockWriter(order, formats)):
                graph, spans = graph_of(order, block.first), []
                for number, (writer, text) in enumerate(zip(writers, block.texts, strict=True)):
                    put(number, writer.before(graph))
                    start = places[number]
                    put(number, text)
                    spans.append((start, places[number]))
                index.write(orjson.dumps((*block[:4], spans), option=orjson.OPT_APPEND_NEWLINE))
                quads += block.quads
                self.is_entangled = self.is_entangled or block.owner == ENTANGLED
            for number, writer in enumerate(writers):
                put(number, writer.end())
        if order == "subject":
            self.quads = quads

    def come(self) -> Iterator[bytes]:
        """Give the N-Quads of what the earlier build did not have: of new descriptions, and of what all share."""
        for run in self._runs:
            for block in read_run(self._task.runs / run, "subject", self._kept[run].__contains__):
                yield bytes(block.texts[0])
        yield nquads(self._shared)

    def gone(self) -> Iterator[bytes]:
        """Give the N-Quads of what the earlier build had and this one has not."""
        if self._earlier is None:
            return
        now = {*nquads(self._shared).splitlines(keepends=True)}
        for block in self._earlier.blocks("subject", lambda owner: owner not in self._kept[EARLIER]):
            text = bytes(block.texts[0])
            if block.owner == SHARED:
                text = b"".join(line for line in text.splitlines(keepends=True) if line not in now)
            yield text

    def _blocks(self, order: Order, writer: BlockWriter) -> Iterator[Block]:
        lines = sorted(ORDERS[order](sorted(quad for quad in self._shared if self._is_loose(quad, order))))
        streams: list[Iterator[Block]] = [writer.of_nodes(lines)]
        if self._earlier is not None:
            streams.append(self._earlier.blocks(order, self._kept[EARLIER].__contains__))
        return merged([*streams, *self._run_blocks(order, writer)], writer)

    def _run_blocks(self, order: Order, writer: BlockWriter) -> list[Iterator[Block]]:
        """Give the blocks of each run; of many runs, those of a few larger ones that are made first."""
        runs = [read_run(self._task.runs / run, order, self._kept[run].__contains__) for run in self._runs]
        larger: list[Iterator[Block]] = []
        while len(runs) > _OPEN:
            some, runs = runs[:_OPEN], runs[_OPEN:]
            path = self._task.runs / f"merged-{len(larger)}"
            write_run(path, order, merged(some, writer))
            larger.append(read_run(path, order, lambda _owner: True))
        return [*larger, *runs]

    def _is_loose(self, quad: Quad, order: Order) -> bool:
        """Tell whether a shared quad is a node's of its own: in the order of graphs, a record's graph is one block."""
        return order == "subject" or not quad[3].startswith(self._task.options.naming.record_graph("")[:-1])
