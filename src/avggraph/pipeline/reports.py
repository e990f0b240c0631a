"""What a build says of itself: the reports of findings, what became of its documents, and its manifest.

The reports are put together as the files of the graph are: of blocks, one for each record with findings, made with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import orjson

from avggraph.files import sha256_of
from avggraph.graph.blocks import SHARED, Block
from avggraph.graph.page_writer import Around, Frame
from avggraph.json_array import indented
from avggraph.pipeline.document import Document
from avggraph.pipeline.options import BuildOptions
from avggraph.store import output
from avggraph.validate import (
    Finding,
    Passages,
    RecordCount,
    RecordFacts,
    Report,
    Severity,
    Silencing,
    Totals,
    format_of_file,
    sheet_of_file,
    shipped_shapes,
    worst_first,
)
from avggraph.version import __version__

BY_RECORD, WORST_FIRST, JUDGED = "records", "worst", "judged"
"""The orders of the reports' blocks, and that of the lines of the ledger."""

_FILES = (output.FINDINGS, output.SHACL_REPORT, output.REPORT, output.PAGE)


def _order(file: str) -> str:
    sheet = format_of_file(file).sheet
    return WORST_FIRST if sheet and sheet.is_worst_first else BY_RECORD


REPORTS: Mapping[str, tuple[str, ...]] = {
    order: tuple(file for file in _FILES if _order(file) == order) for order in (BY_RECORD, WORST_FIRST)
}
"""The files of the reports by the order of their blocks."""


class Reports:
    """Writes the blocks of the reports of one build, and what stands around them."""

    def __init__(self, options: BuildOptions) -> None:
        self._shapes = shipped_shapes().shapes
        about = Report(Silencing(()), f"{options.naming.base}doc/validatie", shapes=self._shapes, on=options.on)
        self._sheets = {order: [sheet_of_file(name, about) for name in files] for order, files in REPORTS.items()}

    def blocks(
        self, record: RecordFacts | None, findings: Sequence[Finding], owner: str, texts: Mapping[str, str]
    ) -> Iterator[tuple[str, Block]]:
        """Write what was found for a record, in the order of `Finding.sort_key`: its block with the order of it."""
        if not findings:
            return
        passages = Passages(texts)
        worst = worst_first(record, Counter(each.severity for each in findings))
        heads = {BY_RECORD: record.iri if record else "", WORST_FIRST: worst}
        for order, sheets in self._sheets.items():
            pieces = [sheet.record(record, findings, passages).encode() for sheet in sheets]
            yield order, Block(heads[order], heads[order], owner, 0, b"", pieces)

    def loose_blocks(self, findings: Iterable[Finding], texts: Mapping[str, str]) -> Mapping[str, Sequence[Block]]:
        """Write what was found about what is no record's own, each finding once: the sorted blocks of each order."""
        found: dict[str, list[Block]] = {order: [] for order in REPORTS}
        for record, own in _by_record(findings):
            for order, block in self.blocks(record, own, SHARED, texts):
                # After the block of the record that it may name: a space sorts before what an IRI goes on with.
                found[order].append(block._replace(first=f"{block.first} ", last=f"{block.last} "))
        return {order: sorted(blocks, key=lambda block: block.first) for order, blocks in found.items()}

    def frames(self, order: str, totals: Totals) -> list[Frame]:
        """Give what stands around the blocks of each file of an order."""
        told = ((sheet.begin(totals), sheet.between, sheet.end(totals)) for sheet in self._sheets[order])
        return [Around(*map(str.encode, each)) for each in told]

    def totals(self, records: Iterable[tuple[RecordFacts, Mapping[str, int]]], loose: Iterable[Finding]) -> Totals:
        """Add up what was found for each record, by shape, and what is no record's own."""
        counts = {record.iri: RecordCount(record, found) for record, found in records}
        for record, own in _by_record(loose):
            iri = record.iri if record else ""
            known = counts.get(iri, RecordCount(record, {}))
            found = Counter(known.findings) + Counter(each.shape for each in own)
            counts[iri] = RecordCount(known.record, found)
        return Totals.of_counts(counts.values(), self._shapes)


def _by_record(findings: Iterable[Finding]) -> Iterator[tuple[RecordFacts | None, list[Finding]]]:
    for record, own in groupby(sorted({*findings}, key=Finding.sort_key), lambda each: each.record):
        found = list(own)
        yield RecordFacts(record, found[0].reference) if record else None, found


def write_documents_report(documents: Sequence[Document], folder: Path) -> None:
    """Write what became of each document."""
    with (folder / output.DOCUMENTS).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(indented(documents))


def write_manifest(
    folder: Path,
    documents: Sequence[Document],
    quads: int,
    findings: Mapping[Severity, int],
    options: BuildOptions,
    hashed: Mapping[Path, str],
) -> None:
    """Write what was built, of how much, and the SHA-256 of each file, of which those of `hashed` are known."""
    severities = {severity.label: number for severity, number in findings.items() if number}
    files = [path for path in folder.iterdir() if path.is_file()]
    files = sorted((*files, *(folder / output.PARTS).iterdir()))
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
        "sha256": {path.relative_to(folder).as_posix(): hashed.get(path) or sha256_of(path) for path in files},
    }
    (folder / output.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
