"""What becomes of documents in a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from avggraph.compare import Difference
from avggraph.errors import NotADescriptionError, SourceError
from avggraph.extract import reference_number
from avggraph.graph.naming import Naming
from avggraph.graph.terms import Quad
from avggraph.resolve import Record, distinct
from avggraph.text import Quote
from avggraph.validate import Finding, RecordFacts, Severity


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
class Draft:
    """One description, made before it was known what the others say.

    `owner` names its blocks and is the sha256 of its text as read, `source` that of its text as published. `key` is the
    last part of its IRIs, `ministries` are the names of those it is of, sorted. `shared` are the quads about what
    others speak of too. `found` is the number of findings about the record by shape (IRI); `loose` are those about what
    is not it, such as an organisation it names.
    """

    owner: str
    source: str
    key: str
    document: Document
    ministries: tuple[str, ...]
    shared: tuple[Quad, ...]
    found: Mapping[str, int]
    loose: tuple[Finding, ...] = ()

    def facts(self, naming: Naming) -> RecordFacts:
        """Give what reports tell of the record."""
        document = self.document
        return RecordFacts(
            naming.node("verwerking", self.key)[1:-1],
            document.reference,
            document.title,
            self.ministries,
            document.name,
            naming.source(self.source)[1:-1],
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that was met before; `owner` is its sha256, `name` that of the document as it may be published."""

    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file held, in order. `digest` is that of its bytes and name; empty where it could not be read."""

    digest: str
    results: tuple[Draft | Copy | Document, ...]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build in figures; `reused` is the number of descriptions taken from the earlier one."""

    folder: Path
    documents: tuple[Document, ...]
    quads: int
    findings: Counter[Severity]
    reused: int = 0

    @property
    def records(self) -> int:
        """The number of descriptions in the graph."""
        return sum(document.key is not None for document in self.documents)


def skipped(error: SourceError, name: str) -> Document:
    """Tell of a document that was not read; `name` is its name as it may be published."""
    return Document(
        name, skipped=f"{error.what} {error.advice}".strip(), unreadable=not isinstance(error, NotADescriptionError)
    )


def lost(name: str) -> Document:
    """Tell of a file that ended the process that read it, twice; `name` is its name as it may be published."""
    reason = (
        "Het proces dat dit bestand las, is twee keer beëindigd. "
        "Geef het meer geheugen, of laat het bestand weg en lees het apart."
    )
    return Document(name, skipped=reason, unreadable=True)


def changed(name: str) -> Document:
    """Tell of a description that was not there any more when it was read again; `name` is that of its document."""
    reason = "Het bestand veranderde of verdween terwijl het werd verwerkt. Probeer het opnieuw."
    return Document(name, skipped=reason, unreadable=True)


def told(record: Record, *, with_names: bool, note: str | None, differences: tuple[Difference, ...]) -> Document:
    """Tell of a document that was read."""
    description = record.description
    private = () if with_names else tuple(extra for extra in description.extra if extra.private)
    return Document(
        record.source.path,
        key=record.key,
        reference=reference_number(description.reference.text) if description.reference else None,
        title=description.title.text if description.title else None,
        layout=description.layout,
        note=note,
        unused=tuple(f"{rest.words.text} ({rest.reason})" for rest in description.unused),
        unmapped=distinct(words.text for words in _unmapped(record)),
        near_misses=tuple(f"{near.words} (bijna: {near.name})" for near in record.near_misses),
        withheld=tuple(".".join(extra.path) for extra in private),
        differences=differences,
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
