"""The whole of a build: read, extract, resolve, graph, validate, store. Documents stream through one at a time."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain, count
from pathlib import Path

import orjson
import pyoxigraph as ox

from avggraph.compare import Difference, differences
from avggraph.errors import NotADescriptionError, SourceError, StoreError, UsageError
from avggraph.extract import ReadDescription, read_descriptions, reference_number, to_contract
from avggraph.files import sha256_of
from avggraph.graph import (
    FORMATS,
    ORDERS,
    Format,
    Naming,
    SortedSpool,
    catalogue_quads,
    concept_quads,
    country_quads,
    law_quads,
    organisation_quads,
    read_nodes,
    record_quads,
    system_quads,
)
from avggraph.graph.nodes import Node
from avggraph.graph.terms import AVG, SKOS, Quad, Term
from avggraph.read import Limits, SourceFile, discover
from avggraph.resolve import Knowledge, Record, distinct, published, published_path, resolve
from avggraph.store import output
from avggraph.store.staging import PID, staged
from avggraph.text import Quote, SourceText
from avggraph.validate import (
    Finding,
    Ledger,
    Report,
    Severity,
    Silencing,
    Validator,
    finding_quads,
    format_of_file,
    record_facts,
    shipped_shapes,
)
from avggraph.version import __version__


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build may be told.

    `columns` says what headings of spreadsheets mean, `wordings` what words mean (SSSOM); `on` is the date the register
    speaks of, for ministries that come and go and for the versions of laws.
    """

    naming: Naming = field(default_factory=Naming)
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    columns: Mapping[str, str] | None = None
    wordings: Path | None = None
    on: date | None = None
    with_names: bool = False
    formats: tuple[str, ...] = tuple(each.name for each in FORMATS)


@dataclass(frozen=True, slots=True)
class Document:
    """What became of one document: its record's key, or the reason why it is none.

    `unused`: words no field took. `unmapped`: content words of its fields that no concept covers. `near_misses`: names
    that are nearly a known one, and were not taken for it. `withheld`: the keys of values about natural persons, which
    are not published. `differences`: from the first document with the same number.
    """

    name: str
    key: str | None = None
    reference: str | None = None
    title: str | None = None
    layout: str | None = None
    skipped: str | None = None
    unreadable: bool = False
    note: str | None = None
    unused: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build in figures."""

    folder: Path
    documents: tuple[Document, ...]
    quads: int
    findings: Counter[Severity]

    @property
    def records(self) -> int:
        """The number of descriptions in the graph."""
        return sum(document.key is not None for document in self.documents)


Watch = Callable[[str, Document | None], None]


def _unwatched(_station: str, _document: Document | None) -> None:
    return None


def build(
    sources: Iterable[Path], out: Path, options: BuildOptions | None = None, watch: Watch = _unwatched
) -> BuildResult:
    """Build the graph of all descriptions under the sources into the folder `out`.

    A file that holds no description, or cannot be read, is reported and the rest is built. `watch` is told of each
    document and of each station. Raises `UsageError` and `StoreError` before anything is written.
    """
    options = options or BuildOptions()
    formats = _formats(options.formats)
    files = list(discover(sources, without=out))
    knowledge = Knowledge.load(options.naming.base, options.on, options.wordings)
    with staged(out) as folder:
        concepts = list(concept_quads(knowledge.concept_lines, options.naming))
        ledger = Ledger.open(out / output.LEDGER, Validator(concepts))
        documents, quads = _write_graph(files, folder, knowledge, concepts, ledger, options, formats, watch)
        _keep_the_old_one(documents, out)
        watch("store", None)
        store = _fill_store(folder)
        watch("reports", None)
        ledger.write(folder / output.LEDGER)
        findings = ledger.findings
        _write_reports(findings, store, folder, options, documents)
        del store
        _write_manifest(folder, documents, quads, findings, options)
    return BuildResult(out, documents, quads, Counter(finding.severity for finding in findings))


def _keep_the_old_one(documents: Sequence[Document], out: Path) -> None:
    """Refuse to put an empty graph in the place of an earlier build."""
    if output.is_build(out) and not any(document.key for document in documents):
        reasons = "; ".join(f"{document.name}: {document.skipped}" for document in documents[:3])
        raise StoreError(
            f"Er is geen beschrijving gelezen ({reasons or 'geen bestanden'}); de graaf in {out} is gebleven.",
            advice="Kies andere bronnen, of een nieuwe map met -o.",
        )


def _formats(names: Sequence[str]) -> list[Format]:
    unknown = sorted(set(names) - {each.name for each in FORMATS})
    if unknown:
        raise UsageError(
            f"Onbekend formaat: {', '.join(unknown)}.",
            advice=f"Kies uit: {', '.join(each.name for each in FORMATS)}.",
        )
    # N-Quads is what the store is filled from, and what `avggraph.load` reads.
    return [each for each in FORMATS if each.name in names or each.file == output.GRAPH]


# ---------------------------------------------------------------- documents to lines


def _write_graph(
    files: Sequence[SourceFile],
    folder: Path,
    knowledge: Knowledge,
    concepts: Sequence[Quad],
    ledger: Ledger,
    options: BuildOptions,
    formats: Sequence[Format],
    watch: Watch,
) -> tuple[tuple[Document, ...], int]:
    (folder / output.TEXTS).mkdir()
    runs = folder / "runs"
    runs.mkdir()
    spools = {order: SortedSpool(runs, order) for order in sorted({each.order for each in formats})}
    documents = []
    for document, quads in _documents(files, folder, knowledge, options):
        watch("read", document)
        documents.append(document)
        if quads:
            ledger.judge(quads)
        for order, spool in spools.items():
            spool.add(ORDERS[order](quads))
    others = sorted({*concepts, *finding_quads(ledger.findings, options.naming)})
    for order, spool in spools.items():
        spool.add(ORDERS[order](others))
    count = 0
    for each in formats:
        watch(f"write {each.file}", None)
        with (folder / each.file).open("wb") as stream:
            nodes = _Counted(read_nodes(spools[each.order].merged()))
            each.write(nodes, stream)
            count = nodes.count
    shutil.rmtree(runs)
    return tuple(documents), count


class _Counted:
    """Counts statements as they pass."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = nodes
        self.count = 0

    def __iter__(self) -> Iterator[Node]:
        for node in self._nodes:
            self.count += len(node[1])
            yield node


def _documents(
    files: Sequence[SourceFile], folder: Path, knowledge: Knowledge, options: BuildOptions
) -> Iterator[tuple[Document, list[Quad]]]:
    keys, names = _Keys(), _Names()
    for file in files:
        for read in read_descriptions(file, options.limits, options.layout, columns=options.columns):
            if isinstance(read, SourceError):
                yield _skipped(read, knowledge, options), []
                continue
            key = keys.take(read, file)
            if key is None:
                name, first = (_shown(path, knowledge, options) for path in (read.source.path, keys.first(read.source)))
                yield Document(name, skipped=f"Dezelfde tekst als {first}."), []
                continue
            shown = _published(read, knowledge, options)
            record = resolve(shown.description, shown.source, key.key, knowledge)
            (folder / output.TEXTS / f"{record.source.sha256}.txt").write_bytes(record.source.text.encode())
            others = _differences(shown, keys.origin(key.same_as), knowledge, options) if key.same_as else ()
            yield _document(record, key, others, options), sorted({*_quads(record, key, names, knowledge, options)})


def _published(read: ReadDescription, knowledge: Knowledge, options: BuildOptions) -> ReadDescription:
    """Give a description as it may be published: without what is about natural persons, unless asked."""
    if options.with_names:
        return read
    return ReadDescription(*published(read.source, read.description, knowledge))


def _differences(
    read: ReadDescription, origin: tuple[SourceFile, str], knowledge: Knowledge, options: BuildOptions
) -> tuple[Difference, ...]:
    """Hold a description against the first one with its number, which is read again: few records have two."""
    file, path = origin
    for first in read_descriptions(file, options.limits, options.layout, columns=options.columns):
        if not isinstance(first, SourceError) and first.source.path == path:
            shown = _published(first, knowledge, options)
            return differences(to_contract(shown.description, shown.source), to_contract(read.description, read.source))
    return ()


def _shown(path: str, knowledge: Knowledge, options: BuildOptions) -> str:
    """Give a file's name as it may be published."""
    return path if options.with_names else published_path(path, knowledge)


def _skipped(error: SourceError, knowledge: Knowledge, options: BuildOptions) -> Document:
    return Document(
        _shown(error.where.path, knowledge, options) if error.where else "",
        skipped=f"{error.what} {error.advice}".strip(),
        unreadable=not isinstance(error, NotADescriptionError),
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """The last part of a record's IRIs; `same_as` is the key of another document with the same number."""

    key: str
    same_as: str | None = None


class _Keys:
    """Gives each document a key of its own: its number in lower case, numbered on where the number is taken."""

    def __init__(self) -> None:
        self._by_hash: dict[str, str] = {}
        self._origins: dict[str, tuple[SourceFile, str]] = {}

    def take(self, read: ReadDescription, file: SourceFile) -> _Key | None:
        """Give a key, or None for a text that was met before."""
        source, reference = read.source, read.description.reference
        if source.sha256 in self._by_hash:
            return None
        self._by_hash[source.sha256] = source.path
        key = reference_number(reference.text).casefold() if reference else f"zonder-nummer-{source.sha256[:12]}"
        own = next(name for name in chain([key], (f"{key}_{n}" for n in count(2))) if name not in self._origins)
        self._origins[own] = (file, source.path)
        return _Key(own, None if own == key else key)

    def first(self, source: SourceText) -> str:
        """Give the name of the document a text was first met in."""
        return self._by_hash[source.sha256]

    def origin(self, key: str) -> tuple[SourceFile, str]:
        """Give the file and the document a key was taken for."""
        return self._origins[key]


class _Names:
    """Gives each thing one name, the first that was met.

    What only descriptions name has its IRI from its words without case or signs: "SAP-HR" and "Sap HR" are one system.
    """

    def __init__(self) -> None:
        self._names: dict[Term, Term] = {}

    def settled(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Give quads in which another spelling of a thing's name is one to find it by (SKOS Reference, S14)."""
        for subject, predicate, value, graph in quads:
            is_other = predicate == SKOS.prefLabel and self._names.setdefault(subject, value) != value
            yield subject, SKOS.hiddenLabel if is_other else predicate, value, graph


def _document(record: Record, key: _Key, others: tuple[Difference, ...], options: BuildOptions) -> Document:
    description = record.description
    private = () if options.with_names else tuple(extra for extra in description.extra if extra.private)
    return Document(
        record.source.path,
        key=record.key,
        reference=reference_number(description.reference.text) if description.reference else None,
        title=description.title.text if description.title else None,
        layout=description.layout,
        note=f"Zelfde nummer als {key.same_as}: niet samengevoegd, {_fields(len(others))}." if key.same_as else None,
        unused=tuple(f"{rest.words.text} ({rest.reason})" for rest in description.unused),
        unmapped=distinct(words.text for words in _unmapped(record)),
        near_misses=tuple(f"{near.words} (bijna: {near.name})" for near in record.near_misses),
        withheld=tuple(".".join(extra.path) for extra in private),
        differences=others,
    )


def _unmapped(record: Record) -> Iterator[Quote]:
    """Give the content words of a record's fields that no concept covers."""
    for meaning in (
        *(purpose.words for purpose in record.purposes),
        *record.collection_purposes,
        *(subject.meaning for subject in record.subjects),
        *(block.data for block in record.blocks),
    ):
        yield from meaning.unmapped
    yield from record.unread_recipients


def _fields(number: int) -> str:
    return "1 veld verschilt" if number == 1 else f"{number} velden verschillen"


def _quads(record: Record, key: _Key, names: _Names, knowledge: Knowledge, options: BuildOptions) -> Iterator[Quad]:
    naming = options.naming
    yield from record_quads(record, naming, on=options.on, private=options.with_names)
    yield from names.settled(organisation_quads(record.organisations, knowledge.organisations, naming, options.on))
    yield from names.settled(system_quads(record.systems, naming))
    yield from names.settled(law_quads(record.laws, naming))
    yield from country_quads(record.third_countries, naming)
    yield from catalogue_quads(record.key, naming)
    if key.same_as:
        graph = naming.record_graph(record.key)
        yield naming.node("verwerking", record.key), AVG.sameReferenceAs, naming.node("verwerking", key.same_as), graph


# ---------------------------------------------------------------- store, validation, reports


def _fill_store(folder: Path) -> ox.Store:
    store = ox.Store(str(folder / output.STORE))
    store.bulk_load(path=str(folder / output.GRAPH), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    return store


def _write_reports(
    findings: tuple[Finding, ...], store: ox.Store, folder: Path, options: BuildOptions, documents: Sequence[Document]
) -> None:
    naming = options.naming
    report = Report(
        Silencing(findings),
        f"{naming.base}doc/validatie",
        records=record_facts(store),
        texts=output.Output(folder, {"base": naming.base}).texts(),
        shapes=shipped_shapes().shapes,
        on=options.on,
    )
    for name in (output.REPORT, output.PAGE, output.FINDINGS, output.SHACL_REPORT):
        text = format_of_file(name).write(report, "nl")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / output.DOCUMENTS).write_bytes(
        orjson.dumps([asdict(document) for document in documents], option=orjson.OPT_INDENT_2) + b"\n"
    )


def _write_manifest(
    folder: Path,
    documents: Sequence[Document],
    quads: int,
    findings: Sequence[Finding],
    options: BuildOptions,
) -> None:
    severities = Counter(finding.severity.name.lower() for finding in findings)
    manifest = {
        "layout": output.LAYOUT,
        "avggraph": __version__,
        "base": options.naming.base,
        "register": options.naming.register,
        "date": options.on.isoformat() if options.on else None,
        "names_of_natural_persons": options.with_names,
        "records": sum(document.key is not None for document in documents),
        "skipped": sum(document.skipped is not None for document in documents),
        "quads": quads,
        "findings": dict(sorted(severities.items())),
        "sha256": {
            path.relative_to(folder).as_posix(): sha256_of(path)
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name != PID
        },
    }
    (folder / output.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
