"""What a build says of itself: the reports of findings, what became of its documents, and its manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import orjson

from avggraph.files import sha256_of
from avggraph.json_array import indented
from avggraph.pipeline.document import Document
from avggraph.pipeline.options import BuildOptions
from avggraph.store import output
from avggraph.validate import Finding, RecordFacts, Report, Silencing, format_of_file, shipped_shapes
from avggraph.version import __version__


def write_reports(
    findings: tuple[Finding, ...],
    records: Mapping[str, RecordFacts],
    documents: Sequence[Document],
    folder: Path,
    options: BuildOptions,
) -> None:
    """Write the findings in each format, and what became of each document."""
    naming = options.naming
    report = Report(
        Silencing(findings),
        f"{naming.base}doc/validatie",
        records=records,
        texts=output.Output(folder, {"base": naming.base}).documents,
        shapes=shipped_shapes().shapes,
        on=options.on,
    )
    for name in (output.REPORT, output.PAGE, output.FINDINGS, output.SHACL_REPORT):
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(format_of_file(name).pieces(report, "nl"))
    with (folder / output.DOCUMENTS).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(indented(map(asdict, documents)))


def write_manifest(
    folder: Path, documents: Sequence[Document], quads: int, findings: Sequence[Finding], options: BuildOptions
) -> None:
    """Write what was built, of how much, and the hash of each file."""
    severities = Counter(finding.severity.name.lower() for finding in findings)
    files = [path for path in folder.iterdir() if path.is_file()]
    files = sorted((*files, *(folder / output.PARTS).iterdir()))
    with ThreadPoolExecutor() as threads:
        hashes = list(threads.map(sha256_of, files))
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
        "sha256": {path.relative_to(folder).as_posix(): sha256 for path, sha256 in zip(files, hashes, strict=True)},
    }
    (folder / output.MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")
