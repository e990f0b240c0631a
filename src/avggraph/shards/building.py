"""A sharded build from its sources to its manifest: chunks to workers, and what they share settled in their order."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from avggraph.errors import UsageError
from avggraph.executors import Executor, in_order
from avggraph.graph import concept_quads
from avggraph.graph.terms import Quad, nquads
from avggraph.pipeline.chunks import Chunk
from avggraph.pipeline.describing import Place
from avggraph.pipeline.keys import Keys
from avggraph.pipeline.names import SettledNames
from avggraph.pipeline.options import BuildOptions
from avggraph.read import File, discover, discover_remote
from avggraph.remote_store import folder_of, put
from avggraph.shards.clearing import SHARED, clear
from avggraph.shards.manifest import NAME, Manifest, Shard
from avggraph.shards.work import ShardResult, ShardTask, lost_shard, make_shard, write_file
from avggraph.validate import shape_quads
from avggraph.vocabulary import concept_lines

Watch = Callable[[ShardResult], None]


@dataclass(frozen=True, slots=True)
class Sharding:
    """How a graph is made in shards: `chunk` files in each, and at most `ahead` being made and not yet taken.

    `start` gives the workers; without it this process does the work.
    """

    options: BuildOptions
    chunk: int = 256
    ahead: int = 64
    start: Callable[[], Executor] | None = None


def build_shards(sources: Iterable[str], url: str, sharding: Sharding, watch: Watch = lambda _result: None) -> Manifest:
    """Make the graph of all descriptions under the sources in shards under an URL, and write its manifest last.

    What an earlier run wrote there is removed first, its manifest before anything else.
    Sources and shards are on any file system that fsspec knows; a folder of this machine is read as a build reads it.
    The same sources give the same bytes, by whatever number of workers. A file that cannot be read, or that ends the
    worker that reads it, is told of in `documents/` and the rest is built. Raises `UsageError` for sources that are not
    there, `EndpointError` where no workers are, and `StoreError` where shards cannot be written, or something else than
    shards stands.
    """
    if sharding.chunk < 1:
        raise UsageError("Een scherf is van minstens één bestand.", advice="Geef een getal vanaf 1.")
    files = [file for source in sources for file in _files(source, url)]
    sharding = replace(sharding, start=_cleared_first(url, sharding.start))
    task = ShardTask(sharding.options, url)
    settling = _Settling(pickle.dumps(task), sharding.options)
    with closing(_made(files, task, sharding)) as made:
        for chunk, result in made:
            watch(settling.take(chunk, result))
    manifest = settling.manifest(url)
    put(url, NAME, manifest.rendered())
    return manifest


def _cleared_first(url: str, start: Callable[[], Executor] | None) -> Callable[[], Executor] | None:
    """Clear the place of the shards when there are workers for new ones, and at once where none are asked for."""
    if start is None:
        clear(url)
        return None
    cleared = False

    def started() -> Executor:
        nonlocal cleared
        executor = start()
        try:
            if not cleared:
                clear(url)
        except BaseException:
            executor.stop()
            raise
        cleared = True
        return executor

    return started


def _files(source: str, url: str) -> Iterator[File]:
    """Give the files of a source; what an earlier run wrote is none of them."""
    if "://" in source:
        return discover_remote(source, without=url)
    return discover([Path(source)], without=folder_of(url))


def _made(
    files: Sequence[File], task: ShardTask, sharding: Sharding
) -> Generator[tuple[Chunk, ShardResult], None, None]:
    size = sharding.chunk
    pickled = pickle.dumps(task)
    return in_order(
        partial(_with_chunk, make_shard, pickled),
        (Chunk(at, tuple(files[at : at + size])) for at in range(0, len(files), size)),
        sharding.start,
        window=sharding.ahead,
        halves=Chunk.halves,
        lost=partial(_with_chunk, lost_shard, pickled),
    )


def _with_chunk(work: Callable[[bytes, Chunk], ShardResult], task: bytes, chunk: Chunk) -> tuple[Chunk, ShardResult]:
    return chunk, work(task, chunk)


class _Settling:
    """What shards share, settled in their order."""

    def __init__(self, task: bytes, options: BuildOptions) -> None:
        self._task = task
        self._options = options
        self._keys = Keys()
        self._names = SettledNames()
        self._shared: set[Quad] = set()
        self._shapes: set[str] = set()
        self._findings: Counter[str] = Counter()
        self._shards: list[Shard] = []
        self._documents: list[Shard] = []
        self._records = self._skipped = self._unreadable = 0

    def take(self, chunk: Chunk, result: ShardResult) -> ShardResult:
        """Take a shard; one with a copy of a text of another, or a number that is taken, is made again here."""
        places: dict[str, Place] = {}
        for made in result.made:
            place = self._keys.take(made.owner, made.key, made.name, chunk.files[made.file])
            if place is not None:
                places[made.owner] = place
        if any(made.owner not in places or places[made.owner].key != made.key for made in result.made):
            result = make_shard(self._task, Chunk(chunk.number, chunk.files, tuple(places.items())))
        self._records += len(result.made)
        self._skipped += result.skipped + result.copies
        self._unreadable += result.unreadable
        self._shared.update(self._names.settled(result.shared))
        self._shapes |= result.shapes
        self._findings += result.findings
        self._shards.append(result.shard)
        self._documents.append(result.documents)
        return result

    def manifest(self, url: str) -> Manifest:
        """Write the shard of what all share, and give the manifest."""
        naming = self._options.naming
        self._shared.update(concept_quads(concept_lines(), naming), shape_quads(sorted(self._shapes), naming))
        shared = write_file(url, SHARED, nquads(self._shared), len(self._shared))
        shards = (*self._shards, shared)
        return Manifest(
            base=naming.base,
            register=naming.register,
            date=self._options.on.isoformat() if self._options.on else None,
            names_of_natural_persons=self._options.with_names,
            records=self._records,
            skipped=self._skipped,
            unreadable=self._unreadable,
            quads=sum(shard.quads for shard in shards),
            findings=dict(sorted(self._findings.items())),
            shards=shards,
            documents=tuple(self._documents),
        )
