"""One shard: some files described, their quads sorted and written where the user wants them."""

from __future__ import annotations

import gzip
import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache

import orjson

from avggraph.errors import SourceError
from avggraph.graph.terms import Quad
from avggraph.pipeline.chunks import Chunk
from avggraph.pipeline.describing import Describer
from avggraph.pipeline.document import Document
from avggraph.pipeline.options import BuildOptions
from avggraph.read.remote_files import open_store
from avggraph.shards.manifest import Shard
from avggraph.validate import Finding, finding_quads

# Not the smallest, and three times as fast as that.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class ShardTask:
    """What a worker is told: the options, and the URL that shards are written under."""

    options: BuildOptions
    url: str


@dataclass(frozen=True, slots=True)
class Made:
    """A description in a shard: the sha256 of its text, its key, its name, and the place of its file in the chunk."""

    owner: str
    key: str
    name: str
    file: int


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What a chunk came to: its files, its descriptions, and the quads that are no description's own.

    `copies` are descriptions that stand in the chunk twice. `shapes` are those that found something.
    """

    shard: Shard
    documents: Shard
    made: tuple[Made, ...]
    copies: int
    skipped: int
    unreadable: int
    shared: tuple[Quad, ...]
    shapes: frozenset[str]
    findings: Counter[str]


def make_shard(task: bytes, chunk: Chunk) -> ShardResult:
    """Describe the files of a chunk and write its shard; `task` is a pickled `ShardTask`.

    Where the chunk has places, only descriptions with one are written. The same chunk gives the same bytes, so a worker
    that dies may leave whatever it likes.
    """
    told: ShardTask = pickle.loads(task)
    describer = _describer(pickle.dumps(told.options))
    places = dict(chunk.places)
    made: dict[str, Made] = {}
    quads: set[Quad] = set()
    shared: dict[Quad, None] = {}
    documents: list[tuple[Document, tuple[Finding, ...]]] = []
    copies = 0
    for number, file in enumerate(chunk.files):
        for read in describer.read(file)[1]:
            if isinstance(read, SourceError):
                documents.append((describer.skipped(read), ()))
                continue
            owner = read.source.sha256
            if owner in made or (places and owner not in places):
                copies += 1
                documents.append((Document(describer.shown(read.source.path), skipped="Deze tekst is al gelezen."), ()))
                continue
            described = describer.describe(read, places.get(owner))
            draft, of = described.draft, described.stretches.of
            made[owner] = Made(owner, draft.key, draft.document.name, number)
            findings = draft.judgement.findings
            own = {quad for quad in described.quads if of("graph", f"{quad[3]} {quad[0]}")}
            others = finding_quads(draft.findings_of_others(told.options.naming), told.options.naming)
            quads |= own
            shared |= dict.fromkeys((*(quad for quad in described.quads if quad not in own), *others))
            documents.append((draft.document, findings))
    store = _Writer(told.url)
    return ShardResult(
        store.write(f"shards/{chunk.number:08}.nq.gz", nquads(quads), len(quads)),
        store.write(f"documents/{chunk.number:08}.jsonl.gz", _rows(documents), 0),
        tuple(made.values()),
        copies,
        sum(document.skipped is not None for document, _ in documents) - copies,
        sum(document.unreadable for document, _ in documents),
        tuple(shared),
        frozenset(each.shape for _, findings in documents for each in findings),
        Counter(each.severity.label for _, findings in documents for each in findings),
    )


def nquads(quads: Iterable[Quad]) -> bytes:
    """Write quads as sorted N-Quads."""
    return "".join([f"{' '.join(quad)} .\n" for quad in sorted(quads)]).encode()


class _Writer:
    """Writes files under an URL."""

    def __init__(self, url: str) -> None:
        self._store, self._path = open_store(url)

    def write(self, name: str, content: bytes, quads: int) -> Shard:
        data = gzip.compress(content, _LEVEL, mtime=0)
        path = f"{self._path}/{name}"
        self._store.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._store.pipe_file(path, data)
        return Shard(name, hashlib.sha256(data).hexdigest(), len(data), quads)


def write_file(url: str, name: str, content: bytes, quads: int = 0) -> Shard:
    """Write a packed file under an URL."""
    return _Writer(url).write(name, content, quads)


def _rows(documents: list[tuple[Document, tuple[Finding, ...]]]) -> bytes:
    return b"".join(
        orjson.dumps(
            {**asdict(document), "findings": [asdict(each) for each in findings]}, option=orjson.OPT_APPEND_NEWLINE
        )
        for document, findings in documents
    )


@lru_cache(maxsize=1)
def _describer(options: bytes) -> Describer:
    return Describer(pickle.loads(options))
