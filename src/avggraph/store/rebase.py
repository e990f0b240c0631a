"""The same build under another base: what was built to be looked at gets the names it is published under."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import orjson

from avggraph.errors import StoreError
from avggraph.files import sha256_of
from avggraph.graph.formats import FORMATS, Format
from avggraph.graph.naming import Naming
from avggraph.graph.nodes import Node, nodes_of_nquads, read_nodes, split_by_graph
from avggraph.graph.renaming import Renaming
from avggraph.graph.spool import SortedSpool
from avggraph.graph.terms import iri
from avggraph.json_array import indented, read_indented
from avggraph.store import database
from avggraph.store import output as build
from avggraph.store.output import Output


def rebased(source: Output, base: str, folder: Path, *, jobs: int = 1) -> Output:
    """Write a build into an empty folder with `base` for the base of its IRIs, and open it.

    The texts are linked to, not copied, and the reports for people stay behind, with what became of each document.
    Words that look like an IRI are words, and are kept. With more `jobs` than one a large database is filled by another
    process. Memory does not grow with the register. Raises `UsageError` for a base that is none, and `StoreError` for a
    build without N-Quads.
    """
    Naming(base, str(source.manifest["register"]))
    graph = folder / build.GRAPH
    _write_nquads(source, base, graph)
    with database.filled(folder / build.STORE, graph, jobs):
        _write_others([each for each in FORMATS if (source.folder / each.file).is_file()], graph)
        _write_findings(source, base, folder)
    (folder / build.TEXTS).symlink_to((source.folder / build.TEXTS).resolve(), target_is_directory=True)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    manifest = source.manifest | {"base": base, "sha256": {path.name: sha256_of(path) for path in files}}
    (folder / build.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
    return build.open_output(folder)


def _write_nquads(source: Output, base: str, graph: Path) -> None:
    written = source.folder / build.GRAPH
    if not written.is_file():
        raise StoreError(f"In {source.folder} ontbreekt {build.GRAPH}.", advice="Bouw de graaf opnieuw.")
    with graph.open("wb") as stream:
        stream.writelines(Renaming(source.base, base).lines(written))


def _write_others(formats: list[Format], graph: Path) -> None:
    """Write a graph in formats beside its N-Quads. Its graphs are brought together on disk."""
    by_graph = [each for each in formats if each.order == "graph"]
    for each in formats:
        if each.order == "subject" and each.file != graph.name:
            with graph.with_name(each.file).open("wb") as stream:
                each.write(_nodes(graph), stream)
    if by_graph:
        runs = graph.with_name("runs")
        runs.mkdir()
        spool = SortedSpool(runs)
        for node in _nodes(graph):
            spool.add(split_by_graph(node))
        for each in by_graph:
            with graph.with_name(each.file).open("wb") as stream:
                each.write(read_nodes(spool.merged()), stream)
        shutil.rmtree(runs)


def _nodes(graph: Path) -> Iterator[Node]:
    with graph.open(encoding="utf-8", newline="\n") as lines:
        yield from nodes_of_nquads(lines)


def _write_findings(source: Output, base: str, folder: Path) -> None:
    """Write what was found, for those who read it by record."""
    findings = source.folder / build.FINDINGS
    if not findings.is_file():
        return
    old, new = (iri(each)[1:-1] for each in (source.base, base))
    with findings.open("rb") as lines, (folder / build.FINDINGS).open("w", encoding="utf-8", newline="\n") as stream:
        try:
            stream.writelines(indented(_renamed(row, old, new) for row in read_indented(lines)))
        except ValueError as error:
            raise StoreError(f"{findings} is niet te lezen: {error}.", advice="Bouw de graaf opnieuw.") from error


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
