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
from avggraph.graph.page_writer import Frame
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
    Sheet,
    Silencing,
    Totals,
    sheet_of_file,
    shipped_shapes,
    worst_first,
)
from avggraph.version import __version__

BY_RECORD, WORST_FIRST, JUDGED = "records", "worst", "judged"
"""The orders of the reports' blocks, and that of the lines of the ledger."""

REPORTS: Mapping[str, tuple[str, ...]] = {
    BY_RECORD: (output.FINDINGS, output.SHACL_REPORT),
    WORST_FIRST: (output.REPORT, output.PAGE),
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

    def loose_blocks(self, order: str, findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Block]:
        """Write what was found about what is no record's own, each finding once; in order."""
        blocks = (
            # After the block of the record that it may name: a space sorts before what an IRI goes on with.
            block._replace(first=f"{block.first} ", last=f"{block.last} ")
            for record, own in _by_record(findings)
            for its_order, block in self.blocks(record, own, SHARED, texts)
            if its_order == order
        )
        return sorted(blocks, key=lambda block: block.first)

    def frames(self, order: str, totals: Totals) -> list[Frame]:
        """Give what stands around the blocks of each file of an order."""
        return [_Around(sheet, totals) for sheet in self._sheets[order]]

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


class _Around:
    """What stands around the pieces of a sheet."""

    def __init__(self, sheet: Sheet, totals: Totals) -> None:
        self._sheet = sheet
        self._totals = totals
        self._between = b""

    def begin(self) -> bytes:
        return self._sheet.begin(self._totals).encode()

    def before(self, _graph: str) -> bytes:
        between, self._between = self._between, self._sheet.between.encode()
        return between

    def end(self) -> bytes:
        return self._sheet.end(self._totals).encode()


class LedgerFrame:
    """What stands around the lines of the ledger: its head."""

    def __init__(self, head: bytes) -> None:
        self._head = head

    def begin(self) -> bytes:
        """Give the line that says what the ledger holds for."""
        return self._head

    def before(self, _graph: str) -> bytes:
        """Give nothing: each line stands by itself."""
        return b""

    def end(self) -> bytes:
        """Give nothing."""
        return b""


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
