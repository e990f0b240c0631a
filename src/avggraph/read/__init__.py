"""Read: files to normalised text."""

from __future__ import annotations

from avggraph.read.files import SourceFile, discover, file_bytes
from avggraph.read.limits import Limits
from avggraph.read.normalise import normalise
from avggraph.read.readers import READERS, Reader
from avggraph.read.remote_files import RemoteFile, discover_remote, remote_bytes
from avggraph.read.sources import read_bytes, read_file, read_sources

File = SourceFile | RemoteFile
"""A file to read, on this machine or on a store."""


def bytes_of(file: File, limits: Limits) -> bytes:
    """Give a file's bytes. Raises `SourceError` where it cannot be read."""
    return remote_bytes(file, limits) if isinstance(file, RemoteFile) else file_bytes(file, limits)


__all__ = [
    "READERS",
    "File",
    "Limits",
    "Reader",
    "RemoteFile",
    "SourceFile",
    "bytes_of",
    "discover",
    "discover_remote",
    "file_bytes",
    "normalise",
    "read_bytes",
    "read_file",
    "read_sources",
]
