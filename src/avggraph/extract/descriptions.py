"""The descriptions a file holds: its documents, parted where one holds several, each read in its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from avggraph.description import Description
from avggraph.errors import SourceError
from avggraph.extract.layouts import extract
from avggraph.extract.split import split_descriptions
from avggraph.read import Limits, SourceFile, read_bytes, read_sources
from avggraph.read.readers import Documents
from avggraph.text import SourceText


@dataclass(frozen=True, slots=True)
class ReadDescription:
    """A description and the document it was read from."""

    source: SourceText
    description: Description


def read_descriptions(
    file: SourceFile, limits: Limits, layout: str | None = None, *, columns: Mapping[str, str] | None = None
) -> Iterator[ReadDescription | SourceError]:
    """Read the descriptions of one file, in order; what is none, or cannot be read, comes as the error that says why.

    `layout` reads everything in that layout, `columns` says what headings of spreadsheets mean. Raises `UsageError`
    for a layout that does not exist.
    """
    yield from _descriptions(read_sources(file, limits, columns=columns), layout)


def descriptions_of(
    data: bytes, name: str, limits: Limits, layout: str | None = None, *, columns: Mapping[str, str] | None = None
) -> Iterator[ReadDescription | SourceError]:
    """Read the descriptions in a file's bytes, as `read_descriptions` does."""
    yield from _descriptions(read_bytes(data, name, limits, columns=columns), layout)


def texts_of(
    data: bytes, name: str, limits: Limits, *, columns: Mapping[str, str] | None = None
) -> Iterator[SourceText | SourceError]:
    """Read the texts that `descriptions_of` reads descriptions from, which takes a small part of its time."""
    yield from _texts(read_bytes(data, name, limits, columns=columns))


def _descriptions(documents: Documents, layout: str | None) -> Iterator[ReadDescription | SourceError]:
    for source in _texts(documents):
        if isinstance(source, SourceError):
            yield source
            continue
        try:
            yield ReadDescription(source, extract(source, layout))
        except SourceError as error:
            yield error


def _texts(documents: Documents) -> Iterator[SourceText | SourceError]:
    for document in documents:
        if isinstance(document, SourceError):
            yield document
        else:
            yield from split_descriptions(document)
