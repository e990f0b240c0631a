"""Packed files that are the same bytes each time: gzip without a time or name, ZIP without a time."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

# The earliest time that an entry of a ZIP file can have.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16
_UNIX = 3


def write_gzip(source: Path, target: Path) -> None:
    """Compress a file (RFC 1952), as a stream."""
    with (
        source.open("rb") as content,
        target.open("wb") as stream,
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6) as packed,
    ):
        shutil.copyfileobj(content, packed)


def write_zip(sources: Iterable[Path], target: Path, folder: str) -> None:
    """Pack files into a folder of a ZIP file, sorted by name; one at a time is in memory."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(sources, key=lambda path: path.name):
            entry = zipfile.ZipInfo(f"{folder}/{path.name}", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_BY_ALL
            archive.writestr(entry, path.read_bytes())
