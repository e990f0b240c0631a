"""A sharded build from its sources to its manifest: chunks to workers, and what they share settled in their order."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from avggraph.errors import UsageError
from avggraph.executors import Executor, in_order
from avggraph.graph import concept_quads
from avggraph.graph.terms import Quad
from avggraph.pipeline.chunks import Chunk
from avggraph.pipeline.describing import Place
from avggraph.pipeline.keys import Keys
from avggraph.pipeline.names import SettledNames
from avggraph.pipeline.options import BuildOptions
from avggraph.read import RemoteFile, discover_remote
from avggraph.read.remote_files import open_store
from avggraph.shards.manifest import NAME, Manifest, Shard
from avggraph.shards.work import ShardResult, ShardTask, make_shard, nquads, write_file
from avggraph.validate import shape_quads
from avggraph.vocabulary import concept_lines

Watch = Callable[[ShardResult], None]

_LOST = "Het proces dat dit bestand las, is twee keer beëindigd."


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

    Sources and shards are on any file system that fsspec knows. The same sources give the same bytes, by whatever
    number of workers. A file that cannot be read, or that ends the worker that reads it, is told of in `documents/` and
    the rest is built. Raises `UsageError` for sources that are not there, and `EndpointError` where no workers are.
    """
    files = [file for source in sources for file in discover_remote(source)]
    task = ShardTask(sharding.options, url)
    settling = _Settling(pickle.dumps(task), sharding.options)
    with closing(_made(files, task, sharding)) as made:
        for chunk, result in made:
            watch(settling.take(chunk, result))
    manifest = settling.manifest(url)
    store, path = open_store(url)
    store.pipe_file(f"{path}/{NAME}", manifest.rendered())
    return manifest


def _made(
    files: Sequence[RemoteFile], task: ShardTask, sharding: Sharding
) -> Generator[tuple[Chunk, ShardResult], None, None]:
    size = sharding.chunk
    if size < 1:
        raise UsageError("Een scherf is van minstens één bestand.", advice="Geef een getal vanaf 1.")
    return in_order(
        partial(_with_chunk, pickle.dumps(task)),
        (Chunk(at, tuple(files[at : at + size])) for at in range(0, len(files), size)),
        sharding.start,
        window=sharding.ahead,
        halves=Chunk.halves,
        lost=partial(_lost, task),
    )


def _with_chunk(task: bytes, chunk: Chunk) -> tuple[Chunk, ShardResult]:
    return chunk, make_shard(task, chunk)


def _lost(task: ShardTask, chunk: Chunk) -> tuple[Chunk, ShardResult]:
    """Tell of a file that ended its worker: what it is called is told by its number, as its name may name a person."""
    nothing = write_file(task.url, f"shards/{chunk.number:08}.nq.gz", b"")
    row = f'{{"name":"bestand {chunk.number}","skipped":"{_LOST}","unreadable":true}}\n'
    documents = write_file(task.url, f"documents/{chunk.number:08}.jsonl.gz", row.encode())
    return chunk, ShardResult(nothing, documents, (), 0, 1, 1, (), frozenset(), Counter())


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
            result = make_shard(self._task, Chunk(chunk.number, chunk.files, tuple(places.items()) or _NONE))
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
        shared = write_file(url, "shards/shared.nq.gz", nquads(self._shared), len(self._shared))
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


# A chunk of copies only: no text has this sha256.
_NONE = (("", Place("")),)
