"""The folder a build writes, and reading it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from avggraph.errors import StoreError
from avggraph.files import sha256_of
from avggraph.graph.formats import FORMATS
from avggraph.graph.naming import Naming
from avggraph.graph.terms import AVG, DPCAT, RDF, Quad, Term
from avggraph.store.texts import Texts

MANIFEST = "manifest.json"
GRAPH = "graph.nq"
STORE = "store"
TEXTS = "texts"
DOCUMENTS = "documents.json"
FINDINGS = "findings.json"
REPORT = "bevindingen.txt"
PAGE = "bevindingen.html"
SHACL_REPORT = "findings.ttl"
LEDGER = "validated.jsonl"
PARTS = "parts"

# All that a build writes into its folder, under any choice of formats.
WRITTEN = frozenset(
    {
        MANIFEST,
        STORE,
        TEXTS,
        DOCUMENTS,
        FINDINGS,
        REPORT,
        PAGE,
        SHACL_REPORT,
        LEDGER,
        PARTS,
        *(each.file for each in FORMATS),
    }
)

# What the manifest of shards has, and that of a build has not.
_SHARDS = "shards"
# The layout of the folder; a build of another layout is refused rather than misread.
LAYOUT = 1

_TYPE = ox.NamedNode(RDF.type[1:-1])
_RECORD = ox.NamedNode(DPCAT.ROPARecord[1:-1])
_IS_RECORD = (RDF.type, DPCAT.ROPARecord)
# What was found is no part of what is judged.
_FINDINGS = "graph/bevindingen>"
_IN_RECORD = ox.NamedNode(AVG.inRecord[1:-1])


@dataclass(frozen=True, slots=True)
class Output:
    """A finished build. `manifest` is what the build says of itself."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def base(self) -> str:
        """The base of the build's IRIs."""
        return str(self.manifest["base"])

    @property
    def naming(self) -> Naming:
        """How the build's nodes are named."""
        return Naming(self.base, str(self.manifest["register"]))

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph database."""
        return self.folder / STORE

    def open_store(self) -> ox.Store:
        """Open the Oxigraph database, read-only."""
        try:
            return ox.Store.read_only(str(self.store))
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"De database in {self.store} is niet te openen: {error}.", advice="Bouw de graaf opnieuw."
            ) from error

    @property
    def date(self) -> str:
        """The day whose register was built ("2026-01-01"), empty where the build was not told."""
        return str(self.manifest.get("date") or "")

    @property
    def documents(self) -> Texts:
        """The texts of the source documents by their IRI, read when they are asked for."""
        return Texts(self.folder / TEXTS, self.base)

    def text(self, sha256: str) -> str:
        """Give the normalised text of a source document, as published."""
        return (self.folder / TEXTS / f"{sha256}.txt").read_bytes().decode("utf-8")


def is_build(folder: Path) -> bool:
    """Say whether a build wrote a folder, of whatever version: its manifest is one of ours, and not that of shards."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(manifest, dict) and {"avggraph", "layout"} <= set(manifest) and _SHARDS not in manifest


def is_as_written(folder: Path, files: Iterable[Path]) -> bool:
    """Tell whether files of a build are those that were written.

    The manifest is written last: a file that nobody touched since is as it was. Where times tell nothing, as in a copy
    of the folder, the files are read to compare their SHA-256. Raises `StoreError` where the folder is no build's, and
    `KeyError` or `ValueError` for a file that is none of it.
    """
    finished = (folder / MANIFEST).stat().st_mtime_ns
    touched = [each for each in files if _touched(each) > finished]
    hashes = open_output(folder).manifest["sha256"]
    known = [hashes[each.relative_to(folder).as_posix()] for each in touched]
    with ThreadPoolExecutor() as threads:
        return list(threads.map(sha256_of, touched)) == known


def _touched(file: Path) -> int:
    """Give when a file was last changed, moved here or given back its time, in nanoseconds."""
    status = file.stat()
    return max(status.st_mtime_ns, status.st_ctime_ns)


def open_output(folder: Path) -> Output:
    """Open the folder of a build. Raises `StoreError` where it is none, or one of another version."""
    if not folder.exists():
        raise StoreError(f"{folder} bestaat niet.", advice="Maak een graaf met: avggraph build BRON… -o MAP.")
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise StoreError(
            f"{folder} bevat geen graaf van avggraph.", advice="Maak hem met: avggraph build BRON… -o MAP."
        ) from error
    if isinstance(manifest, dict) and _SHARDS in manifest:
        raise StoreError(
            f"{folder} bevat scherven, geen graaf van `avggraph build`.",
            advice="Laad ze in uw eigen database; zie docs/scale.md.",
        )
    if not isinstance(manifest, dict) or manifest.get("layout") != LAYOUT:
        raise StoreError(f"{folder} is gemaakt door een andere versie van avggraph.", advice="Bouw de graaf opnieuw.")
    return Output(folder, manifest)


def record_units(store: ox.Store, *shared: str) -> Iterator[list[Quad]]:
    """Give the records of a store, those of one source document at a time, with all that belongs to them.

    That is the document's graph, the flows of its records, and of the graphs `shared` (IRIs: organisations, laws) the
    nodes that these lead to.
    """
    around: dict[Term, list[Quad]] = {}
    for quad in graph_quads(store, *shared):
        around.setdefault(quad[0], []).append(quad)
    for graph in sorted({quad.graph_name for quad in store.quads_for_pattern(None, _TYPE, _RECORD)}, key=str):
        unit = list(_whole(store, graph))
        for record in [subject for subject, predicate, value, _name in unit if (predicate, value) == _IS_RECORD]:
            for part in store.quads_for_pattern(None, _IN_RECORD, ox.NamedNode(record[1:-1])):
                if not str(part.graph_name).endswith(_FINDINGS):
                    unit += node_quads(store, str(part.subject))
        reached: dict[Term, None] = {}
        waiting = dict.fromkeys(value for _subject, _predicate, value, _graph in unit)
        while waiting:
            node, _ = waiting.popitem()
            if node in around and node not in reached:
                reached[node] = None
                waiting.update((value, None) for _subject, _predicate, value, _graph in around[node])
        yield list(dict.fromkeys((*unit, *(quad for node in reached for quad in around[node]))))


def graph_quads(store: ox.Store, *graphs: str) -> Iterator[Quad]:
    """Give the quads of whole graphs; `graphs` are their IRIs."""
    for graph in graphs:
        yield from _whole(store, ox.NamedNode(graph))


def node_quads(store: ox.Store, node: Term) -> Iterator[Quad]:
    """Give the quads with a node, named by an IRI, as subject."""
    for quad in store.quads_for_pattern(ox.NamedNode(node[1:-1]), None, None):
        yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)


def _whole(store: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Iterator[Quad]:
    """Give the quads of a graph from its N-Triples: that is faster than to make an object of each term."""
    name = str(graph)
    for line in (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"").decode().split(" .\n")[:-1]:
        subject, predicate, value = line.split(" ", 2)
        yield subject, predicate, value, name
