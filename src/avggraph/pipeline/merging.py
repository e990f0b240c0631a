"""The runs of a build merged into its files, among what is taken of the build before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Self

from avggraph.graph import Order
from avggraph.graph.blocks import ENTANGLED, SHARED, Block, BlockWriter, EntangledError, Join, merged
from avggraph.graph.formats import graph_of
from avggraph.graph.page_writer import Frame, PageWriter, splice
from avggraph.graph.pages import Staying
from avggraph.graph.runs import read_run, write_run
from avggraph.pipeline.chunks import Task
from avggraph.pipeline.earlier import SHARED_QUADS, Earlier, place_of
from avggraph.pipeline.gathering import EARLIER, Gathering
from avggraph.pipeline.shared import Shared
from avggraph.store.output import PARTS

# Runs that are read at once: two open files each.
_OPEN = 200


class Merging:
    """Writes the files of a build that are made of blocks, from what was gathered.

    `quads` is their number once the order of subjects is written. `is_entangled` tells that nodes of several records
    stand among each other: their numbers begin alike, such as 2024-1 and 2024-1-2. To be used as a context: files are
    written by threads, and are whole after `wait`, which has `sha256` tell the hash of each.
    """

    def __init__(self, task: Task, gathering: Gathering, earlier: Earlier | None) -> None:
        self.quads = 0
        self.is_entangled = False
        self.sha256: dict[Path, str] = {}
        self._open: list[PageWriter] = []
        self._task = task
        self._kept = gathering.kept
        before = earlier.shared if earlier else None
        self._shared = Shared(gathering.shared, before, task.options.naming)
        self._earlier = earlier
        self._runs = sorted(self._kept.keys() - {EARLIER})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for files in self._open:
            files.abandon()

    def wait(self) -> None:
        """Wait until all that was given to write is written."""
        while self._open:
            self.sha256.update(self._open[0].close())
            del self._open[0]

    def write_shared(self) -> None:
        """Write the quads that are no description's own, for the next build to see what changed of them."""
        (self._task.folder / PARTS / SHARED_QUADS).write_bytes(self._shared.nquads)

    def write_graph(self, order: Order) -> None:
        """Write the files of the graph of one order."""
        formats = self._task.formats[order]
        writer = BlockWriter(order, formats)
        quads = self._write(
            order,
            [each.writer() for each in formats],
            writer.of_nodes(self._shared.nodes(order)),
            self._noting(writer.joined),
            partial(graph_of, order),
            self._shared.changed(order),
        )
        if order == "subject":
            self.quads = quads

    def write(self, order: str, frames: Sequence[Frame], loose: Sequence[Block] = ()) -> None:
        """Write the files of another order, of the blocks of records and of all `loose` ones of no record, sorted."""
        self._write(order, frames, loose, _not_joined, lambda _head: "")

    def come(self) -> Iterator[bytes]:
        """Give the N-Quads of what the earlier build did not have: of new descriptions, and of what all share."""
        for run in self._runs:
            for block in read_run(self._task.runs / run, "subject", self._kept[run].__contains__):
                yield bytes(block.texts[0])
        yield self._shared.come

    def gone(self) -> Iterator[bytes]:
        """Give the N-Quads of what the earlier build had and this one has not."""
        if self._earlier is None:
            return
        pages, staying = self._earlier.pages["subject"], self._staying(frozenset())
        for number in sorted(pages.changed(staying)):
            blocks = pages.blocks(number)
            yield from (bytes(block.texts[0]) for block in blocks if block.owner not in staying.owners)
        yield self._shared.gone

    # ------------------------------------------------------------ blocks

    def _write(
        self,
        order: str,
        frames: Sequence[Frame],
        loose: Iterable[Block],
        join: Join,
        graph_of: Callable[[str], str],
        gone: frozenset[str] | None = None,
    ) -> int:
        """Write the files of an order, and give their number of quads.

        Of the earlier build's blocks of no record those with another head than the ones `gone` stay, or else none.
        """
        come = merged([loose, *self._run_blocks(order, join)], join)
        place = place_of(self._task.folder, order, self._task.orders[order])
        files = PageWriter(place, frames, graph_of)
        self._open.append(files)
        if self._earlier is None:
            for block in come:
                files.write(block)
        else:
            splice(self._earlier.pages[order], self._staying(gone), come, files, join)
        files.end()
        return files.quads

    def _staying(self, gone: frozenset[str] | None) -> Staying:
        kept = self._kept[EARLIER]
        return Staying(kept) if gone is None else Staying(kept | {SHARED}, gone)

    def _noting(self, join: Join) -> Join:
        """Note where nodes of several records are made one block."""

        def joined(blocks: Sequence[Block]) -> Block:
            block = join(blocks)
            self.is_entangled = self.is_entangled or block.owner == ENTANGLED
            return block

        return joined

    def _run_blocks(self, order: str, join: Join) -> list[Iterable[Block]]:
        """Give the blocks of each run; of many runs, those of a few larger ones that are made first."""
        runs = [read_run(self._task.runs / run, order, self._kept[run].__contains__) for run in self._runs]
        larger: list[Iterator[Block]] = []
        while len(runs) > _OPEN:
            some, runs = runs[:_OPEN], runs[_OPEN:]
            path = self._task.runs / f"merged-{len(larger)}"
            write_run(path, order, merged(some, join))
            larger.append(read_run(path, order, lambda _owner: True))
        return [*larger, *runs]


def _not_joined(blocks: Sequence[Block]) -> Block:
    raise EntangledError(f"Two blocks of a report begin with {blocks[0].first}.")
