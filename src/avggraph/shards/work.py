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

from avggraph.graph.terms import Quad, nquads
from avggraph.pipeline.chunks import Chunk, described
from avggraph.pipeline.describing import Described, Describer
from avggraph.pipeline.document import Copy, Document, changed, lost
from avggraph.pipeline.options import BuildOptions
from avggraph.remote_store import put
from avggraph.shards.clearing import DOCUMENTS, SHARDS
from avggraph.shards.manifest import Shard
from avggraph.validate import Finding, finding_quads

Row = tuple[Document, tuple[Finding, ...]]
"""What became of a document, and what was found in it."""

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

    `copies` are descriptions of a text that was met before. `shapes` are those that found something.
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

    The same chunk gives the same bytes, so a worker that dies may leave whatever it likes. Raises `StoreError` where
    the store refuses them.
    """
    told: ShardTask = pickle.loads(task)
    naming = told.options.naming
    made: list[Made] = []
    quads: set[Quad] = set()
    shared: dict[Quad, None] = {}
    rows: list[Row] = []
    copies = 0
    for number, (_digest, results) in enumerate(described(_describer(pickle.dumps(told.options)), chunk)):
        for each in results:
            match each:
                case Document():
                    rows.append((each, ()))
                case Copy():
                    copies += 1
                    rows.append((Document(each.name, skipped="Deze tekst is al gelezen."), ()))
                case Described(draft=draft, judgement=judgement):
                    made.append(Made(draft.owner, draft.key, draft.document.name, number))
                    rows.append((draft.document, judgement.findings))
                    own = {quad for quad in each.quads if each.stretches.of("graph", f"{quad[3]} {quad[0]}")}
                    quads |= own
                    shared |= dict.fromkeys(quad for quad in each.quads if quad not in own)
                    shared |= dict.fromkeys(finding_quads(draft.loose, naming))
    there = {each.owner for each in made}
    rows += [(changed(place.name), ()) for owner, place in chunk.places or () if owner not in there]
    return ShardResult(
        write_file(told.url, f"{SHARDS}{chunk.number:08}.nq.gz", nquads(quads), len(quads)),
        _write_rows(told.url, chunk, rows),
        tuple(made),
        copies,
        sum(document.skipped is not None for document, _ in rows) - copies,
        sum(document.unreadable for document, _ in rows),
        tuple(shared),
        frozenset(each.shape for _, findings in rows for each in findings),
        Counter(each.severity.label for _, findings in rows for each in findings),
    )


def lost_shard(task: bytes, chunk: Chunk) -> ShardResult:
    """Write the shard of a file that ended its worker, twice: it holds nothing, and says so."""
    told: ShardTask = pickle.loads(task)
    [file] = chunk.files
    document = lost(_describer(pickle.dumps(told.options)).shown(file.name))
    nothing = write_file(told.url, f"{SHARDS}{chunk.number:08}.nq.gz", b"")
    return ShardResult(nothing, _write_rows(told.url, chunk, [(document, ())]), (), 0, 1, 1, (), frozenset(), Counter())


def write_file(url: str, name: str, content: bytes, quads: int = 0) -> Shard:
    """Write a packed file under an URL. Raises `StoreError` where the store refuses it."""
    data = gzip.compress(content, _LEVEL, mtime=0)
    put(url, name, data)
    return Shard(name, hashlib.sha256(data).hexdigest(), len(data), quads)


def _write_rows(url: str, chunk: Chunk, rows: Iterable[Row]) -> Shard:
    lines = (
        orjson.dumps(
            {**asdict(document), "findings": [asdict(each) for each in findings]}, option=orjson.OPT_APPEND_NEWLINE
        )
        for document, findings in rows
    )
    return write_file(url, f"{DOCUMENTS}{chunk.number:08}.jsonl.gz", b"".join(lines))


@lru_cache(maxsize=1)
def _describer(options: bytes) -> Describer:
    return Describer(pickle.loads(options))
