"""Read: files to normalised text."""

from avggraph.read.files import Limits, SourceFile, discover, read_file, read_sources
from avggraph.read.normalise import normalise

__all__ = ["Limits", "SourceFile", "discover", "normalise", "read_file", "read_sources"]
