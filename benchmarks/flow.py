"""The stations of a build one after the other, for one description at a time: what a station is fed with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from avggraph.errors import SourceError
from avggraph.extract import ReadDescription, reference_number
from avggraph.extract import extract as extract_description
from avggraph.graph import (
    Naming,
    catalogue_quads,
    country_quads,
    law_quads,
    organisation_quads,
    record_quads,
    system_quads,
)
from avggraph.graph.terms import Quad
from avggraph.read import Limits, SourceFile, discover, read_sources
from avggraph.resolve import Knowledge, Record, published, resolve
from avggraph.text import SourceText

NAMING = Naming()
_LIMITS = Limits()


def files(texts: Path) -> Iterator[SourceFile]:
    """Give the files of a register."""
    return discover([texts])


def read_one(file: SourceFile) -> list[SourceText]:
    """Read a file. Whatever cannot be read ends the measurement: an invented register has no such file."""
    found: list[SourceText] = []
    for source in read_sources(file, _LIMITS):
        if isinstance(source, SourceError):
            raise source
        found.append(source)
    return found


def sources(texts: Path) -> Iterator[SourceText]:
    """Give the documents of a register."""
    for file in files(texts):
        yield from read_one(file)


def descriptions(texts: Path) -> Iterator[ReadDescription]:
    """Give the descriptions of a register."""
    for source in sources(texts):
        yield ReadDescription(source, extract_description(source))


def resolve_one(read: ReadDescription, knowledge: Knowledge) -> Record:
    """Resolve a description, without the names of natural persons, as a build does."""
    source, description = published(read.source, read.description, knowledge)
    reference = description.reference
    key = reference_number(reference.text).casefold() if reference else f"zonder-nummer-{source.sha256[:12]}"
    return resolve(description, source, key, knowledge)


def records(texts: Path, knowledge: Knowledge) -> Iterator[Record]:
    """Give the resolved records of a register."""
    for read in descriptions(texts):
        yield resolve_one(read, knowledge)


def quads_of(record: Record, knowledge: Knowledge) -> list[Quad]:
    """Give all that a build writes of a record, sorted, each quad once."""
    return sorted(
        {
            *record_quads(record, NAMING),
            *organisation_quads(record.organisations, knowledge.organisations, NAMING),
            *system_quads(record.systems, NAMING),
            *law_quads(record.laws, NAMING),
            *country_quads(record.third_countries, NAMING),
            *catalogue_quads(record.key, NAMING),
        }
    )


def blocks(texts: Path) -> Iterator[list[Quad]]:
    """Give the sorted quads of each record of a register."""
    knowledge = Knowledge.load(NAMING.base)
    for record in records(texts, knowledge):
        yield quads_of(record, knowledge)
