"""What an earlier build made of documents that did not change, to be taken over as it is.

A build leaves in `parts/` what each file held and where each block stands in the files of the graph. It holds for one
stamp: the tool, all it knows, and the options. Under another stamp nothing of it counts.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

import orjson
import pyoxigraph as ox

from avggraph import resources
from avggraph.errors import StoreError
from avggraph.files import digest_of
from avggraph.graph.pages import Pages, Place
from avggraph.graph.terms import Quad
from avggraph.pipeline.document import Copy, Document, Draft, FileResult
from avggraph.pipeline.options import BuildOptions
from avggraph.store import output
from avggraph.validate import Finding, Severity
from avggraph.version import __version__

DOCUMENTS = "documents.jsonl"
SHARED_QUADS = "shared.nq"

# What is published or tried with, and decides nothing in a build.
_NOT_KNOWLEDGE = ("examples", "site", "share", "summary")


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
    """An earlier build that the next can take from. `shared` are its quads that were no description's own, as lines."""

    def __init__(self, folder: Path, known: dict[str, FileResult], pages: Mapping[str, Pages]) -> None:
        self.folder = folder
        self.pages = pages
        self.shared = frozenset((folder / output.PARTS / SHARED_QUADS).read_bytes().splitlines(keepends=True))
        self._known = known

    @classmethod
    def open(cls, out: Path, stamp: str, orders: Mapping[str, Sequence[str]]) -> Self | None:
        """Open the build in `out`; None where there is none, of another stamp, or not as it was written.

        `orders` are the files of each order of blocks.
        """
        try:
            with (out / output.PARTS / DOCUMENTS).open("rb") as rows:
                if orjson.loads(next(rows)) != {"stamp": stamp}:
                    return None
                places = {order: place_of(out, order, files) for order, files in orders.items()}
                parts = [out / output.PARTS / name for name in (DOCUMENTS, SHARED_QUADS)]
                if not output.is_as_written(out, [*parts, *(file for place in places.values() for file in place.all)]):
                    return None
                results = map(_Reader().result, map(orjson.loads, rows))
                known = {result.digest: result for result in results}
            return cls(out, known, {order: Pages(place) for order, place in places.items()})
        except (OSError, ValueError, KeyError, TypeError, StopIteration, StoreError):
            return None

    def result(self, digest: str) -> FileResult | None:
        """Give what the earlier build found in the file of a digest, where that can be taken over; once."""
        return self._known.pop(digest, None)

    def text(self, source: str) -> Path:
        """Give the place of a text as it was published, by its sha256."""
        return self.folder / output.TEXTS / f"{source}.txt"


def place_of(folder: Path, order: str, files: Iterable[str]) -> Place:
    """Give where the files of one order of blocks stand in the folder of a build."""
    return Place(tuple(folder / file for file in files), folder / output.PARTS / f"{order}.jsonl")


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


def _row(result: Draft | Copy | Document, numbers: dict[Quad, int]) -> dict[str, Any]:
    match result:
        case Draft():
            shared: list[int | Quad] = [numbers.get(quad, quad) for quad in result.shared]
            for quad in shared:
                if not isinstance(quad, int):
                    numbers[quad] = len(numbers)
            return {
                "owner": result.owner,
                "source": result.source,
                "key": result.key,
                "document": _told(result.document),
                "ministries": result.ministries,
                "shared": shared,
                "found": result.found,
                "loose": result.loose,
            }
        case Copy():
            return {"owner": result.owner, "name": result.name}
        case Document():
            return {"document": _told(result)}


def _told(document: Document) -> dict[str, Any]:
    """Give what a document has that is not as usual."""
    return {name: value for name, usual in _USUAL.items() if (value := getattr(document, name)) != usual}


_USUAL = asdict(Document(""))


class _Reader:
    """Reads the rows of `write_documents`, in their order."""

    def __init__(self) -> None:
        self._quads: list[Quad] = []

    def result(self, row: dict[str, Any]) -> FileResult:
        """Read what a file held."""
        return FileResult(row["file"], tuple(map(self._read, row["results"])))

    def _read(self, told: dict[str, Any]) -> Draft | Copy | Document:
        if "key" not in told:
            return _document(told["document"]) if "document" in told else Copy(**told)
        return Draft(
            told["owner"],
            told["source"],
            told["key"],
            _document(told["document"]),
            tuple(told["ministries"]),
            tuple([self._quads[each] if isinstance(each, int) else self._quad(*each) for each in told["shared"]]),
            told["found"],
            tuple(map(_finding, told["loose"])),
        )

    def _quad(self, *quad: str) -> Quad:
        subject, predicate, value, graph = quad
        self._quads.append((subject, predicate, value, graph))
        return self._quads[-1]


def _document(told: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Document(**values)


def _finding(told: dict[str, Any]) -> Finding:
    return Finding(**{**told, "severity": Severity(told["severity"]), "quotes": tuple(told["quotes"])})
