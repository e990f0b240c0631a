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
from avggraph.graph import Format, Order
from avggraph.graph.blocks import Block
from avggraph.pipeline.document import Copy, Document, Draft, FileResult
from avggraph.pipeline.options import BuildOptions
from avggraph.store import output
from avggraph.validate import Ledger
from avggraph.version import __version__

DOCUMENTS = "documents.jsonl"

# What is published or tried with, and decides nothing in a build.
_NOT_KNOWLEDGE = ("examples", "site", "share", "deploy")


def stamp_of(options: BuildOptions) -> str:
    """Give the stamp of a build: the same for as long as a document that did not change is described the same."""
    own = replace(options, jobs=1, fresh=False, wordings=None)
    wordings = options.wordings.read_bytes() if options.wordings else b""
    told = (__version__, platform.python_version(), ox.__version__, repr(own), _code(), _knowledge())
    return hashlib.sha256("\n".join(told).encode() + wordings).hexdigest()


@cache
def _code() -> str:
    package = Path(__file__).resolve().parents[1]
    return _digest(package, package.rglob("*.py"))


@cache
def _knowledge() -> str:
    root = resources.root()
    files = [*(root / "ontology").rglob("*"), *(root / "data").rglob("*")]
    return _digest(root, (file for file in files if file.relative_to(root).parts[1] not in _NOT_KNOWLEDGE))


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            data = file.read_bytes()
            digest.update(f"{file.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


class Earlier:
    """An earlier build that the next can take from."""

    def __init__(self, folder: Path, known: dict[str, FileResult], formats: Mapping[Order, Sequence[Format]]) -> None:
        self.folder = folder
        self._known = known
        self._formats = formats

    @classmethod
    def open(cls, out: Path, stamp: str, ledger: Ledger, formats: Mapping[Order, Sequence[Format]]) -> Self | None:
        """Open the build in `out`; None where there is none, of another stamp, or not as it was written."""
        try:
            first, *rows = map(orjson.loads, (out / output.PARTS / DOCUMENTS).read_bytes().splitlines())
            if first != {"stamp": stamp}:
                return None
            hashes = output.open_output(out).manifest["sha256"]
            if not output.is_as_written(
                out, {each.file: hashes[each.file] for own in formats.values() for each in own}
            ):
                return None
            results = (_result(row, ledger) for row in rows)
            return cls(out, {result.digest: result for result in results if result}, formats)
        except (OSError, ValueError, KeyError, TypeError):
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
    """Write what files held that the next build may take over."""
    with path.open("wb") as stream:
        stream.write(orjson.dumps({"stamp": stamp}, option=orjson.OPT_APPEND_NEWLINE))
        for result in results:
            row = {"file": result.digest, "results": [_row(each) for each in result.results]}
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def _row(result: Draft | Copy | Document) -> dict[str, Any]:
    match result:
        case Draft():
            return {
                "owner": result.owner,
                "source": result.source,
                "key": result.key,
                "document": _told(result.document),
                "ministries": result.ministries,
                "shared": result.shared,
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


def _result(row: dict[str, Any], ledger: Ledger) -> FileResult | None:
    results: list[Draft | Copy | Document] = []
    for told in row["results"]:
        if "judged" in told:
            judgement = ledger.known(told["judged"])
            if judgement is None:
                return None
            shared = tuple(map(tuple, told["shared"]))
            document = _document(told["document"])
            names = (told["owner"], told["source"], told["key"])
            results.append(Draft(*names, document, tuple(told["ministries"]), shared, judgement))
        else:
            results.append(_document(told["document"]) if "document" in told else Copy(**told))
    return FileResult(row["file"], tuple(results))


def _document(told: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Document(**values)
