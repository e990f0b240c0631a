"""The readers, one per kind of file: each gives the documents that some bytes hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from avggraph.errors import SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.isolated import parser
from avggraph.read.limits import Limits
from avggraph.read.normalise import normalise
from avggraph.read.open_document import open_document_text
from avggraph.read.structured import read_csv, read_json, read_turtle, read_xlsx
from avggraph.read.word_document import word_document_text
from avggraph.text import SourceText

Documents = Iterator[SourceText | SourceError]
# What headings of spreadsheets mean to the user, by heading; None leaves it to what the project knows.
Columns = Mapping[str, str] | None
Read = Callable[[bytes, str, Limits, Columns], Documents]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one kind of file; `description` is what a user calls the kind."""

    kind: str
    description: str
    read: Read


def _plain(kind: str) -> Read:
    def read(data: bytes, name: str, _limits: Limits, _columns: Columns) -> Documents:
        text, encoding = decode(data, name)
        yield _source(text, name, kind, encoding)

    return read


def _isolated(kind: str) -> Read:
    def read(data: bytes, name: str, limits: Limits, _columns: Columns) -> Documents:
        parsed = parser().parse(kind, data, name, limits)
        yield _source(parsed.text, name, kind, parsed.encoding)

    return read


def _office(kind: str, text_of: Callable[[bytes, str, Limits], str]) -> Read:
    def read(data: bytes, name: str, limits: Limits, _columns: Columns) -> Documents:
        yield _source(text_of(data, name, limits), name, kind, "utf-8")

    return read


def _source(text: str, name: str, kind: str, encoding: str) -> SourceText:
    normalised = normalise(text)
    if not normalised.strip():
        raise SourceError("Het document bevat geen tekst.", where=Where(name))
    return SourceText.of(name, normalised, encoding, kind=kind)


def _structured(read_records: Callable[[bytes, str, Limits], Documents]) -> Read:
    def read(data: bytes, name: str, limits: Limits, _columns: Columns) -> Documents:
        return read_records(data, name, limits)

    return read


READERS: tuple[Reader, ...] = (
    Reader("txt", "tekst", _plain("txt")),
    Reader("md", "Markdown", _plain("md")),
    Reader("html", "webpagina", _isolated("html")),
    Reader("pdf", "PDF met tekst", _isolated("pdf")),
    Reader("docx", "Word-document", _office("docx", word_document_text)),
    Reader("odt", "OpenDocument-tekst", _office("odt", open_document_text)),
    Reader("json", "JSON", _structured(read_json)),
    Reader("csv", "CSV", read_csv),
    Reader("xlsx", "werkboek", read_xlsx),
    Reader("turtle", "Turtle", _structured(read_turtle)),
)


def reader_of(kind: str) -> Reader:
    """Give the reader of a kind.

    >>> reader_of("odt").description
    'OpenDocument-tekst'
    """
    return next(reader for reader in READERS if reader.kind == kind)
