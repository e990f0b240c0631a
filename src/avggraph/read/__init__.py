"""Read: files to normalised text."""

from avggraph.read.files import SourceFile, discover, file_bytes
from avggraph.read.limits import Limits
from avggraph.read.normalise import normalise
from avggraph.read.readers import READERS, Reader
from avggraph.read.sources import read_bytes, read_file, read_sources

__all__ = [
    "READERS",
    "Limits",
    "Reader",
    "SourceFile",
    "discover",
    "file_bytes",
    "normalise",
    "read_bytes",
    "read_file",
    "read_sources",
]
