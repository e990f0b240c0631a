"""The same build under another base: what was built to be looked at gets the names it is published under."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from avggraph.errors import StoreError
from avggraph.files import sha256_of
from avggraph.graph.formats import FORMATS, ORDERS
from avggraph.graph.naming import Naming
from avggraph.graph.nodes import read_nodes
from avggraph.graph.spool import SortedSpool
from avggraph.graph.terms import quad_of
from avggraph.store import database
from avggraph.store import output as build
from avggraph.store.output import Output

# A literal, which is left as it is, or an IRI (RDF 1.1 N-Quads, section 2.2).
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')


def rebased(source: Output, base: str, folder: Path) -> Output:
    """Write a build into an empty folder with `base` for the base of its IRIs, and open it.

    The texts are linked to, not copied, and the reports for people stay behind. Words that look like an IRI are words,
    and are kept. The sorting is done on disk, so that memory does not grow with the register. Raises `UsageError` for a
    base that is none.
    """
    Naming(base, str(source.manifest["register"]))
    rename = _renaming(source.base, base)
    _write_graph(source, rename, folder)
    database.fill(folder / build.STORE, folder / build.GRAPH)
    (folder / build.TEXTS).symlink_to((source.folder / build.TEXTS).resolve(), target_is_directory=True)
    for name in (build.FINDINGS, build.DOCUMENTS):
        if (source.folder / name).is_file():
            values = orjson.loads((source.folder / name).read_bytes())
            renamed = _renamed(values, source.base, base)
            (folder / name).write_bytes(orjson.dumps(renamed, option=orjson.OPT_INDENT_2) + b"\n")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    manifest = source.manifest | {"base": base, "sha256": {path.name: sha256_of(path) for path in files}}
    (folder / build.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
    return build.open_output(folder)


def _renaming(old: str, new: str) -> Callable[[str], str]:
    """Give what writes a line anew, its IRIs under another base.

    >>> _renaming("https://a.example/", "https://b.nl/")('<https://a.example/id/x> <urn:zegt> "<https://a.example/>"')
    '<https://b.nl/id/x> <urn:zegt> "<https://a.example/>"'
    """
    start = f"<{old}"

    def token(match: re.Match[str]) -> str:
        return f"<{new}{match[0][len(start) :]}" if match[0].startswith(start) else match[0]

    return lambda line: _TOKEN.sub(token, line)


def _write_graph(source: Output, rename: Callable[[str], str], folder: Path) -> None:
    formats = [each for each in FORMATS if (source.folder / each.file).is_file()]
    if not any(each.file == build.GRAPH for each in formats):
        raise StoreError(f"In {source.folder} ontbreekt {build.GRAPH}.", advice="Bouw de graaf opnieuw.")
    runs = folder / "runs"
    runs.mkdir()
    for order in sorted({each.order for each in formats}):
        spool = SortedSpool(runs, order)
        for batch in _batches(source.folder / build.GRAPH):
            spool.add(ORDERS[order](sorted(quad_of(rename(line)) for line in batch)))
        for each in formats:
            if each.order == order:
                with (folder / each.file).open("wb") as stream:
                    each.write(read_nodes(spool.merged()), stream)
    shutil.rmtree(runs)


def _batches(path: Path, lines: int = 50_000) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="\n") as stream:
        batch: list[str] = []
        for line in stream:
            batch.append(line.rstrip("\n"))
            if len(batch) == lines:
                yield batch
                batch = []
        yield batch


def _renamed(value: object, old: str, new: str) -> object:
    """Rename the IRIs in a report: strings that are one, as they are or between angle brackets."""
    match value:
        case dict():
            return {key: _renamed(each, old, new) for key, each in value.items()}
        case list():
            return [_renamed(each, old, new) for each in value]
        case str() if value.startswith((old, f"<{old}", f"^(<{old}")):
            return value.replace(old, new, 1)
        case _:
            return value
