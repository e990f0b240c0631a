"""Some files at a time, described by any process: the part of a build that needs nothing but them and the knowledge."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from avggraph.collector import collect_seldom
from avggraph.errors import SourceError
from avggraph.extract import ReadDescription
from avggraph.graph import FORMATS, Format, Order
from avggraph.graph.blocks import Block, BlockWriter
from avggraph.graph.runs import write_run
from avggraph.pipeline.describing import Described, Describer, Place
from avggraph.pipeline.document import Copy, Document, Draft, FileResult
from avggraph.pipeline.options import BuildOptions
from avggraph.pipeline.reports import JUDGED, REPORTS, Reports
from avggraph.read import File
from avggraph.store.output import LEDGER, TEXTS
from avggraph.text import SourceText


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is told of a build: its options, the folder being written, and a ledger that may know findings."""

    options: BuildOptions
    folder: Path
    ledger: Path | None

    @property
    def runs(self) -> Path:
        """The folder of the runs."""
        return self.folder / "runs"

    @property
    def texts(self) -> Path:
        """The folder of the texts."""
        return self.folder / TEXTS

    @property
    def formats(self) -> dict[Order, tuple[Format, ...]]:
        """The formats to write by the order of their nodes; N-Quads is always one, and the first of its order."""
        formats: dict[Order, tuple[Format, ...]] = {}
        for each in FORMATS:
            if each.name in {"nquads", *self.options.formats}:
                formats[each.order] = (*formats.get(each.order, ()), each)
        return formats

    @property
    def orders(self) -> dict[str, tuple[str, ...]]:
        """The files that are put together of blocks, by the order of these."""
        graphs: dict[str, tuple[str, ...]] = {
            order: tuple(each.file for each in formats) for order, formats in self.formats.items()
        }
        return {**graphs, **REPORTS, JUDGED: (LEDGER,)}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files to describe together; `number` is that of the first.

    `places` are those of descriptions that were settled, by the sha256 of their text: only these are then described,
    and all others are copies.
    """

    number: int
    files: tuple[File, ...]
    places: tuple[tuple[str, Place], ...] | None = None

    def halves(self) -> tuple[Chunk, ...]:
        """Give the chunk in two parts, or as it is where it is one file."""
        middle = len(self.files) // 2
        if not middle:
            return (self,)
        first, second = self.files[:middle], self.files[middle:]
        return replace(self, files=first), replace(self, number=self.number + middle, files=second)


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What the files of a chunk held, and the name of the run that its blocks were written to."""

    run: str
    files: tuple[FileResult, ...]


def described(describer: Describer, chunk: Chunk) -> Iterator[tuple[str, Iterator[Described | Copy | Document]]]:
    """Give of each file of a chunk its digest and what it holds, in order, to be taken before the next is asked for."""
    places = None if chunk.places is None else dict(chunk.places)
    firsts = describer.firsts((places or {}).values())
    met: set[str] = set()
    for file in chunk.files:
        digest, reads = describer.read(file)
        yield digest, (_described(describer, each, places, firsts, met) for each in reads)


def _described(
    describer: Describer,
    read: ReadDescription | SourceError,
    places: Mapping[str, Place] | None,
    firsts: Mapping[str, SourceText],
    met: set[str],
) -> Described | Copy | Document:
    if isinstance(read, SourceError):
        return describer.skipped(read)
    owner = read.source.sha256
    if owner in met or (places is not None and owner not in places):
        return Copy(owner, describer.shown(read.source.path))
    met.add(owner)
    if places is None:
        return describer.describe(read)
    return describer.describe(read, places[owner], firsts.get(places[owner].owner))


def describe_chunk(task: bytes, chunk: Chunk) -> ChunkResult:
    """Describe the files of a chunk, and write their texts and a run of their blocks.

    `task` is a pickled `Task`: a process that does several chunks of one loads what it knows once.
    """
    return _worker(task)(chunk)


def shown_name(task: bytes, name: str) -> str:
    """Give a file's name as the build may publish it."""
    return _worker(task).describer.shown(name)


@lru_cache(maxsize=1)
def _worker(task: bytes) -> _Worker:
    worker = _Worker(pickle.loads(task))
    if multiprocessing.parent_process():
        _settle_down()
    return worker


def _settle_down() -> None:
    """Have the collector look less often, and no more at what was loaded: a tenth of the time of a process."""
    gc.collect()
    gc.freeze()
    collect_seldom()


class _Worker:
    """One process's work."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.describer = Describer(task.options, task.ledger)
        self._writers = {order: BlockWriter(order, formats) for order, formats in task.formats.items()}
        self._reports = Reports(task.options)

    def __call__(self, chunk: Chunk) -> ChunkResult:
        blocks: dict[str, list[Block]] = {order: [] for order in self._task.orders}
        files = []
        for digest, results in described(self.describer, chunk):
            taken = tuple([self._taken(each, blocks) for each in results])
            files.append(FileResult(digest, taken))
        run = f"{chunk.number:08}" if chunk.places is None else f"{chunk.number:08}-placed"
        for order, own in blocks.items():
            write_run(self._task.runs / run, order, sorted(own, key=attrgetter("first")))
        return ChunkResult(run, tuple(files))

    def _taken(self, result: Described | Copy | Document, blocks: dict[str, list[Block]]) -> Draft | Copy | Document:
        if not isinstance(result, Described):
            return result
        for order, block in self._blocks(result):
            blocks[order].append(block)
        (self._task.texts / f"{result.draft.source}.txt").write_bytes(result.text.encode())
        return result.draft

    def _blocks(self, described: Described) -> Iterator[tuple[str, Block]]:
        """Write the blocks of a description, each with its order."""
        draft, naming = described.draft, self._task.options.naming
        for order, writer in self._writers.items():
            for block in writer.of_record(described.quads, described.stretches, draft.owner):
                yield order, block
        facts = draft.facts(naming)
        yield from self._reports.blocks(
            facts, described.findings, draft.owner, {naming.source(draft.source)[1:-1]: described.text}
        )
        line = self.describer.ledger.line(described.judgement)
        digest = described.judgement.digest
        yield JUDGED, Block(digest, digest, draft.owner, 0, b"", [line])
