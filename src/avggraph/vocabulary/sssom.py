"""Reading SSSOM/TSV: a metadata block in YAML behind "#", then rows of CURIEs and literals.

Of the metadata only slots with one value on their line, and `curie_map`, are read here; SSSOM 1.0, section "TSV".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import KnowledgeError, Where, reason_of

_CURIE_MAP_ENTRY = re.compile(r"#\s+([\w-]+):\s+(https?://\S+)\s*$")

_SLOT = re.compile(r"#([a-z_]+):\s*(\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a mapping set: its values by slot, and what its CURIEs stand for."""

    values: Mapping[str, str]
    prefixes: Mapping[str, str]
    where: Where

    def __getitem__(self, slot: str) -> str:
        return self.values[slot]

    def at(self, slot: str = "") -> Where:
        """Give where the row stands, or one of its slots."""
        return Where(self.where.path, self.where.line, slot) if slot else self.where

    def iri(self, slot: str) -> str:
        """Expand the CURIE in a slot; raises `KnowledgeError` for a prefix that `curie_map` does not declare."""
        prefix, colon, local = self[slot].partition(":")
        if not colon or prefix not in self.prefixes:
            raise KnowledgeError(
                f"{self[slot]!r} begint niet met een voorvoegsel uit curie_map.",
                where=self.at(slot),
                advice=f"Schrijf het als voorvoegsel:naam; er zijn: {', '.join(sorted(self.prefixes)) or 'geen'}.",
            )
        return self.prefixes[prefix] + local


def read_metadata(path: Path) -> dict[str, str]:
    """Read what a mapping set says of itself, by slot; raises `KnowledgeError` where it cannot be read.

    >>> from avggraph import resources
    >>> read_metadata(resources.ontology("mappings", "rechten.sssom.tsv"))["object_source_version"]
    '2.3'
    """
    found = (_SLOT.match(line) for line in _lines(path))
    return {slot[1]: slot[2].strip('"') for slot in found if slot}


def read_rows(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """Read the rows of a mapping set; raises `KnowledgeError` where it cannot be read or a column is missing."""
    lines = _lines(path)
    prefixes = {entry[1]: entry[2] for entry in map(_CURIE_MAP_ENTRY.match, lines) if entry}
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    rows = csv.DictReader(lines[first:], delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    missing = [column for column in columns if column not in (rows.fieldnames or ())]
    if missing:
        raise KnowledgeError(
            f"In het mappingbestand ontbreken de kolommen {', '.join(missing)}.",
            where=Where(path.name, first + 1),
            advice="Begin met een bestand van avggraph unmapped -f sssom.",
        )
    for row in rows:
        values = {slot: value for slot, value in row.items() if isinstance(slot, str)}
        yield Row(values, prefixes, Where(path.name, first + rows.line_num))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise KnowledgeError("Het mappingbestand is er niet.", where=Where(path.name)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"Het mappingbestand is niet te lezen: {reason_of(error)}.", where=Where(path.name)
        ) from error
