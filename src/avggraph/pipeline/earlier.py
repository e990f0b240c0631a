"""What an earlier build made of documents that did not change, to be taken over as it is.

A build leaves in `parts/` what each file held and where each block stands in the files of the graph. It holds for one
stamp: the tool, all it knows, and the options. Under another stamp nothing of it counts.
"""

from __future__ import annotations

import hashlib
import mmap
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

import orjson
import pyoxigraph as ox

from avggraph import resources
from avggraph.files import digest_of
from avggraph.graph import Format, Order
from avggraph.graph.blocks import Block
from avggraph.graph.terms import Quad
from avggraph.pipeline.document import Copy, Document, Draft, FileResult
from avggraph.pipeline.options import BuildOptions
from avggraph.store import output
from avggraph.validate import Ledger
from avggraph.version import __version__

DOCUMENTS = "documents.jsonl"

# What is published or tried with, and decides nothing in a build.
_NOT_KNOWLEDGE = ("examples", "site", "share")


def stamp_of(options: BuildOptions) -> str:
    """Give the stamp of a build: the same for as long as a document that did not change is described the same."""
    own = replace(options, jobs=1, fresh=False, wordings=None)
    wordings = options.wordings.read_bytes() if options.wordings else b""
    told = (__version__, platform.python_version(), ox.__version__, repr(own), _code(), _knowledge())
    return hashlib.sha256("\n".join(told).encode() + wordings).hexdigest()


@cache
def _code() -> str:
    package = Path(__file__).resolve().parents[1]
    return digest_of(package, package.rglob("*.py"))


@cache
def _knowledge() -> str:
    root = resources.root()
    files = [*(root / "ontology").rglob("*"), *(root / "data").rglob("*")]
    return digest_of(root, (file for file in files if file.relative_to(root).parts[1] not in _NOT_KNOWLEDGE))


class Earlier:
    """An earlier build that the next can take from."""

    def __init__(self, folder: Path, known: dict[str, FileResult], formats: Mapping[Order, Sequence[Format]]) -> None:
        self.folder = folder
        self._known = known
        self._formats = formats

    @classmethod
    def open(cls, out: Path, stamp: str, ledger: Ledger, formats: Mapping[Order, Sequence[Format]]) -> Self | None:
        """Open the build in `out`; None where there is none, of another stamp, or not as it was written."""
        path = out / output.PARTS / DOCUMENTS
        try:
            with path.open("rb") as rows:
                if orjson.loads(next(rows)) != {"stamp": stamp}:
                    return None
                hashes = output.open_output(out).manifest["sha256"]
                files = [each.file for own in formats.values() for each in own]
                files += [f"{output.PARTS}/{name}" for name in (DOCUMENTS, *(f"{order}.jsonl" for order in formats))]
                if not output.is_as_written(out, {name: hashes[name] for name in files}):
                    return None
                reader = _Reader(ledger)
                results = map(reader.result, map(orjson.loads, rows))
                return cls(out, {result.digest: result for result in results if result}, formats)
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            return None

    def result(self, digest: str) -> FileResult | None:
        """Give what the earlier build found in the file of a digest, where that can be taken over; once."""
        return self._known.pop(digest, None)

    def blocks(self, order: Order, is_wanted: Callable[[str], bool]) -> Iterator[Block]:
        """Give the blocks of the owners that are wanted, in order, as they stand in the files of the graph."""
        files = [_mapped(self.folder / each.file) for each in self._formats[order]]
        with (self.folder / output.PARTS / f"{order}.jsonl").open("rb") as index:
            for first, last, owner, quads, places in map(orjson.loads, index):
                if is_wanted(owner):
                    texts = [file[start:end] for file, (start, end) in zip(files, places, strict=True)]
                    yield Block(first, last, owner, quads, b"", texts)

    def text(self, source: str) -> Path:
        """Give the place of a text as it was published, by its sha256."""
        return self.folder / output.TEXTS / f"{source}.txt"


def write_documents(path: Path, stamp: str, results: Iterable[FileResult]) -> None:
    """Write what files held that the next build may take over.

    Most shared quads are those of many descriptions: each is written where it is met first, and is a number after that.
    """
    numbers: dict[Quad, int] = {}
    with path.open("wb") as stream:
        stream.write(orjson.dumps({"stamp": stamp}, option=orjson.OPT_APPEND_NEWLINE))
        for result in results:
            row = {"file": result.digest, "results": [_row(each, numbers) for each in result.results]}
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _row(result: Draft | Copy | Document, numbers: dict[Quad, int]) -> dict[str, Any]:
    match result:
        case Draft():
            shared: list[int | Quad] = []
            for quad in result.shared:
                shared.append(numbers.get(quad, quad))
                numbers.setdefault(quad, len(numbers))
            return {
                "owner": result.owner,
                "source": result.source,
                "key": result.key,
                "document": _told(result.document),
                "ministries": result.ministries,
                "shared": shared,
                "judged": result.judgement.digest,
            }
        case Copy():
            return asdict(result)
        case Document():
            return {"document": _told(result)}


def _told(document: Document) -> dict[str, Any]:
    """Give what a document has that is not as usual."""
    return {name: value for name, value in asdict(document).items() if value != getattr(_USUAL, name)}


_USUAL = Document("")


class _Reader:
    """Reads the rows of `write_documents`, in their order."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._quads: list[Quad] = []

    def result(self, row: dict[str, Any]) -> FileResult | None:
        """Read what a file held; None where the ledger does not know what was found for it."""
        results = [self._read(told) for told in row["results"]]
        known = tuple(each for each in results if each is not None)
        return FileResult(row["file"], known) if len(known) == len(results) else None

    def _read(self, told: dict[str, Any]) -> Draft | Copy | Document | None:
        if "judged" not in told:
            return _document(told["document"]) if "document" in told else Copy(**told)
        shared = tuple(map(self._quad, told["shared"]))
        judgement = self._ledger.known(told["judged"])
        if judgement is None:
            return None
        names = (told["owner"], told["source"], told["key"])
        return Draft(*names, _document(told["document"]), tuple(told["ministries"]), shared, judgement)

    def _quad(self, told: int | list[str]) -> Quad:
        if isinstance(told, int):
            return self._quads[told]
        subject, predicate, value, graph = told
        self._quads.append((subject, predicate, value, graph))
        return self._quads[-1]


def _document(told: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Document(**values)
