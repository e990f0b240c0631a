"""All files of a dataset, written into a folder: the edge between the pure parts of this package and the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from avggraph import resources
from avggraph.dataset.addresses import DatasetAddresses
from avggraph.dataset.catalogue import catalogue_triples
from avggraph.dataset.citation import render_citation
from avggraph.dataset.concept_files import ALL, concept_files
from avggraph.dataset.csv_tables import METADATA, opened_csv, render_metadata
from avggraph.dataset.data_file import DataFile, data_file, groups
from avggraph.dataset.database import opened_database
from avggraph.dataset.datasette import render_datasette
from avggraph.dataset.mappings import render_mappings
from avggraph.dataset.nodes import nodes
from avggraph.dataset.nquads import nquads_lines
from avggraph.dataset.packing import write_gzip, write_zip
from avggraph.dataset.rdf_text import render_jsonld, render_turtle
from avggraph.dataset.read_me import render_read_me
from avggraph.dataset.rows import RowReader
from avggraph.dataset.sheets import load_design
from avggraph.dataset.statistics import count_statistics
from avggraph.dataset.void import void_triples
from avggraph.publication import Publication
from avggraph.query import OxigraphEngine, load_catalogue, render_executables
from avggraph.store import Output
from avggraph.store.output import GRAPH, SHACL_REPORT, TEXTS

CHECKSUMS = "SHA256SUMS"

_DATABASE = "register"
# What a build may have written; large ones are packed, and a build may have been told to leave some out.
_PACKED = (GRAPH, "graph.trig")
_COPIED = ("graph.ttl", "graph.jsonld", SHACL_REPORT)


def write_dataset(
    output: Output, publication: Publication, folder: Path, *, addresses: DatasetAddresses | None = None
) -> tuple[DataFile, ...]:
    """Write the files of a build's dataset into a folder, and tell of each, in the order of the groups.

    The folder is made; what else is in it stays. `addresses` say where the files will stand: without them below `data/`
    of the publisher's site, else of the base of the graph's IRIs. The same build and publication give the same bytes.
    What is in memory does not grow with the register: statements are streamed, and sorted on disk. Raises `StoreError`
    for a build of another model.
    """
    addresses = addresses or DatasetAddresses(publication.base or output.base)
    folder.mkdir(parents=True, exist_ok=True)
    store = output.open_store()
    content = (
        *_write_graph(output, folder),
        *_write_tables(output, store, publication, addresses, folder),
        *_write_texts(output, folder),
        *_write_vocabulary(output, store, publication, folder),
    )
    files = [data_file(folder, path) for path in content]
    files += [data_file(folder, path) for path in _write_about(output, files, publication, addresses, folder)]
    files += [data_file(folder, path) for path in _write_last(files, publication, folder)]
    return tuple(_in_order(files))


def _in_order(files: Iterable[DataFile]) -> list[DataFile]:
    order = list(groups())
    return sorted(files, key=lambda file: (order.index(file.group), file.path))


def _put(folder: Path, path: str, content: bytes | str) -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _copy(source: Path, folder: Path, path: str) -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return path


def _write_graph(output: Output, folder: Path) -> Iterator[str]:
    for name in _PACKED:
        if (output.folder / name).is_file():
            write_gzip(output.folder / name, folder / f"{name}.gz")
            yield f"{name}.gz"
    for name in _COPIED:
        if (output.folder / name).is_file():
            yield _copy(output.folder / name, folder, name)


def _write_tables(
    output: Output, store: ox.Store, publication: Publication, addresses: DatasetAddresses, folder: Path
) -> Iterator[str]:
    design = load_design()
    reader = RowReader(design, output.naming, OxigraphEngine(store), output.documents)
    (folder / "csv").mkdir(exist_ok=True)
    database = f"{_DATABASE}.db"
    with opened_csv(folder / "csv", design.sheets) as tables, opened_database(folder / database, design.sheets) as db:
        for row in reader.rows(nodes(output)):
            tables.write(row)
            db.write(row)
    yield database
    yield from (f"csv/{name}.csv" for name in design.sheets)
    yield _put(folder, f"csv/{METADATA}", render_metadata(design.sheets))
    yield _put(folder, "metadata.json", render_datasette(design.sheets, _DATABASE, publication, addresses))


def _write_texts(output: Output, folder: Path) -> Iterator[str]:
    write_zip((output.folder / TEXTS).glob("*.txt"), folder / f"{TEXTS}.zip", TEXTS)
    yield f"{TEXTS}.zip"


def _write_vocabulary(output: Output, store: ox.Store, publication: Publication, folder: Path) -> Iterator[str]:
    endpoint = publication.sparql.endpoint if publication.sparql else ""
    yield _put(folder, "queries.ttl", render_executables(load_catalogue(), endpoint))
    for name in ("avggraph.ttl", "context.jsonld"):
        yield _copy(resources.ontology(name), folder, f"ontology/{name}")
    for scheme, turtle in concept_files(store, output.naming):
        yield _put(folder, "ontology/concepts.ttl" if scheme == ALL else f"ontology/concepts/{scheme}.ttl", turtle)
    for path in sorted(resources.ontology("shapes").glob("*.ttl")):
        yield _copy(path, folder, f"shapes/{path.name}")
    mappings = sorted(resources.ontology("mappings").glob("*.sssom.tsv"))
    yield _put(folder, "mappings.sssom.tsv", render_mappings(mappings))
    for path in mappings:
        yield _copy(path, folder, f"mappings/{path.name}")


def _write_about(
    output: Output, files: list[DataFile], publication: Publication, addresses: DatasetAddresses, folder: Path
) -> Iterator[str]:
    catalogue = list(catalogue_triples(files, publication, addresses))
    yield _put(folder, "catalogus.ttl", render_turtle(catalogue))
    yield _put(folder, "catalogus.jsonld", render_jsonld(catalogue))
    with TemporaryDirectory(prefix=".", dir=folder) as scratch:
        statistics = count_statistics(nquads_lines(output.folder / GRAPH), output.naming, Path(scratch))
    void = void_triples(statistics, files, publication, addresses, output.naming)
    yield _put(folder, "void.ttl", render_turtle(void))
    if citation := render_citation(publication, addresses):
        yield _put(folder, "CITATION.cff", citation)


def _write_last(files: list[DataFile], publication: Publication, folder: Path) -> Iterator[str]:
    """Write what tells of all other files; the checksums hold all but themselves."""
    yield _put(folder, "README.md", render_read_me(_in_order(files), publication))
    listed = sorted([*files, data_file(folder, "README.md")], key=lambda file: file.path)
    yield _put(folder, CHECKSUMS, "".join(f"{file.sha256}  {file.path}\n" for file in listed))
